//! The anomalies, in the order of `vectors/README.md`.

use std::collections::BTreeSet;

const ORDER: [&str; 17] = [
    "surrounding_whitespace",
    "embedded_whitespace",
    "undeliverable_scheme",
    "missing_slashes",
    "second_question_mark",
    "escaped_ampersand",
    "broken_escape",
    "invalid_utf8",
    "control_character",
    "duplicate_parameter",
    "fragment_parameters",
    "query_fragment_conflict",
    "malformed_json",
    "missing_code",
    "link_id_for_link",
    "unexpected_link",
    "link_not_uuid",
];

/// Each at most once.
#[derive(Clone, Debug, Default)]
pub(super) struct Odd(BTreeSet<&'static str>);

impl Odd {
    pub(super) fn add(&mut self, name: &'static str) {
        assert!(ORDER.contains(&name), "{name} is no anomaly");
        self.0.insert(name);
    }

    pub(super) fn add_all(&mut self, other: &Self) {
        self.0.extend(&other.0);
    }

    pub(super) fn in_order(&self) -> Vec<&'static str> {
        ORDER
            .into_iter()
            .filter(|name| self.0.contains(name))
            .collect()
    }
}
