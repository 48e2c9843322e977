//! Rounds of measuring. Criterion measures one case after the other, so a compared pair would meet different noise if each
//! were measured once and long; several short rounds let what else the machine does meet both.

use std::path::Path;
use std::process::{Command, Stdio};

use serde::Deserialize;

use super::mx::Mx;
use super::place;
use super::timing::{Timing, Timings};

/// How long and how often.
#[derive(Clone, Copy)]
pub(crate) struct Effort {
    pub(crate) rounds: usize,
    /// How many of them measure growth as well: there, the figures are far apart.
    growth_rounds: usize,
    warm_up: &'static str,
    measurement: &'static str,
    samples: &'static str,
    /// Cases of growth beyond this size are left out.
    pub(crate) largest: usize,
    mx_sample_ms: u32,
}

impl Effort {
    pub(crate) const FULL: Self = Self {
        rounds: 5,
        growth_rounds: 1,
        warm_up: "0.1",
        measurement: "0.25",
        samples: "15",
        largest: usize::MAX,
        mx_sample_ms: 20,
    };

    pub(crate) const QUICK: Self = Self {
        rounds: 1,
        growth_rounds: 1,
        warm_up: "0.01",
        measurement: "0.03",
        samples: "10",
        largest: 9_999,
        mx_sample_ms: 2,
    };

    /// Criterion's expression for the cases of a group.
    fn filter(self, group: &str) -> String {
        match group {
            "growth" if self.largest < usize::MAX => "^growth-.*-[0-9]{1,4}$".to_owned(),
            "growth" => "^growth-".to_owned(),
            group => format!("^{group}/"),
        }
    }
}

/// Measures these groups.
pub(crate) fn run(groups: &[&str], effort: Effort) -> Result<Timings, String> {
    if groups.is_empty() {
        return Ok(Timings::new());
    }
    let mx = groups.contains(&"parse").then(Mx::install).transpose()?;
    build()?;
    let home = place::ours("criterion")?;
    std::fs::remove_dir_all(&home).map_err(|e| format!("cannot empty {}: {e}", home.display()))?;

    let mut timings = Timings::new();
    for round in 1..=effort.rounds {
        for group in groups {
            if *group == "growth" && round > effort.growth_rounds {
                continue;
            }
            eprintln!("round {round} of {}: {group}", effort.rounds);
            criterion(&home, round, effort, &effort.filter(group))?;
            if let (Some(mx), "parse") = (&mx, *group) {
                eprintln!(
                    "round {round} of {}: MX's dispatcher on Node",
                    effort.rounds
                );
                for (name, samples) in mx.time(effort.mx_sample_ms)? {
                    timings
                        .entry(format!("mx/{name}"))
                        .or_default()
                        .add_round(samples);
                }
            }
        }
        collect(&home, round, &mut timings)?;
    }
    Ok(timings)
}

/// Compiles, so that no round has to wait for that.
fn build() -> Result<(), String> {
    eprintln!("compiling the benchmarks as they would be released (a minute the first time)");
    let status = bench()
        .arg("--no-run")
        .status()
        .map_err(|e| format!("cannot start cargo: {e}"))?;
    if status.success() {
        Ok(())
    } else {
        Err("the benchmarks do not compile".to_owned())
    }
}

fn criterion(home: &Path, round: usize, effort: Effort, filter: &str) -> Result<(), String> {
    let output = bench()
        .args(["--", "--quiet", "--noplot", "--nresamples", "1000"])
        .args(["--warm-up-time", effort.warm_up])
        .args(["--measurement-time", effort.measurement])
        .args(["--sample-size", effort.samples])
        .args(["--save-baseline", &baseline(round), filter])
        .env("CRITERION_HOME", home)
        .output()
        .map_err(|e| format!("cannot start cargo: {e}"))?;
    if output.status.success() {
        Ok(())
    } else {
        let said = String::from_utf8_lossy(&output.stderr);
        Err(format!("the benchmarks failed ({})\n{said}", output.status))
    }
}

fn bench() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command
        .args(["bench", "--quiet", "-p", "vinculo-bench", "--bench", "core"])
        .current_dir(place::root())
        .stdin(Stdio::null());
    command
}

fn baseline(round: usize) -> String {
    format!("round-{round}")
}

/// What criterion measured: the calls of each sample, and the nanoseconds they took together.
#[derive(Deserialize)]
struct Sample {
    iters: Vec<f64>,
    times: Vec<f64>,
}

/// Reads `group/case/round/sample.json`.
fn collect(home: &Path, round: usize, timings: &mut Timings) -> Result<(), String> {
    for group in folders(home)? {
        for case in folders(&home.join(&group))? {
            let file = home
                .join(&group)
                .join(&case)
                .join(baseline(round))
                .join("sample.json");
            // Not every round measures all.
            let Ok(text) = std::fs::read(&file) else {
                continue;
            };
            let sample: Sample = serde_json::from_slice(&text)
                .map_err(|e| format!("{group}/{case}: not criterion's samples: {e}"))?;
            let each = sample
                .times
                .iter()
                .zip(&sample.iters)
                .map(|(time, calls)| time / calls);
            let timing: &mut Timing = timings.entry(format!("{group}/{case}")).or_default();
            timing.add_round(each.collect());
        }
    }
    if timings.is_empty() {
        return Err("criterion measured nothing".to_owned());
    }
    Ok(())
}

fn folders(path: &Path) -> Result<Vec<String>, String> {
    let entries =
        std::fs::read_dir(path).map_err(|e| format!("cannot read {}: {e}", path.display()))?;
    let folders = entries
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .filter_map(|entry| entry.file_name().into_string().ok());
    Ok(folders.collect())
}
