//! Tests of: write.
