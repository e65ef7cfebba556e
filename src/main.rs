//! The program `altavoz`.

fn main() -> std::process::ExitCode {
    altavoz::cli::run()
}
