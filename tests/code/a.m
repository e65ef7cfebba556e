#import <Foundation/Foundation.h>
@class Other; @protocol Visiting <NSObject> @optional - (void)visit:(int)x; @end
@interface Visit : NSObject <Visiting> { @private int _days; }
@property (nonatomic, copy, readonly) NSString *name;
+ (instancetype)visitWithName:(NSString *)name days:(NSUInteger)days;
@end
@implementation Visit
- (int)total:(NSArray<NSNumber *> *)rows { NSString *s = @"a %@ \n"; for (id row in rows) { if ([row isKindOfClass:[NSString class]] && !self.name) continue; }
  void (^block)(int) = ^(int x) { NSLog(@"%d %@", x, @{ @"a": @1, @"b": @[ @YES, nil ] }); }; @try { @throw [NSException new]; } @catch (id e) { } @finally { } return 0x1F; }
@end
