//! The tests that run the real program and its stages on real files; one file a subject.

mod cli;
mod config;
mod data_files;
mod front_matter;
mod markdown;
mod petition;
mod practice;
mod relate;
mod render;
mod said;
mod tidy;
mod write;
