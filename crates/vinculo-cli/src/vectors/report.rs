//! Runs files and tells what failed.

use std::fmt;
use std::io::{self, Write};
use std::path::PathBuf;

use super::diff::{Line, diff};
use super::failure::{Failure, Reason};
use super::file::VectorFile;
use super::find::find;
use crate::terminal::{Tone, paint, printable, shortened};

/// How many cases passed and failed. A file that could not be run counts as one that failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Cases that say what is expected.
    pub passed: u64,
    /// Cases that do not, and files that could not be run.
    pub failed: u64,
}

/// The closing line.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// Runs all files at these paths, folders included, and hands each failure over as it is met.
///
/// # Errors
/// What `failed` answers.
pub fn run(
    paths: &[PathBuf],
    mut failed: impl FnMut(&Failure) -> io::Result<()>,
) -> io::Result<Report> {
    let mut report = Report::default();
    for found in paths.iter().flat_map(|path| find(path)) {
        let file = found.and_then(|path| {
            VectorFile::read(&path).map_err(|reason| Failure {
                file: path.display().to_string(),
                case: None,
                reason,
            })
        });
        let results: Box<dyn Iterator<Item = _>> = match &file {
            Ok(file) => Box::new(file.run()),
            Err(failure) => Box::new(std::iter::once(Err(failure.clone()))),
        };
        for result in results {
            match result {
                Ok(()) => report.passed += 1,
                Err(failure) => {
                    report.failed += 1;
                    failed(&failure)?;
                }
            }
        }
    }
    Ok(report)
}

/// Writes one failure: file, case, and the difference or the reason. Colours are for the writer to strip.
///
/// # Errors
/// What the writer reports.
pub fn print_failure(out: &mut impl Write, failure: &Failure) -> io::Result<()> {
    let file = printable(&failure.file);
    let title = match &failure.case {
        Some(case) => format!("{file} › {}", printable(case)),
        None => file,
    };
    writeln!(
        out,
        "{} {}",
        paint(Tone::Bad, "FAILED"),
        paint(Tone::Strong, &title)
    )?;
    let Reason::Differs(comparison) = &failure.reason else {
        return writeln!(out, "    {}", printable(&failure.reason.to_string()));
    };
    let legend = [
        paint(Tone::Bad, "- expected"),
        paint(Tone::Good, "+ actual"),
    ];
    writeln!(out, "    {}", legend.join("  "))?;
    for line in diff(&comparison.expected, &comparison.actual) {
        let text = match line {
            Line::Same(text) => format!("  {}", shown(&text)),
            Line::Expected(text) => paint(Tone::Bad, &format!("- {}", shown(&text))),
            Line::Actual(text) => paint(Tone::Good, &format!("+ {}", shown(&text))),
            Line::Skipped(count) => paint(Tone::Dim, &format!("  … {count} equal")),
        };
        writeln!(out, "    {text}")?;
    }
    Ok(())
}

fn shown(line: &str) -> String {
    printable(&shortened(line))
}
