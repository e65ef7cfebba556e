//! The practice database as a whole: what is made of all its records.

pub mod export;
