//! Tests of: config.
