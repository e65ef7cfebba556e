#include <stdio.h>
#include "visits.h"
#define MAX(a, b) ((a) > (b) ? (a) : (b)) \
    + 1
#if defined(__GNUC__) && !MAX
typedef struct visit { const char *name; unsigned long days : 3; union { int a; float b; }; } visit_t;
#else
#error "no"
#endif
/* comment */
static inline int total(const visit_t *visits, size_t n) {
    int sum = 0; // line
    for (size_t i = 0; i < n; ++i) { sum += visits[i].days << 2 & 0xFFul; if (!sum) goto end; }
    switch (sum) { case 'a': case '\n': break; default: printf("%-10s %5.2f%%\n", visits->name, 1.5e-3f); }
    do { sum--; } while (sum > 0 && sizeof(int) != 8);
end:
    return *(int *)&sum ? NULL : -1;
}
int main(int argc, char **argv) { return total((visit_t[]){ { .name = "a" } }, 1); }
#if 0
dead code "
#endif
