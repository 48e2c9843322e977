//! `${…}` in manifests and `$(…)` in property lists: replaced where their value is written down.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Names and values; a value that is computed is `None`.
pub type Placeholders = BTreeMap<String, Option<String>>;

/// A text with its placeholders replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// All of them.
    Known(String),
    /// This one has no value that is written down.
    Unknown(String),
}

impl Resolved {
    /// The text, if all of it is known.
    #[must_use]
    pub fn known(&self) -> Option<&str> {
        match self {
            Self::Known(text) => Some(text),
            Self::Unknown(_) => None,
        }
    }
}

/// Adds a value; what is written twice and differs has none.
pub fn add(values: &mut Placeholders, name: String, value: Option<String>) {
    match values.entry(name) {
        Entry::Vacant(entry) => {
            entry.insert(value);
        }
        Entry::Occupied(mut entry) if *entry.get() != value => {
            entry.insert(None);
        }
        Entry::Occupied(_) => {}
    }
}

/// Replaces what stands between `open` (`${`, `$(`) and `close`, once: a value is not looked through again.
#[must_use]
pub fn resolve(text: &str, open: &str, close: char, values: &Placeholders) -> Resolved {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(open) {
        out.push_str(&rest[..at]);
        let inside = &rest[at + open.len()..];
        let Some(end) = inside.find(close) else {
            return Resolved::Unknown(text.to_owned());
        };
        // Xcode's `$(NAME:rfc1034identifier)`.
        let name = inside[..end].split(':').next().unwrap_or_default();
        match values.get(name) {
            Some(Some(value)) => out.push_str(value),
            _ => return Resolved::Unknown(name.to_owned()),
        }
        rest = &inside[end + close.len_utf8()..];
    }
    out.push_str(rest);
    Resolved::Known(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_replaced_or_named() {
        let values = Placeholders::from([
            ("id".to_owned(), Some("a.b".to_owned())),
            ("x".to_owned(), None),
        ]);
        let of = |text| resolve(text, "${", '}', &values);
        assert_eq!(of("${id}.c${id}"), Resolved::Known("a.b.ca.b".to_owned()));
        assert_eq!(of("plain"), Resolved::Known("plain".to_owned()));
        for text in ["${x}", "${none}"] {
            assert!(matches!(of(text), Resolved::Unknown(_)));
        }
        assert_eq!(of("${x"), Resolved::Unknown("${x".to_owned()));
    }
}
