//! The commands of `altavoz translate` on a real folder.
