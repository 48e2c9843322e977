//! The table of broken projects: a good one, and one named change.

use std::fs;
use std::path::Path;

use crate::support::{apply, copy, doctor, of_code};

/// File, text in it, what stands there instead. An empty text stands for all of the file; a `-` as the new one deletes it.
pub(crate) type Change = &'static [(&'static str, &'static str, &'static str)];

/// A good sample, broken.
pub(crate) struct Broken {
    /// What was done to it.
    pub(crate) name: &'static str,
    /// Which code names it.
    pub(crate) code: &'static str,
    pub(crate) sample: &'static str,
    pub(crate) change: Change,
    pub(crate) args: &'static [&'static str],
    /// What the finding says, the file and the line included.
    pub(crate) says: &'static str,
    pub(crate) fix: Fix,
}

/// How the fix is tried.
pub(crate) enum Fix {
    /// The edits of the finding are applied.
    Edits,
    /// A person must decide, and the finding says what to write: here it is written.
    ByHand(Change),
}

/// Without callbacks, of the Groovy sample, with edits.
pub(crate) const fn groovy(
    code: &'static str,
    name: &'static str,
    change: Change,
    says: &'static str,
) -> Broken {
    Broken {
        name,
        code,
        sample: "android-groovy",
        change,
        args: &[],
        says,
        fix: Fix::Edits,
    }
}

pub(crate) const fn kts(
    code: &'static str,
    name: &'static str,
    change: Change,
    says: &'static str,
) -> Broken {
    Broken {
        sample: "android-kts",
        ..groovy(code, name, change, says)
    }
}

pub(crate) fn check(platform: &str, rows: &[Broken]) {
    for row in rows {
        let at = format!("{}: {}", row.code, row.name);
        let folder = copy(row.sample, &row.name.replace([' ', '/'], "-"));
        let before = doctor(platform, &folder, &with_json(row.args)).json();
        assert_eq!(
            of_code(&before, row.code).len(),
            0,
            "{at}: the good sample has it"
        );
        change(&folder, row.change);

        let ran = doctor(platform, &folder, &with_json(row.args));
        let report = ran.json();
        let found = of_code(&report, row.code);
        assert_eq!(found.len(), 1, "{at}: {report:#}");
        let whole = report["findings"].as_array().unwrap();
        assert_eq!(whole.len(), 1, "{at}: one change, one finding: {report:#}");
        let is_error = found[0]["severity"] == "error";
        assert_eq!(ran.code, i32::from(is_error), "{at}");
        let place = match found[0]["line"].as_u64() {
            Some(line) => format!("{}:{line} ", found[0]["file"].as_str().unwrap()),
            None => format!("{} ", found[0]["file"].as_str().unwrap_or("-")),
        };
        let said = place + found[0]["what"].as_str().unwrap();
        assert!(said.contains(row.says), "{at}: {said}");
        assert!(
            !found[0]["fix"]["say"].as_str().unwrap().is_empty(),
            "{at}: no fix"
        );

        match row.fix {
            Fix::Edits => assert!(apply(&folder, found[0]) > 0, "{at}: no edits"),
            Fix::ByHand(changes) => {
                assert_eq!(apply(&folder, found[0]), 0, "{at}: has edits, so try them");
                change(&folder, changes);
            }
        }
        let ran = doctor(platform, &folder, &with_json(row.args));
        assert_eq!(
            ran.json()["findings"],
            serde_json::json!([]),
            "{at}: after the fix"
        );
        assert_eq!(ran.code, 0, "{at}");
    }
}

fn with_json<'a>(args: &[&'a str]) -> Vec<&'a str> {
    [args, &["--json"]].concat()
}

pub(crate) fn change(folder: &Path, changes: &[(&str, &str, &str)]) {
    for (file, from, to) in changes {
        let path = folder.join(file);
        if from.is_empty() {
            if *to == "-" {
                fs::remove_file(&path).unwrap();
            } else {
                crate::support::write(&path, to.as_bytes());
            }
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(text.matches(from).count(), 1, "{file}: {from}");
        fs::write(&path, text.replace(from, to)).unwrap();
    }
}
