//! Command `bench`: what the core costs, and beside what. All of the measuring in Rust is in `crates/vinculo-bench`; calls from
//! Kotlin and Swift are measured in those languages, and reported with the rest.

use std::fs;
use std::path::PathBuf;

use crate::process::{self, build_dir, cargo};
use crate::tools::Tool;
use crate::{bindings, kotlin, report, swift};

/// Passes its options on; they are read there.
pub(crate) fn run(options: &[String]) -> Result<(), String> {
    let asked = Asked::of(options);
    report::provide(&asked.tools())?;
    let mut command = cargo(["run", "--quiet", "--release", "-p", "vinculo-bench", "--"]);
    command.args(options);
    if asked.calls {
        command.arg("--calls").arg(measure_calls(asked.quick)?);
    }
    process::run(&mut command)
}

/// Measures in Kotlin and Swift, and answers the folder with their reports.
fn measure_calls(quick: bool) -> Result<PathBuf, String> {
    let library = bindings::build_release()?;
    let libraries = library.parent().unwrap_or(&library);
    let reports = build_dir()?.with_file_name("bench").join("calls");
    fs::create_dir_all(&reports).map_err(|e| format!("cannot make {}: {e}", reports.display()))?;
    println!("measuring calls from Kotlin");
    kotlin::bench(libraries, &reports.join("kotlin.json"), quick)?;
    println!("measuring calls from Swift");
    let seconds = if quick { "0.1" } else { "5" };
    swift::bench(libraries, &reports.join("swift.json"), seconds)?;
    Ok(reports)
}

/// What is measured, as far as it decides what is needed. Who asks for help gets nothing installed.
#[derive(Debug, PartialEq, Eq)]
struct Asked {
    quick: bool,
    /// MX's dispatcher, part of the group `parse`, runs on Node.
    parse: bool,
    calls: bool,
}

impl Asked {
    fn of(options: &[String]) -> Self {
        let has = |wanted: fn(&str) -> bool| options.iter().any(|word| wanted(word));
        let help = has(|word| matches!(word, "--help" | "-h"));
        let whole = !has(|word| word.starts_with("--only"));
        Self {
            quick: has(|word| word == "--quick"),
            parse: !help && (whole || has(|word| matches!(word, "parse" | "--only=parse"))),
            calls: !help && (whole || has(|word| matches!(word, "calls" | "--only=calls"))),
        }
    }

    fn tools(&self) -> Vec<Tool> {
        let mut tools = Vec::new();
        if self.parse {
            tools.extend([Tool::Node, Tool::Npm]);
        }
        if self.calls {
            tools.extend([Tool::Jdk, Tool::Maven, Tool::Swift]);
        }
        tools
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_measured_is_provided() {
        let asked = |line: &str| {
            let options: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
            let asked = Asked::of(&options);
            (asked.parse, asked.calls)
        };
        assert_eq!(asked(""), (true, true));
        assert_eq!(asked("--quick"), (true, true));
        assert_eq!(asked("--only parse"), (true, false));
        assert_eq!(asked("--only decide --only=parse"), (true, false));
        assert_eq!(asked("--only=calls"), (false, true));
        for line in [
            "--help",
            "-h",
            "--quick --help",
            "--only decide",
            "--only=growth",
        ] {
            assert_eq!(asked(line), (false, false), "{line}");
        }
    }
}
