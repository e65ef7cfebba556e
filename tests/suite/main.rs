//! The tests that run the real program and its stages on real files; one file a subject.

mod body;
mod cli;
mod commonmark;
mod config;
mod corpus;
mod directive;
mod front_matter;
mod incremental;
mod killed;
mod markdown;
mod petition;
mod practice;
mod relate;
mod render;
mod said;
mod slug;
mod tidy;
mod typography;
mod write;
