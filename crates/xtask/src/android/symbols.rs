//! The names that Android's system libraries export, and since when: `bindings/android/symbols.txt`.

use std::fs;
use std::path::Path;

/// The libraries of the list; their files are `lib{}.so`.
pub(crate) const LIBRARIES: [&str; 4] = ["c", "m", "dl", "log"];

#[derive(Debug)]
pub(crate) struct Symbols(Vec<Symbol>);

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Symbol {
    pub(crate) library: String,
    pub(crate) name: String,
    /// The first API level that has it.
    pub(crate) since: u32,
    /// Data, not a function.
    pub(crate) is_object: bool,
    /// bionic and glibc disagree about a structure or a number that it takes: `tests/android/stand-ins.c` translates.
    pub(crate) adapts: bool,
}

impl Symbols {
    pub(crate) fn read(path: &Path) -> Result<Self, String> {
        let text =
            fs::read_to_string(path).map_err(|e| format!("cannot read {}: {e}", path.display()))?;
        Self::parse(&text).map_err(|problem| format!("{}: {problem}", path.display()))
    }

    /// Lines of `library symbol first-API-level [obj] [adapt]`; `#` begins a comment.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut symbols = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let words: Vec<&str> = line
                .split('#')
                .next()
                .unwrap_or_default()
                .split_whitespace()
                .collect();
            if words.is_empty() {
                continue;
            }
            symbols
                .push(symbol(&words).ok_or_else(|| format!("line {}: not understood", index + 1))?);
        }
        Ok(Self(symbols))
    }

    /// The two lists as one.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// The API level that a name came with.
    pub(crate) fn since(&self, name: &str) -> Option<u32> {
        self.0
            .iter()
            .find(|symbol| symbol.name == name)
            .map(|symbol| symbol.since)
    }

    /// What a library has at an API level.
    pub(crate) fn of<'a>(&'a self, library: &'a str, api: u32) -> impl Iterator<Item = &'a Symbol> {
        self.0
            .iter()
            .filter(move |symbol| symbol.library == library && symbol.since <= api)
    }
}

fn symbol(words: &[&str]) -> Option<Symbol> {
    let [library, name, since, flags @ ..] = words else {
        return None;
    };
    let known =
        LIBRARIES.contains(library) && flags.iter().all(|flag| matches!(*flag, "obj" | "adapt"));
    known.then_some(Symbol {
        library: (*library).to_owned(),
        name: (*name).to_owned(),
        since: since.parse().ok()?,
        is_object: flags.contains(&"obj"),
        adapts: flags.contains(&"adapt"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_symbol_with_its_level() {
        let symbols = Symbols::parse("# why\n\nc getrandom 28\nc stderr 23 obj # data\n").unwrap();
        assert_eq!(symbols.since("getrandom"), Some(28));
        assert_eq!(symbols.since("nonesuch"), None);
        let old: Vec<_> = symbols.of("c", 24).collect();
        assert!(matches!(
            old[..],
            [Symbol {
                is_object: true,
                ..
            }]
        ));
    }

    #[test]
    fn a_line_that_is_none_is_refused_by_its_number() {
        for line in [
            "c getrandom",
            "gl draw 21",
            "c open soon",
            "c open 21 maybe",
        ] {
            let problem = Symbols::parse(&format!("c abort 21\n{line}\n")).unwrap_err();
            assert!(problem.contains("line 2"), "{line}: {problem}");
        }
    }
}
