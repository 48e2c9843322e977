//! Findings as a person reads them, 80 columns wide, and as a program does.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::Platform;
use super::finding::{Edit, Finding, Severity};
use crate::terminal::{Tone, paint, printable, shortened};

const WIDTH: usize = 80;

/// All that was found.
#[derive(Clone, Debug)]
pub struct Report {
    /// What was looked for.
    pub platform: Platform,
    /// Where.
    pub folder: String,
    /// In the order they are told: errors first.
    pub findings: Vec<Finding>,
}

impl Report {
    /// How many are as bad as this.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.code.severity == severity)
            .count()
    }

    /// One JSON object.
    #[must_use]
    pub fn json(&self) -> Value {
        json!({
            "platform": self.platform.as_str(),
            "project": self.folder,
            "errors": self.count(Severity::Error),
            "warnings": self.count(Severity::Warning),
            "notes": self.count(Severity::Note),
            "findings": self.findings.iter().map(finding).collect::<Vec<_>>(),
        })
    }

    /// For a person.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = String::new();
        for finding in &self.findings {
            describe(finding, &mut out);
        }
        let [errors, warnings, notes] = [Severity::Error, Severity::Warning, Severity::Note]
            .map(|severity| self.count(severity));
        let counts = [(errors, "error"), (warnings, "warning"), (notes, "note")];
        let counts: Vec<String> = counts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, name)| format!("{count} {name}{}", if *count == 1 { "" } else { "s" }))
            .collect();
        if counts.is_empty() {
            let _ = writeln!(out, "{}", paint(Tone::Good, "Nothing is missing."));
        } else {
            let tone = if errors > 0 { Tone::Bad } else { Tone::Warn };
            let _ = writeln!(out, "{}", paint(tone, &counts.join(", ")));
        }
        out
    }
}

fn finding(finding: &Finding) -> Value {
    json!({
        "code": finding.code.name,
        "severity": finding.code.severity.as_str(),
        "file": finding.file,
        "line": finding.line,
        "what": finding.what,
        "fix": {
            "say": finding.fix.say,
            "text": finding.fix.text,
            "edits": finding.fix.edits.iter().map(edit).collect::<Vec<_>>(),
        },
    })
}

fn edit(edit: &Edit) -> Value {
    json!({ "file": edit.file, "offset": edit.offset, "length": edit.length, "text": edit.text })
}

fn describe(finding: &Finding, out: &mut String) {
    let tone = match finding.code.severity {
        Severity::Error => Tone::Bad,
        Severity::Warning => Tone::Warn,
        Severity::Note => Tone::Dim,
    };
    let _ = writeln!(
        out,
        "{}: {}",
        paint(tone, finding.code.severity.as_str()),
        paint(Tone::Strong, finding.code.name)
    );
    if let Some(file) = &finding.file {
        let line = finding
            .line
            .map(|line| format!(":{line}"))
            .unwrap_or_default();
        let _ = writeln!(
            out,
            "  {}",
            paint(Tone::Dim, &format!("{}{line}", printable(file)))
        );
    }
    wrapped("  ", &finding.what, out);
    wrapped("  fix: ", &finding.fix.say, out);
    // Never broken, since it is copied.
    for line in finding.fix.text.iter().flat_map(|text| text.lines()) {
        let _ = writeln!(out, "      {}", printable(line));
    }
    out.push('\n');
}

/// Words in lines; the first line begins with `start`, the others are as deep.
fn wrapped(start: &str, text: &str, out: &mut String) {
    let text = printable(&shortened(text));
    let indent = " ".repeat(start.len());
    let mut line = start.to_owned();
    let mut is_empty = true;
    for word in text.split_whitespace() {
        if !is_empty && line.chars().count() + 1 + word.chars().count() > WIDTH {
            let _ = writeln!(out, "{line}");
            line.clone_from(&indent);
            is_empty = true;
        }
        if !is_empty {
            line.push(' ');
        }
        line.push_str(word);
        is_empty = false;
    }
    if !is_empty {
        let _ = writeln!(out, "{line}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_wrapped_and_cannot_steer_the_terminal() {
        let mut out = String::new();
        wrapped(
            "  fix: ",
            &format!("{} \u{1b}[31m", "word ".repeat(40)),
            &mut out,
        );
        assert!(
            out.lines().all(|line| line.chars().count() <= WIDTH),
            "{out}"
        );
        assert!(
            out.lines()
                .skip(1)
                .all(|line| line.starts_with("       w") || line.contains("\\u001b")),
            "{out}"
        );
        assert!(!out.contains('\u{1b}'));
    }
}
