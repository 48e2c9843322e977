//! A vector file, read but not yet run.

use std::collections::HashSet;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde_json::Value;
use vinculo::callback::CallbackUrls;

use super::failure::{Failure, Reason};
use super::kind::Kind;
use super::{Comparison, strict};
use crate::json::{Fields, JsonProblem, Policy, callback_urls_from, policy_from, repeated_bytes};

/// The largest vector file that is read, in bytes.
pub const MAX_FILE_BYTES: u64 = 4 << 20;

/// How many bytes all the `repeat` parts of a file may make together.
const MAX_REPEATED_BYTES: u64 = 64 << 20;

/// A vector file whose own fields are in order.
#[derive(Debug)]
pub struct VectorFile {
    name: String,
    kind: Kind,
    shared: Shared,
    cases: Vec<Value>,
}

/// What stands on the file and counts for every case that has none of its own.
#[derive(Debug, Default)]
pub(super) struct Shared {
    pub(super) callback_urls: Option<CallbackUrls>,
    pub(super) policy: Option<Policy>,
}

/// The fields of one case; its name and source are taken already.
#[derive(Debug)]
pub(super) struct Case<'a> {
    pub(super) fields: Fields<'a>,
}

impl VectorFile {
    /// Reads a file from disk.
    ///
    /// # Errors
    /// [`Reason`] if it cannot be read, is too large, is no JSON, or is not of the form of `vectors/README.md`.
    pub fn read(path: &Path) -> Result<Self, Reason> {
        let unreadable = |error: std::io::Error| Reason::Unreadable(error.to_string());
        let file = File::open(path).map_err(unreadable)?;
        let mut bytes = Vec::new();
        // Bounded by what is read, because not everything that can be opened has a size.
        file.take(MAX_FILE_BYTES + 1)
            .read_to_end(&mut bytes)
            .map_err(unreadable)?;
        if bytes.len() as u64 > MAX_FILE_BYTES {
            return Err(Reason::TooLarge(MAX_FILE_BYTES));
        }
        Self::parse(&path.display().to_string(), &bytes)
    }

    /// Reads bytes.
    ///
    /// # Errors
    /// As for [`VectorFile::read`].
    pub fn parse(name: &str, bytes: &[u8]) -> Result<Self, Reason> {
        let value =
            strict::from_slice(bytes).map_err(|error| Reason::NotJson(error.to_string()))?;
        if repeated_bytes(&value) > MAX_REPEATED_BYTES {
            return Err(Reason::TooMuchRepeated(MAX_REPEATED_BYTES));
        }
        let mut fields = Fields::of(&value, "")?;
        let kind = fields.text("kind")?;
        let kind = fields.required("kind", kind)?;
        let kind = fields.word("kind", kind, Kind::NAMES)?;
        // Of the repository's files a test wants `about` and `source`; other people's URLs need not come from a document.
        fields.text("about")?;
        let shared = Shared::from(&mut fields, kind)?;
        let cases = fields.list("cases")?;
        let cases = fields.required("cases", cases)?.to_vec();
        fields.end()?;
        if cases.is_empty() {
            return Err(Reason::NoCases);
        }
        Ok(Self {
            name: name.to_owned(),
            kind,
            shared,
            cases,
        })
    }

    /// Runs every case, in order; one answer each.
    pub fn run(&self) -> impl Iterator<Item = Result<(), Failure>> {
        let mut names = HashSet::new();
        self.cases.iter().enumerate().map(move |(index, case)| {
            let (name, result) = self.run_case(case, index, &mut names);
            result
                .and_then(Comparison::judge)
                .map_err(|reason| Failure {
                    file: self.name.clone(),
                    case: Some(name),
                    reason,
                })
        })
    }

    fn run_case<'a>(
        &'a self,
        case: &'a Value,
        index: usize,
        names: &mut HashSet<&'a str>,
    ) -> (String, Result<Comparison, Reason>) {
        let place = format!("cases[{index}]");
        let (name, case) = match Case::from(case, &place) {
            Ok(read) => read,
            Err(problem) => return (place, Err(problem.into())),
        };
        let result = if names.insert(name) {
            self.kind.run(case, &self.shared)
        } else {
            Err(Reason::DuplicateName)
        };
        (name.to_owned(), result)
    }
}

impl Shared {
    fn from(fields: &mut Fields<'_>, kind: Kind) -> Result<Self, JsonProblem> {
        let mut shared = Self::default();
        // Asked for by the kinds that use them only, so that elsewhere they are unknown keys.
        if matches!(kind, Kind::Callbacks | Kind::Navigations) {
            let urls = fields.object("callback_urls")?;
            shared.callback_urls = urls.map(callback_urls_from).transpose()?;
        }
        if kind == Kind::Navigations {
            let policy = fields.object("policy")?;
            shared.policy = policy.map(policy_from).transpose()?;
        }
        Ok(shared)
    }
}

impl<'a> Case<'a> {
    fn from(case: &'a Value, place: &str) -> Result<(&'a str, Self), JsonProblem> {
        let mut fields = Fields::of(case, place)?;
        let name = fields.text("name")?;
        let name = fields.required("name", name)?;
        fields.text("source")?;
        Ok((name, Self { fields }))
    }

    /// `expect`, which every kind but `sessions` has.
    pub(super) fn expected(&mut self) -> Result<&'a Value, JsonProblem> {
        let expected = self.fields.value("expect");
        self.fields.required("expect", expected)
    }
}

impl Comparison {
    fn judge(self) -> Result<(), Reason> {
        if self.expected == self.actual {
            Ok(())
        } else {
            Err(Reason::Differs(Box::new(self)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(text: &str) -> String {
        match VectorFile::parse("f.json", text.as_bytes()) {
            Err(reason) => reason.to_string(),
            Ok(file) => {
                let failures = file.run().filter_map(Result::err);
                let texts = failures.map(|f| format!("{:?} {}", f.case, f.reason));
                texts.collect::<Vec<_>>().join("\n")
            }
        }
    }

    fn messages(cases: &str) -> String {
        outcome(&format!(
            r#"{{"kind":"page_messages","about":"x","cases":[{cases}]}}"#
        ))
    }

    #[test]
    fn a_file_of_another_form_is_refused_with_the_reason() {
        for (text, reason) in [
            ("", "not readable as JSON"),
            ("[]", "must be an object"),
            (
                r#"{"kind":"callback","about":"x","cases":[]}"#,
                "page_messages",
            ),
            (r#"{"kind":"callbacks","about":"x","cases":[]}"#, "no cases"),
            (r#"{"kind":"callbacks","about":1,"cases":[1]}"#, "`about`"),
            (
                r#"{"kind":"sessions","about":"x","policy":{},"cases":[1]}"#,
                "unknown key `policy`",
            ),
            (r#"{"kind":"callbacks","kind":"callbacks"}"#, "stands twice"),
        ] {
            assert!(outcome(text).contains(reason), "{text}: {}", outcome(text));
        }
    }

    #[test]
    fn a_case_fails_alone_and_by_name() {
        let good = r#"{"name":"a","source":"s","message":"","expect":{"kind":"invalid","reason":"not_json"}}"#;
        assert_eq!(messages(good), "");
        assert!(messages(&format!("{good},{good}")).contains("Some(\"a\") the name was used"));
        let typo = good.replace("message", "mesage");
        assert!(
            messages(&typo).contains("Some(\"a\")"),
            "{}",
            messages(&typo)
        );
        assert!(messages(&good.replace("not_json", "too_long")).contains("differ"));
        assert!(messages(&good.replace("\"source\"", "\"sauce\"")).contains("cases[0]"));
        assert!(
            messages(&good.replace(",\"expect\"", ",\"expects\""))
                .contains("`cases[0].expect`: is missing")
        );
    }
}
