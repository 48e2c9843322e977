//! Command `bench`: what the core costs, and beside what. All of the measuring is in `crates/vinculo-bench`.

use crate::process::{self, cargo};
use crate::report;
use crate::tools::Tool;

/// Passes its options on; they are read there.
pub(crate) fn run(options: &[String]) -> Result<(), String> {
    let mut command = cargo(["run", "--quiet", "--release", "-p", "vinculo-bench", "--"]);
    command.args(options);
    // MX's dispatcher, which is part of the group `parse`, runs on Node.
    let whole = !options.iter().any(|word| word == "--only");
    if whole || options.iter().any(|word| word == "parse") {
        report::provide(&[Tool::Node, Tool::Npm])?;
    }
    process::run(&mut command)
}
