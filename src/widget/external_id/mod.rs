//! The integrator's id of the user, which must not be personal.

mod cnpj;
mod cpf;
mod curp;
mod grouping;
mod phone;
mod rfc;

use std::fmt;

use super::finding;
use super::problem::ConfigProblem;
use super::rule::{Field, Rule};

/// The integrator's own id of the user, stored with the link and the only way to find it again when
/// the app dies at the wrong moment.
///
/// At least 3 characters of `[A-Za-z0-9_-]` and nothing personal: what looks personal to Belvo is
/// silently stored as null (`000_2eeaac33eb57e777.txt`). A value that came from Kotlin or Swift is
/// checked when the start URL is made. `Debug` shows no value.
#[derive(Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct ExternalId(String);

#[cfg(feature = "ffi")]
uniffi::custom_newtype!(ExternalId, String);

impl ExternalId {
    /// Checks form and content.
    ///
    /// # Errors
    /// The first rule it breaks, without the value.
    pub fn parse(text: &str) -> Result<Self, ConfigProblem> {
        Self::read(text).map_err(|rule| finding::problem(Field::ExternalId, rule, None))
    }

    /// The id itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it could be a phone number. A doubt only: plain numbers are ordinary ids too.
    #[must_use]
    pub fn looks_like_phone(&self) -> bool {
        phone::is_phone(&self.0)
    }

    pub(super) fn read(text: &str) -> Result<Self, Rule> {
        match broken_rules(text).first() {
            Some(rule) => Err(*rule),
            None => Ok(Self(text.to_owned())),
        }
    }
}

/// Every rule the text breaks, in the order of `vectors/README.md`.
pub(super) fn broken_rules(text: &str) -> Vec<Rule> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let checks = [
        (Rule::TooShort, text.chars().count() < 3),
        (Rule::BadCharacters, !text.chars().all(allowed)),
        (Rule::LooksLikeCpf, cpf::is_cpf(text)),
        (Rule::LooksLikeCnpj, cnpj::is_cnpj(text)),
        (Rule::LooksLikeCurp, curp::is_curp(text)),
        (Rule::LooksLikeRfc, rfc::is_rfc(text)),
        (Rule::LooksLikeEmail, text.contains('@')),
    ];
    checks
        .into_iter()
        .filter_map(|(rule, broken)| broken.then_some(rule))
        .collect()
}

impl AsRef<str> for ExternalId {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Debug for ExternalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ExternalId(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(text: &str) -> Option<Rule> {
        ExternalId::read(text).err()
    }

    #[test]
    fn ordinary_ids_pass() {
        for text in [
            "abc",
            "HJLSI-897809",
            "asynchronous-historical-update",
            "1b671a64-40d5-491e-99b0-da01ff1f3341",
            "1b671a6440d5491e99b0da01ff1f3341",
            "01ARZ3NDEKTSV4RRFFQ69G5FAV",
            "user_000000000042",
            "12345678901",
            "00000000000",
            "inv-240131-001",
            "507f1f77bcf86cd799439011",
        ] {
            assert_eq!(rule(text), None, "{text}");
        }
    }

    #[test]
    fn each_rule_has_a_value_that_breaks_it() {
        for (text, expected) in [
            ("", Rule::TooShort),
            ("ab", Rule::TooShort),
            ("a b", Rule::BadCharacters),
            ("josé", Rule::BadCharacters),
            ("52998224725", Rule::LooksLikeCpf),
            ("11222333000181", Rule::LooksLikeCnpj),
            ("BEML920313HCMLNS09", Rule::LooksLikeCurp),
            ("GODE561231GR8", Rule::LooksLikeRfc),
        ] {
            assert_eq!(rule(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn every_broken_rule_is_found() {
        for (text, expected) in [
            (
                "529.982.247-25",
                &[Rule::BadCharacters, Rule::LooksLikeCpf] as &[Rule],
            ),
            (
                "11.222.333/0001-81",
                &[Rule::BadCharacters, Rule::LooksLikeCnpj],
            ),
            (
                "ana@example.com",
                &[Rule::BadCharacters, Rule::LooksLikeEmail],
            ),
            (
                "@",
                &[Rule::TooShort, Rule::BadCharacters, Rule::LooksLikeEmail],
            ),
        ] {
            assert_eq!(broken_rules(text), expected, "{text}");
        }
    }

    #[test]
    fn neither_debug_nor_the_problem_shows_it() {
        let id = ExternalId::parse("HJLSI-897809").unwrap();
        assert_eq!(format!("{id:?}"), "ExternalId(***)");
        let problem = ExternalId::parse("52998224725").unwrap_err();
        assert!(!format!("{problem:?} {problem}").contains("52998224725"));
    }
}
