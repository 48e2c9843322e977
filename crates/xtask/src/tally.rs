//! How many tests ran, read from the closing lines that test runners print.

use std::fmt;
use std::ops::AddAssign;

/// Counts of one suite. `passed == 0` means that nothing was proven.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    /// Ignored, skipped or left for later: all of them prove nothing.
    pub(crate) skipped: u64,
}

impl Tally {
    /// Checks that are not tests of a runner, each passed.
    pub(crate) fn of_passed(passed: u64) -> Self {
        Self {
            passed,
            ..Self::default()
        }
    }

    /// Adds what one line of output says, if it is a closing line:
    /// cargo's `test result: …`, node's `# pass N`, Swift's `✔ Test run with N tests passed …`, surefire's `Tests run: …`, or
    /// a plain `N passed, N failed`.
    pub(crate) fn read(&mut self, line: &str) {
        let line = line.trim_end();
        if let Some(counts) = line.strip_prefix("test result: ") {
            let counts = counts.split_once(". ").map_or(counts, |(_, rest)| rest);
            for part in counts.split("; ") {
                self.add_part(part);
            }
        } else if let Some(count) = line.strip_prefix("# ") {
            match count.split_once(' ') {
                Some(("pass", n)) => self.passed += n.parse().unwrap_or(0),
                Some(("fail" | "cancelled", n)) => self.failed += n.parse().unwrap_or(0),
                Some(("skipped" | "todo", n)) => self.skipped += n.parse().unwrap_or(0),
                _ => {}
            }
        } else if let Some((_, counts)) = line.split_once(" Test run with ") {
            self.add_swift(counts);
        } else if let Some(counts) = surefire_closing(line) {
            self.add_surefire(counts);
        } else if is_plain_closing(line) {
            let counts = line.split_once(": ").map_or(line, |(_, rest)| rest);
            for part in counts.split(", ") {
                self.add_part(part);
            }
        }
    }

    /// `4 tests in 2 suites passed after 0.1 seconds.`, or `1 test failed after 0.1 seconds with 3 issues.`
    fn add_swift(&mut self, counts: &str) {
        let words: Vec<&str> = counts.split_whitespace().collect();
        let count = words.first().and_then(|count| count.parse::<u64>().ok());
        if words.contains(&"failed") {
            self.failed += 1;
        } else if words.contains(&"passed") {
            self.passed += count.unwrap_or(0);
        }
    }

    fn add_surefire(&mut self, [run, failures, errors, skipped]: [u64; 4]) {
        let failed = failures + errors;
        self.passed += run.saturating_sub(failed + skipped);
        self.failed += failed;
        self.skipped += skipped;
    }

    fn add_part(&mut self, part: &str) {
        let Some((count, what)) = part.split_once(' ') else {
            return;
        };
        let Ok(count) = count.parse::<u64>() else {
            return;
        };
        match what {
            "passed" => self.passed += count,
            "failed" => self.failed += count,
            "ignored" | "skipped" => self.skipped += count,
            _ => {}
        }
    }

    /// The suite's result: something ran, all of it passed, and nothing was left out.
    pub(crate) fn proven(self) -> Result<Self, String> {
        if self.failed > 0 {
            Err(format!("{} failed", self.failed))
        } else if self.skipped > 0 {
            Err(format!(
                "{} skipped; a skipped test proves nothing, so mend or delete it",
                self.skipped
            ))
        } else if self.passed == 0 {
            Err("no test ran: its runner printed no count of passed tests".to_owned())
        } else {
            Ok(self)
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed", self.passed)
    }
}

/// `[INFO] Tests run: N, Failures: N, Errors: N, Skipped: N`, which closes a module; the line of a class goes on with its
/// time.
fn surefire_closing(line: &str) -> Option<[u64; 4]> {
    let (level, line) = line.split_once("] ")?;
    let mut parts = line.split(", ");
    let mut count = |name: &str| parts.next()?.strip_prefix(name)?.parse().ok();
    let counts = [
        count("Tests run: ")?,
        count("Failures: ")?,
        count("Errors: ")?,
        count("Skipped: ")?,
    ];
    (level.starts_with('[') && parts.next().is_none()).then_some(counts)
}

/// `N passed, N failed` alone on a line; one word with a colon may stand before it, and
/// `, N skipped` behind.
fn is_plain_closing(line: &str) -> bool {
    let counts = match line.split_once(": ") {
        Some((word, rest)) if !word.contains(char::is_whitespace) => rest,
        Some(_) => return false,
        None => line,
    };
    let parts: Vec<&str> = counts.split(", ").collect();
    let wanted = ["passed", "failed", "skipped"];
    (2..=3).contains(&parts.len())
        && parts.iter().zip(wanted).all(|(part, want)| {
            part.split_once(' ')
                .is_some_and(|(n, what)| n.parse::<u64>().is_ok() && what == want)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(text: &str) -> Tally {
        let mut tally = Tally::default();
        for line in text.lines() {
            tally.read(line);
        }
        tally
    }

    #[test]
    fn reads_cargo_over_several_targets() {
        let text = "running 3 tests\n\
            test a ... ok\n\
            test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 7 filtered out; finished in 0.01s\n\
            test result: FAILED. 1 passed; 2 failed; 4 ignored; 0 measured; 0 filtered out; finished in 0.01s\n";
        let expected = Tally {
            passed: 4,
            failed: 2,
            skipped: 4,
        };
        assert_eq!(tally(text), expected);
    }

    #[test]
    fn reads_node() {
        let text =
            "# tests 9\n# pass 5\n# fail 1\n# cancelled 1\n# skipped 1\n# todo 1\n# pass through\n";
        let expected = Tally {
            passed: 5,
            failed: 2,
            skipped: 2,
        };
        assert_eq!(tally(text), expected);
    }

    #[test]
    fn reads_swift() {
        let passed =
            tally("◇ Test run started.\n✔ Test run with 12 tests passed after 0.002 seconds.\n");
        assert_eq!(passed, Tally::of_passed(12));
        let later = tally("✔ Test run with 1 test in 1 suite passed after 0.002 seconds.");
        assert_eq!(later.passed, 1);
        let failed = tally("✘ Test run with 3 tests failed after 0.004 seconds with 1 issue.");
        assert_eq!((failed.passed, failed.failed), (0, 1));
        let none = tally("✔ Test run with 0 tests passed after 0.001 seconds.");
        assert!(none.proven().is_err());
    }

    #[test]
    fn reads_surefire_once_a_module() {
        let text = "[INFO] Tests run: 7, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 0.2 s -- in dev.vinculo.A\n\
            [INFO] Tests run: 7, Failures: 0, Errors: 0, Skipped: 0\n\
            [WARNING] Tests run: 9, Failures: 1, Errors: 2, Skipped: 3\n";
        let expected = Tally {
            passed: 10,
            failed: 3,
            skipped: 3,
        };
        assert_eq!(tally(text), expected);
    }

    #[test]
    fn reads_a_plain_closing_line_and_nothing_like_it() {
        assert_eq!(tally("vectors: 412 passed, 0 failed").passed, 412);
        assert_eq!(tally("7 passed, 1 failed, 2 skipped").skipped, 2);
        for line in [
            "callbacks.json: all 12 passed, 0 failed",
            "12 passed",
            "so far: 3 passed, 0 failed to stop",
        ] {
            assert_eq!(tally(line), Tally::default(), "{line}");
        }
    }

    #[test]
    fn nothing_counts_as_proven_but_passing_tests() {
        assert!(Tally::default().proven().is_err());
        assert!(tally("5 passed, 1 failed").proven().is_err());
        assert!(tally("5 passed, 0 failed, 1 skipped").proven().is_err());
        assert!(tally("5 passed, 0 failed").proven().is_ok());
    }
}
