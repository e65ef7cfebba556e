//! The tests that run the real program and its stages on real files; one file a subject.

mod body;
mod cli;
mod commonmark;
mod config;
mod front_matter;
mod markdown;
mod relate;
mod render;
mod tidy;
mod write;
