//! Tells cargo that the files which the program carries inside are part of it.

fn main() {
    for folder in ["themes/plaza", "vocabularies", "starter", "messages", "docs/checks"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
