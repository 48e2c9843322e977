//! `cargo xtask fuzz`: every target of `fuzz/` in turn, then one table.
//!
//! Not a suite of `cargo xtask test`: it needs nightly, and its time is whatever it is given. What it finds goes to
//! `fuzz/corpus/`, which the ordinary tests of `vinculo-fuzz` replay.

mod choose;
mod corpus;
mod output;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};

use crate::process::{cargo, output as printed, outside, root, run};
use crate::report;
use crate::tools::Tool;
use output::Stats;

/// What the command line asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Options {
    /// For each target.
    minutes: u32,
    /// All, if empty.
    only: Vec<String>,
    /// Whether the minimised corpora replace the committed ones.
    keep: bool,
}

/// One line of the table.
struct Row {
    name: String,
    stats: Stats,
    /// New files that break something.
    crashes: Vec<PathBuf>,
    exit: ExitStatus,
}

impl Options {
    /// Reads what stands behind `fuzz`.
    pub(crate) fn parse<'a>(mut words: impl Iterator<Item = &'a str>) -> Result<Self, String> {
        let mut options = Self {
            minutes: 1,
            only: Vec::new(),
            keep: false,
        };
        let names = targets()?;
        while let Some(word) = words.next() {
            match word {
                "--keep" => options.keep = true,
                "--minutes" => {
                    let number = words.next().and_then(|word| word.parse().ok());
                    let number = number.filter(|minutes| (1..=1_440).contains(minutes));
                    options.minutes =
                        number.ok_or("`--minutes` needs a whole number from 1 to 1440")?;
                }
                "--only" => {
                    let name = words.next().ok_or("`--only` needs the name of a target")?;
                    if !names.iter().any(|known| known == name) {
                        return Err(format!(
                            "there is no target `{name}`; there are {}",
                            names.join(", ")
                        ));
                    }
                    options.only.push(name.to_owned());
                }
                other => return Err(format!("`fuzz` has no option `{other}`")),
            }
        }
        Ok(options)
    }
}

/// Runs them; a target that crashes does not stop the others.
pub(crate) fn run_all(options: &Options) -> Result<(), String> {
    // One by one: without nightly, cargo-fuzz would be built for nothing.
    for tool in [Tool::Nightly, Tool::CargoFuzz] {
        report::provide(&[tool])?;
    }
    let mut names = targets()?;
    names.retain(|name| options.only.is_empty() || options.only.contains(name));
    println!(
        "{} targets, {} min each; what they find goes to {}",
        names.len(),
        options.minutes,
        corpus::HOME
    );
    run(&mut cargo([
        "run",
        "--quiet",
        "-p",
        "vinculo-fuzz",
        "--bin",
        "seeds",
        "--",
        corpus::SEEDS,
    ]))?;
    println!(
        "── building with nightly and ASan ── a first build takes about 5 minutes on two cores"
    );
    run(&mut nightly(&[
        "fuzz",
        "build",
        "--target-dir",
        corpus::BUILD,
    ]))?;

    let mut rows = Vec::new();
    for (index, name) in names.iter().enumerate() {
        println!(
            "\n── {name} ── {} of {}, {} min",
            index + 1,
            names.len(),
            options.minutes
        );
        rows.push(fuzz(name, options.minutes)?);
    }
    if options.keep {
        for name in &names {
            println!("── minimising {name}");
            corpus::keep(name)?;
        }
    }
    table(&rows)
}

/// The targets that `fuzz/Cargo.toml` lists; a test of `vinculo-fuzz` holds them against the crate's.
fn targets() -> Result<Vec<String>, String> {
    let path = root().join("fuzz/Cargo.toml");
    let manifest = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let bins = manifest.split("[[bin]]").skip(1);
    let names = bins.filter_map(|bin| bin.split_once("name = \"")?.1.split_once('"'));
    Ok(names.map(|(name, _)| name.to_owned()).collect())
}

/// By rustup's cargo: the one that runs this program knows no `+nightly`.
fn nightly(args: &[&str]) -> Command {
    let mut command = outside("cargo");
    command.arg("+nightly").args(args).current_dir(root());
    command
}

/// A built target. Started by itself, because `cargo fuzz run` builds anew when a file was touched meanwhile.
fn target(name: &str) -> Result<Command, String> {
    let version = printed(&mut nightly(&["--version", "--verbose"])).unwrap_or_default();
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    let host = host.ok_or("`cargo +nightly --version --verbose` names no host")?;
    let path = root()
        .join(corpus::BUILD)
        .join(host)
        .join("release")
        .join(name);
    let mut command = outside(path);
    // As `cargo fuzz run` sets it: Rust's own statics look like a violation.
    command
        .env("ASAN_OPTIONS", "detect_odr_violation=0")
        .current_dir(root());
    Ok(command)
}

fn fuzz(name: &str, minutes: u32) -> Result<Row, String> {
    let before = corpus::prepare(name)?;
    let mut command = target(name)?;
    command.args(corpus::all(name)).args([
        format!("-max_total_time={}", u64::from(minutes) * 60),
        format!("-artifact_prefix={}/", corpus::artifacts(name)),
        "-dict=fuzz/words.dict".to_owned(),
        "-print_final_stats=1".to_owned(),
        "-timeout=25".to_owned(),
    ]);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|e| format!("{name} could not be started: {e}"))?;
    let mut stats = Stats::default();
    if let Some(stderr) = child.stderr.take() {
        stats = output::follow(stderr, &corpus::log(name))
            .map_err(|e| format!("lost the output of {name}: {e}"))?;
    }
    let exit = child.wait().map_err(|e| format!("lost {name}: {e}"))?;
    let mut crashes = corpus::files(&corpus::artifacts(name))?;
    crashes.retain(|file| !before.contains(file));
    Ok(Row {
        name: name.to_owned(),
        stats,
        crashes,
        exit,
    })
}

fn table(rows: &[Row]) -> Result<(), String> {
    println!("\ntarget           executions    exec/s  features    corpus  crashes");
    for row in rows {
        let Stats {
            executions,
            per_second,
            features,
            corpus,
        } = &row.stats;
        println!(
            "{:16} {executions:>10} {per_second:>9} {features:>9} {corpus:>9} {:>8}",
            row.name,
            row.crashes.len()
        );
    }
    let mut problems = Vec::new();
    for row in rows {
        for crash in &row.crashes {
            problems.push(format!("{}: {}", row.name, crash.display()));
        }
        if row.crashes.is_empty() && !row.exit.success() {
            problems.push(format!(
                "{} failed ({}); see {}",
                row.name,
                row.exit,
                corpus::log(&row.name)
            ));
        } else if row.stats.executions == 0 {
            problems.push(format!(
                "{} ran nothing; see {}",
                row.name,
                corpus::log(&row.name)
            ));
        }
    }
    if rows.is_empty() {
        Err("no target ran".to_owned())
    } else if problems.is_empty() {
        Ok(())
    } else {
        Err(format!(
            "fuzzing found something:\n  {}",
            problems.join("\n  ")
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Options, String> {
        Options::parse(line.split_whitespace())
    }

    #[test]
    fn every_target_runs_for_a_minute_unless_told_otherwise() {
        assert!(targets().is_ok_and(|names| names.contains(&"journal".to_owned())));
        let plain = parsed("");
        assert!(
            plain.is_ok_and(|options| options.minutes == 1
                && options.only.is_empty()
                && !options.keep)
        );
        let chosen = parsed("--minutes 10 --only journal --only snapshot --keep");
        assert!(
            chosen.is_ok_and(|options| options.minutes == 10
                && options.only.len() == 2
                && options.keep)
        );
    }

    #[test]
    fn what_is_no_option_is_refused() {
        for line in [
            "--minutes",
            "--minutes 0",
            "--minutes x",
            "--only",
            "--only nonesuch",
            "--fast",
        ] {
            assert!(parsed(line).is_err(), "{line}");
        }
    }
}
