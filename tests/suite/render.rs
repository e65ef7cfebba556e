//! Tests of: render.
