//! What the doctor has to say: a code that stays, a place, what is wrong, and what to write instead.

use std::ops::Range;

use super::codes::Code;
use super::project::Source;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The app cannot be built or installed, loses links, or gives secrets away.
    Error,
    /// Some users or devices are hit.
    Warning,
    /// Something that could not be read, so it was not judged.
    Note,
}

impl Severity {
    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Finding {
    /// Which rule; its page is `docs/doctor.md`.
    pub code: Code,
    /// The file, relative to the project, with `/`.
    pub file: Option<String>,
    /// The line in it, from 1.
    pub line: Option<usize>,
    /// What is wrong, and what a user will meet.
    pub what: String,
    /// What to do.
    pub fix: Fix,
}

/// What to do about a finding.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Fix {
    /// In words.
    pub say: String,
    /// The text that is added or stands there afterwards.
    pub text: Option<String>,
    /// The same for a program; empty where a person must decide.
    pub edits: Vec<Edit>,
}

/// A replacement of bytes in a file. A file that does not exist yet is empty.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Edit {
    /// The file, relative to the project.
    pub file: String,
    /// Where it begins, in bytes.
    pub offset: usize,
    /// How many bytes go.
    pub length: usize,
    /// What comes instead, in UTF-8.
    pub text: String,
}

impl Finding {
    /// At a place in a file.
    #[must_use]
    pub fn at(code: Code, source: &Source, offset: usize, what: impl Into<String>) -> Self {
        Self {
            line: Some(source.line(offset)),
            ..Self::in_file(code, &source.path, what)
        }
    }

    /// In a file.
    #[must_use]
    pub fn in_file(code: Code, file: &str, what: impl Into<String>) -> Self {
        Self {
            file: Some(file.to_owned()),
            ..Self::of_project(code, what)
        }
    }

    /// In no file: something that is nowhere.
    #[must_use]
    pub fn of_project(code: Code, what: impl Into<String>) -> Self {
        Self {
            code,
            file: None,
            line: None,
            what: what.into(),
            fix: Fix::default(),
        }
    }

    /// What to do, in words.
    #[must_use]
    pub fn say(mut self, fix: impl Into<String>) -> Self {
        self.fix.say = fix.into();
        self
    }

    /// The text to add.
    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.fix.text = Some(text.into());
        self
    }

    /// The same for a program.
    #[must_use]
    pub fn edit(mut self, edit: impl IntoIterator<Item = Edit>) -> Self {
        self.fix.edits.extend(edit);
        self
    }
}

impl Edit {
    /// Puts a text where another stood.
    #[must_use]
    pub fn replace(source: &Source, span: Range<usize>, text: impl Into<String>) -> Self {
        Self {
            file: source.path.clone(),
            offset: span.start,
            length: span.len(),
            text: text.into(),
        }
    }

    /// Puts a text in between.
    #[must_use]
    pub fn insert(source: &Source, offset: usize, text: impl Into<String>) -> Self {
        Self::replace(source, offset..offset, text)
    }

    /// Takes something out, with its lines if nothing else stands in them.
    #[must_use]
    pub fn remove(source: &Source, span: Range<usize>) -> Self {
        let text = &source.text;
        let before = text.get(..span.start).unwrap_or_default();
        let indent = before.len() - before.trim_end_matches([' ', '\t']).len();
        let from = span.start - indent;
        let starts_line = from == 0 || before[..from].ends_with('\n');
        let after = text.get(span.end..).unwrap_or_default();
        let blank = after.len() - after.trim_start_matches([' ', '\t', '\r']).len();
        if starts_line && after[blank..].starts_with('\n') {
            return Self::replace(source, from..span.end + blank + 1, "");
        }
        Self::replace(source, span, "")
    }
}
