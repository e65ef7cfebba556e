//! Tests of: markdown.
