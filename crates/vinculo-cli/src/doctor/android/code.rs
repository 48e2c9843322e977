//! Kotlin and Java, of which words are read and no more.

use std::collections::BTreeMap;

use super::super::project::{Project, Source, first_mention, has_extension};

/// The screen that the package brings, where it is started.
const ITS_SCREEN: &[&str] = &["VinculoConnect(", "rememberVinculoConnect"];
/// A session that the app shows by itself.
const OWN_VIEW: &[&str] = &["ConnectView", "ConnectSessionView", ".openLink("];

/// A class has no longer line of types than this.
const MAX_HEADER: usize = 1_000;

/// The code of an app and of the project's libraries, as far as it ships.
pub(super) struct Code<'a>(Vec<&'a Source>);

/// Where a class, an interface or an object is declared.
pub(super) struct Declaration<'a> {
    pub(super) source: &'a Source,
    /// What stands between its name and its body: parameters and supertypes.
    header: &'a str,
}

impl<'a> Code<'a> {
    /// Without what is in the modules of other apps.
    pub(super) fn of(project: &'a Project, is_of_app: impl Fn(&str) -> bool) -> Self {
        let ships = |path: &str| {
            let (module, set) = match path.strip_prefix("src/") {
                Some(below) => ("", below),
                None => path.split_once("/src/").unwrap_or(("", "main/")),
            };
            let set = set.split('/').next().unwrap_or_default().to_lowercase();
            has_extension(path, &["kt", "java"])
                && is_of_app(module)
                && !(set.starts_with("test") || set.starts_with("androidtest") || set == "debug")
        };
        Self(project.files(ships).collect())
    }

    /// The first file that has one of the words outside of its comments.
    pub(super) fn mentions(&self, words: &[&str]) -> Option<&'a Source> {
        let mut sources = self.0.iter().copied();
        sources.find(|source| first_mention(&source.text, words).is_some())
    }

    /// Those that have a word anywhere.
    pub(super) fn with(&self, word: &str) -> impl Iterator<Item = &'a Source> {
        let sources = self.0.iter().copied();
        sources.filter(move |source| source.text.contains(word))
    }

    /// Whether the widget is on a screen that the app itself keeps a session for, and not on the package's. In doubt it is on
    /// the package's, which is the least work.
    pub(super) fn hosts_view(&self) -> bool {
        self.mentions(ITS_SCREEN).is_none() && self.mentions(OWN_VIEW).is_some()
    }

    /// Everything that is declared, by its name without the package.
    pub(super) fn declarations(&self) -> BTreeMap<&'a str, Vec<Declaration<'a>>> {
        let mut found: BTreeMap<&str, Vec<Declaration>> = BTreeMap::new();
        for source in self.0.iter().copied() {
            for line in source
                .text
                .match_indices('\n')
                .map(|(at, _)| at + 1)
                .chain([0])
            {
                let text = &source.text[line..];
                let end = text.find('\n').unwrap_or(text.len());
                if let Some((name, at)) = declared(&text[..end]) {
                    let header = &text[at..text.floor_char_boundary(at + MAX_HEADER)];
                    let header = header.split('{').next().unwrap_or_default();
                    found
                        .entry(name)
                        .or_default()
                        .push(Declaration { source, header });
                }
            }
        }
        found
    }
}

impl<'a> Declaration<'a> {
    /// The words of its supertypes, and of what else stands there.
    pub(super) fn words(&self) -> impl Iterator<Item = &'a str> {
        let parts = self.header.split(|c: char| !is_of_word(c));
        parts.filter(|word| !word.is_empty())
    }

    /// The package of its file.
    pub(super) fn package(&self) -> Option<&'a str> {
        let mut lines = self.source.text.lines();
        let package = lines.find_map(|line| line.trim_start().strip_prefix("package "))?;
        Some(package.trim().trim_end_matches(';'))
    }
}

/// The name that a line declares, and where it ends.
fn declared(line: &str) -> Option<(&str, usize)> {
    let trimmed = line.trim_start();
    if trimmed.starts_with("//") || trimmed.starts_with('*') || trimmed.starts_with("/*") {
        return None;
    }
    let (at, keyword) = ["class ", "interface ", "object "]
        .iter()
        .filter_map(|keyword| Some((line.find(keyword)?, keyword)))
        .filter(|(at, _)| !line[..*at].ends_with(is_of_word))
        .min()?;
    let from = at + keyword.len();
    let rest = &line[from..];
    let name = &rest[..rest.find(|c| !is_of_word(c)).unwrap_or(rest.len())];
    (!name.is_empty()).then_some((name, from + name.len()))
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_are_found_by_their_words() {
        let text = "package com.example.bank;\n// class Old : Application()\nopen class BankApp(\n    val x: Int,\n) : Application(),\n    VinculoProvider {\n}\n\
                    val subclass = 1\nobject Login\n";
        let files = [
            ("app/src/main/java/BankApp.kt".to_owned(), text.into()),
            ("app/src/debug/java/D.kt".to_owned(), "class D".into()),
            ("app/src/testDebug/java/T.kt".to_owned(), "class T".into()),
            ("shop/src/main/java/S.kt".to_owned(), "class S".into()),
        ];
        let project = Project::from_files(files);
        let code = Code::of(&project, |module| module == "app");
        let found = code.declarations();
        assert_eq!(found.keys().collect::<Vec<_>>(), [&"BankApp", &"Login"]);
        let app = &found["BankApp"][0];
        assert_eq!(app.package(), Some("com.example.bank"));
        let words: Vec<_> = app.words().collect();
        assert_eq!(words, ["val", "x", "Int", "Application", "VinculoProvider"]);
    }
}
