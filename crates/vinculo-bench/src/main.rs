//! `cargo xtask bench` starts this: it measures, prints the tables, and writes `docs/benchmarks.md` after a whole run.

mod report;

use std::path::PathBuf;
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
    /// A folder with the reports of Kotlin and Swift; `cargo xtask bench` makes it.
    #[arg(long, value_name = "FOLDER")]
    calls: Option<PathBuf>,
}

fn main() -> ExitCode {
    let Options {
        quick,
        only,
        force,
        calls,
    } = Options::parse();
    match report::run(quick, &only, force, calls.as_deref()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("bench: {problem}");
            ExitCode::FAILURE
        }
    }
}
