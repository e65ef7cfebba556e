//! The program `altavoz`.

/// Most of a build's work is many small texts, for which the system's own allocator is a third slower.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    altavoz::cli::run()
}
