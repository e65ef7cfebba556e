//! Tests of: relate.
