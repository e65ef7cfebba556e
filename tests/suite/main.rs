//! The tests that run the real program and its stages on real files; one file a subject.

mod body;
mod cli;
mod commonmark;
mod config;
mod corpus;
mod data_files;
mod docs;
mod front_matter;
mod highlight;
mod incremental;
mod killed;
mod login_gov;
mod markdown;
mod menu;
mod petition;
mod practice;
mod relate;
mod render;
mod said;
mod tidy;
mod write;
