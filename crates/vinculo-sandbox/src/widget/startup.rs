//! The parameters of the start URL (`belvo.md` §3).

use url::form_urlencoded;

/// What the start URL asks for. Values that are not understood stand for the default, and parameters that are not
/// documented are ignored: a widget that is open never turns a user away for its address.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Startup {
    /// `es` unless `en` or `pt`.
    pub(crate) locale: Option<String>,
    pub(crate) country_codes: Vec<String>,
    pub(crate) institution_types: Vec<String>,
    pub(crate) institutions: Vec<String>,
    pub(crate) resources: Vec<String>,
    pub(crate) integration_type: Option<String>,
    /// `single`; the default is `recurrent`.
    pub(crate) access_mode_single: bool,
    /// None also if it looked personal.
    pub(crate) external_id: Option<String>,
    pub(crate) hide_close_dialog: bool,
    pub(crate) hide_abandon_survey: bool,
}

impl Startup {
    /// Reads a query; the first of a name counts.
    pub(crate) fn parse(query: &str) -> Self {
        let value = |name: &str| parameter(query, name).filter(|value| !value.is_empty());
        let list = |name: &str| -> Vec<String> {
            value(name)
                .map(|value| value.split(',').map(ToOwned::to_owned).collect())
                .unwrap_or_default()
        };
        Self {
            locale: value("locale"),
            country_codes: list("country_codes"),
            institution_types: list("institution_types"),
            institutions: list("institutions"),
            resources: list("resources"),
            integration_type: value("integration_type"),
            access_mode_single: value("access_mode").as_deref() == Some("single"),
            external_id: value("external_id")
                .as_deref()
                .and_then(accepted_external_id),
            hide_close_dialog: value("show_close_dialog").as_deref() == Some("false"),
            hide_abandon_survey: value("show_abandon_survey").as_deref() == Some("false"),
        }
    }
}

/// The decoded value of a parameter.
pub(crate) fn parameter(query: &str, name: &str) -> Option<String> {
    form_urlencoded::parse(query.as_bytes())
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}

/// The id as Belvo keeps it: none if it breaks the rules (three characters of `[A-Za-z0-9_-]`) or looks personal, and
/// then the link cannot be found by it. Belvo does this silently (`belvo.md` §3, §6.3).
pub(crate) fn accepted_external_id(id: &str) -> Option<String> {
    let well_formed = id.len() >= 3
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    (well_formed && !looks_personal(id)).then(|| id.to_owned())
}

/// CPF (11 digits), CNPJ (14), card numbers and telephones (10 to 19), RFC (12 or 13 characters) and CURP (18), which
/// begin with letters and a date.
fn looks_personal(id: &str) -> bool {
    let compact: Vec<u8> = id.bytes().filter(u8::is_ascii_alphanumeric).collect();
    if compact.iter().all(u8::is_ascii_digit) {
        return (10..=19).contains(&compact.len());
    }
    let letters = compact
        .iter()
        .take_while(|byte| byte.is_ascii_alphabetic())
        .count();
    let date = compact
        .iter()
        .skip(letters)
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    (3..=4).contains(&letters) && date >= 6 && matches!(compact.len(), 12 | 13 | 18)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_flags_and_defaults() {
        let startup = Startup::parse(
            "locale=pt&institutions=a%2Cb&show_close_dialog=false&access_mode=single&locale=en",
        );
        assert_eq!(startup.locale.as_deref(), Some("pt"));
        assert_eq!(startup.institutions, ["a", "b"]);
        assert!(
            startup.hide_close_dialog && !startup.hide_abandon_survey && startup.access_mode_single
        );
        assert_eq!(
            Startup::parse("resources=&external_id="),
            Startup::default()
        );
    }

    #[test]
    fn personal_ids_become_none() {
        assert_eq!(
            accepted_external_id("HJLSI-897809").as_deref(),
            Some("HJLSI-897809")
        );
        assert_eq!(
            accepted_external_id("asynchronous-historical-update").as_deref(),
            Some("asynchronous-historical-update")
        );
        for id in [
            "ab",
            "a b c",
            "ana@example.org",
            "76109277673",
            "50685362006773",
            "PFIS010101000",
            "BLPM951331IONVGR54",
        ] {
            assert_eq!(accepted_external_id(id), None, "{id}");
        }
    }
}
