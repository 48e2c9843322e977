//! Command `sizes`: what each artifact weighs, beside the ledger `docs/sizes.json`.
//!
//! The ledger is one flat object of names and bytes. To add an artifact, let its suite [`check`] it, and name its source in
//! [`SOURCES`].

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::process::root;
use crate::{android, ios, package};

/// Artifacts by name, such as `android/arm64-v8a/libvinculo.so`, with their bytes.
pub(crate) type Sizes = BTreeMap<String, u64>;

/// Everything that is weighed. Each builds what it weighs.
const SOURCES: [fn() -> Result<Sizes, String>; 3] = [android::weigh, ios::weigh, package::weigh];

/// An artifact may grow by this without a word.
const TOLERATED_PERCENT: u64 = 2;

/// The bytes of a file.
pub(crate) fn weigh(file: &Path) -> Result<u64, String> {
    fs::metadata(file)
        .map(|data| data.len())
        .map_err(|e| format!("cannot read {}: {e}", file.display()))
}

/// Weighs everything and compares, or writes the ledger anew.
pub(crate) fn run(accept: bool) -> Result<(), String> {
    let mut found = Sizes::new();
    for source in SOURCES {
        found.extend(source()?);
    }
    if accept {
        return fs::write(ledger_file(), text(&found))
            .map_err(|e| format!("cannot write the ledger: {e}"));
    }
    if let Some(name) = ledger()?.keys().find(|name| !found.contains_key(*name)) {
        return Err(format!("{name} is in the ledger, and nothing weighs it"));
    }
    check(&found).map(|count| println!("sizes: {count} passed, 0 failed"))
}

/// Compares some artifacts with the ledger, and returns how many.
pub(crate) fn check(found: &Sizes) -> Result<u64, String> {
    let ledger = ledger()?;
    println!("\n{:52} {:>10} {:>10}", "artifact", "bytes", "ledger");
    for (name, bytes) in found {
        let before = ledger.get(name).map_or("none".to_owned(), u64::to_string);
        println!("{name:52} {bytes:>10} {before:>10}");
    }
    let problems = problems(found, &ledger);
    if problems.is_empty() {
        Ok(found.len() as u64)
    } else {
        Err(format!(
            "{}. If it is worth it: `cargo xtask sizes --accept`, and say in the commit what for",
            problems.join("; ")
        ))
    }
}

fn problems(found: &Sizes, ledger: &Sizes) -> Vec<String> {
    found
        .iter()
        .filter_map(|(name, bytes)| match ledger.get(name) {
            None => Some(format!("{name} is not in the ledger")),
            Some(before) if bytes * 100 > before * (100 + TOLERATED_PERCENT) => Some(format!(
                "{name} grew from {before} to {bytes} bytes, more than {TOLERATED_PERCENT} %"
            )),
            Some(_) => None,
        })
        .collect()
}

fn ledger_file() -> PathBuf {
    root().join("docs/sizes.json")
}

fn ledger() -> Result<Sizes, String> {
    let file = ledger_file();
    let text =
        fs::read_to_string(&file).map_err(|e| format!("cannot read {}: {e}", file.display()))?;
    parse(&text).map_err(|line| format!("{}: not understood: {line}", file.display()))
}

/// One entry a line, as [`text`] writes them. Fails with the line that is none.
fn parse(text: &str) -> Result<Sizes, &str> {
    let entry = |line: &str| -> Option<(String, u64)> {
        let (name, bytes) = line.trim().trim_end_matches(',').split_once(": ")?;
        let name = name.strip_prefix('"')?.strip_suffix('"')?;
        Some((name.to_owned(), bytes.parse().ok()?))
    };
    text.lines()
        .filter(|line| !matches!(line.trim(), "{" | "}" | ""))
        .map(|line| entry(line).ok_or(line))
        .collect()
}

fn text(sizes: &Sizes) -> String {
    let mut lines = String::new();
    for (name, bytes) in sizes {
        let comma = if lines.is_empty() { "" } else { ",\n" };
        let _ = write!(lines, "{comma}  \"{name}\": {bytes}");
    }
    format!("{{\n{lines}\n}}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(entries: &[(&str, u64)]) -> Sizes {
        entries
            .iter()
            .map(|(name, bytes)| ((*name).to_owned(), *bytes))
            .collect()
    }

    #[test]
    fn two_percent_are_tolerated_and_no_byte_more() {
        let ledger = sizes(&[("a", 1000)]);
        assert_eq!(problems(&sizes(&[("a", 1020)]), &ledger), [""; 0]);
        assert_eq!(problems(&sizes(&[("a", 10)]), &ledger), [""; 0]);
        let grown = problems(&sizes(&[("a", 1021)]), &ledger);
        assert!(grown[0].contains("grew from 1000 to 1021"), "{grown:?}");
        let new = problems(&sizes(&[("b", 1)]), &ledger);
        assert!(new[0].contains("not in the ledger"), "{new:?}");
    }

    #[test]
    fn the_ledger_reads_what_it_writes_and_nothing_else() {
        let written = sizes(&[("android/x86_64/a.so", 12), ("b", 7)]);
        assert_eq!(parse(&text(&written)), Ok(written));
        assert_eq!(parse("{\n  \"a\": many\n}\n"), Err("  \"a\": many"));
    }
}
