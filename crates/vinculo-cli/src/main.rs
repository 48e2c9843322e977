//! `vinculo`, the command line.

fn main() -> std::process::ExitCode {
    vinculo_cli::run()
}
