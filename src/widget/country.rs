//! A country, as the widget takes it.

use super::rule::Rule;

/// Country whose institutions are offered: two upper-case letters. Only the named ones stand in
/// Belvo's texts; what the widget makes of another is unknown, so another is a warning.
/// Source: Belvo's startup configuration, `country_codes`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum CountryCode {
    /// Brazil.
    Br,
    /// Mexico.
    Mx,
    /// Colombia; older texts only.
    Co,
    /// Chile; the fiscal product, whose value for the widget is not documented.
    Cl,
    /// Any other; checked with the rest of the configuration.
    Other {
        /// Two upper-case letters.
        code: String,
    },
}

impl CountryCode {
    /// As it stands in the URL.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Br => "BR",
            Self::Mx => "MX",
            Self::Co => "CO",
            Self::Cl => "CL",
            Self::Other { code } => code,
        }
    }

    pub(super) fn read(text: &str) -> Result<Self, Rule> {
        if text.len() != 2 || !text.bytes().all(|b| b.is_ascii_alphabetic()) {
            return Err(Rule::Malformed);
        }
        if !text.bytes().all(|b| b.is_ascii_uppercase()) {
            return Err(Rule::WrongCase);
        }
        Ok(match text {
            "BR" => Self::Br,
            "MX" => Self::Mx,
            "CO" => Self::Co,
            "CL" => Self::Cl,
            other => Self::Other {
                code: other.to_owned(),
            },
        })
    }
}

impl AsRef<str> for CountryCode {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_upper_case_letters_and_nothing_else() {
        assert_eq!(CountryCode::read("BR"), Ok(CountryCode::Br));
        assert_eq!(
            CountryCode::read("PE"),
            Ok(CountryCode::Other { code: "PE".into() })
        );
        assert_eq!(CountryCode::read("Mx"), Err(Rule::WrongCase));
        for malformed in ["", "B", "BRA", "B1", "ñ", " BR"] {
            assert_eq!(
                CountryCode::read(malformed),
                Err(Rule::Malformed),
                "{malformed}"
            );
        }
    }
}
