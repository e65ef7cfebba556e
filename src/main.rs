//! The program `altavoz`.

fn main() {}
