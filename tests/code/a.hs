{-# LANGUAGE OverloadedStrings, GADTs #-}
module Visits.Inner (Visit(..), total) where
import qualified Data.Map as M (Map, lookup)
-- | A visit.
data Visit a = Visit { name :: String, days :: !Int } | None deriving (Show, Eq)
class (Monad m) => Store m where { put :: a -> m (); put _ = return () }
instance Functor Visit where fmap f (Visit n d) = Visit n d
{- block {- nested -} -}
total :: (Num a, Ord a) => [a] -> Maybe a -> IO ()
total xs@(x:_) (Just y) | x > 0x1F, y /= 1.5e3 = do { let z = x * 2 `div` 3; print $ foldr (\a b -> a + b) 0 xs; return () }
                        | otherwise = mapM_ putStrLn ["a\n", ['c', '\''], show z] >>= \_ -> case x of { 1 -> pure (); _ -> undefined }
  where z = if True then [n ^ 2 | n <- [1..10], even n] else x' <$> y; type_ = newtype'
infixl 6 <+>
