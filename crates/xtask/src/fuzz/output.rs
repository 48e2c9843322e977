//! What libFuzzer prints: passed on where it is worth a line, written down whole, and counted.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};

use crate::process::root;

/// What a run came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Stats {
    pub(super) executions: u64,
    pub(super) per_second: u64,
    /// libFuzzer's measure of coverage: edges, with how often they were taken.
    pub(super) features: u64,
    /// Inputs in the run-time corpus.
    pub(super) corpus: u64,
}

/// Reads to the end.
pub(super) fn follow(from: impl Read, log: &str) -> std::io::Result<Stats> {
    let mut log = File::create(root().join(log))?;
    let mut stats = Stats::default();
    let mut is_broken = false;
    for line in BufReader::new(from).split(b'\n') {
        let line = String::from_utf8_lossy(&line?).into_owned();
        writeln!(log, "{line}")?;
        stats.read(&line);
        is_broken |= is_alarm(&line);
        // From the alarm on everything is worth reading but the stack, which the log has.
        if is_progress(&line) || (is_broken && !is_stack(&line)) {
            println!("{line}");
        }
    }
    Ok(stats)
}

fn is_alarm(line: &str) -> bool {
    line.contains("panicked at") || line.contains("ERROR: ") || line.starts_with("error")
}

fn is_stack(line: &str) -> bool {
    let line = line.trim_start();
    let number = line.split_once(": ").map_or("", |(number, _)| number);
    line.starts_with("at ") || line.starts_with('#') || number.parse::<u32>().is_ok()
}

/// `#1024 pulse …` comes at every power of two, so a long run stays short to read.
fn is_progress(line: &str) -> bool {
    line.starts_with('#')
        && ["INITED", "pulse", "DONE"]
            .iter()
            .any(|word| line.contains(word))
}

impl Stats {
    fn read(&mut self, line: &str) {
        if let Some(executions) = line.strip_prefix("stat::number_of_executed_units:") {
            self.executions = executions.trim().parse().unwrap_or(0);
        } else if let Some(per_second) = line.strip_prefix("stat::average_exec_per_sec:") {
            self.per_second = per_second.trim().parse().unwrap_or(0);
        } else if line.starts_with('#') {
            self.features = after(line, "ft: ").unwrap_or(self.features);
            self.corpus = after(line, "corp: ").unwrap_or(self.corpus);
        }
    }
}

/// The number behind a word.
fn after(line: &str, word: &str) -> Option<u64> {
    let (_, rest) = line.split_once(word)?;
    let digits = rest.split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figures_are_read_from_what_libfuzzer_prints() {
        let mut stats = Stats::default();
        for line in [
            "#2\tINITED cov: 100 ft: 101 corp: 1/1b exec/s: 0 rss: 30Mb",
            "#524288\tpulse  cov: 2215 ft: 8790 corp: 1105/94Kb lim: 1050 exec/s: 18078 rss: 480Mb",
            "#600000\tDONE   cov: 2216 ft: 8791 corp: 1106/94Kb lim: 1050 exec/s: 18000 rss: 480Mb",
            "stat::number_of_executed_units: 600000",
            "stat::average_exec_per_sec:     18000",
            "stat::peak_rss_mb:              480",
        ] {
            stats.read(line);
        }
        let expected = Stats {
            executions: 600_000,
            per_second: 18_000,
            features: 8_791,
            corpus: 1_106,
        };
        assert_eq!(stats, expected);
    }

    #[test]
    fn only_rare_lines_are_passed_on() {
        assert!(is_progress("#1024\tpulse  cov: 1") && !is_progress("#1025\tNEW    cov: 1"));
        assert!(is_stack("  12: core::panicking::panic") && is_stack("    #3 0x55d0 in main"));
        assert!(!is_stack("assertion failed: two readings differ"));
        assert!(is_alarm("thread '<unnamed>' panicked at x.rs:1:2:") && !is_alarm("#1\tNEW"));
    }
}
