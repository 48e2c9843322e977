//! Command `bench`: what the core costs, and beside what. All of the measuring is in `crates/vinculo-bench`.

use crate::process::{self, cargo};
use crate::report;
use crate::tools::Tool;

/// Passes its options on; they are read there.
pub(crate) fn run(options: &[String]) -> Result<(), String> {
    let mut command = cargo(["run", "--quiet", "--release", "-p", "vinculo-bench", "--"]);
    command.args(options);
    if needs_node(options) {
        report::provide(&[Tool::Node, Tool::Npm])?;
    }
    process::run(&mut command)
}

/// MX's dispatcher, which is part of the group `parse`, runs on Node. Who asks for help gets nothing installed.
fn needs_node(options: &[String]) -> bool {
    let has = |wanted: fn(&str) -> bool| options.iter().any(|word| wanted(word));
    let whole = !has(|word| word.starts_with("--only"));
    let parse = has(|word| matches!(word, "parse" | "--only=parse"));
    !has(|word| matches!(word, "--help" | "-h")) && (whole || parse)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_is_provided_only_where_it_runs() {
        let needs = |line: &str| {
            let options: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
            needs_node(&options)
        };
        for line in ["", "--quick", "--only parse", "--only decide --only=parse"] {
            assert!(needs(line), "{line}");
        }
        for line in [
            "--help",
            "-h",
            "--quick --help",
            "--only decide",
            "--only=growth",
        ] {
            assert!(!needs(line), "{line}");
        }
    }
}
