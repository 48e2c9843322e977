//! `vinculo vectors`: golden inputs and outputs.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::CommandError;
use crate::vectors::{print_failure, run as run_vectors};

const AFTER_HELP: &str = "\
A folder stands for all .json files in it and in its folders. Any file of the form of vectors/README.md is run, so you can
write down a URL that your users met (without `about` and `source` too). Each failure is printed with its file, case and difference; the last line is
`N passed, N failed`, alone. A file that cannot be read, is of another form or has no cases counts as one failure.

Exit codes:
  0  everything passed
  1  something failed, or the output could not be written
  2  the command line cannot be used

Example:
  vinculo vectors vectors/";

/// Arguments of `vinculo vectors`.
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct VectorsArgs {
    /// Vector files, or folders of them
    #[arg(value_name = "FILE", required = true)]
    pub paths: Vec<PathBuf>,
}

/// Runs it.
///
/// # Errors
/// If the output cannot be written.
pub fn run(args: &VectorsArgs) -> Result<ExitCode, CommandError> {
    let mut out = anstream::stdout();
    let report = run_vectors(&args.paths, |failure| print_failure(&mut out, failure))?;
    writeln!(out, "{report}")?;
    Ok(ExitCode::from(u8::from(report.failed > 0)))
}
