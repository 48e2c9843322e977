//! `cargo xtask bench` starts this: it measures, prints the tables, and writes `docs/benchmarks.md` after a whole run.

mod report;

use std::process::ExitCode;

use clap::Parser;

/// What the core costs, and beside what.
#[derive(Parser)]
#[command(name = "cargo xtask bench")]
struct Options {
    /// One short round: proves that all of it runs, for figures that mean little. Writes no document.
    #[arg(long)]
    quick: bool,
    /// This group only (may be given more than once). Writes no document.
    #[arg(long, value_name = "GROUP", value_parser = report::GROUPS)]
    only: Vec<String>,
    /// Writes the document even if this machine's load is above one and a half for each core.
    #[arg(long)]
    force: bool,
}

fn main() -> ExitCode {
    let Options { quick, only, force } = Options::parse();
    match report::run(quick, &only, force) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("bench: {problem}");
            ExitCode::FAILURE
        }
    }
}
