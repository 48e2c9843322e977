//! Sandbox or production.

/// Belvo's environment, each with its own keys and hosts. The widget's host is the same for both;
/// the token says which it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
// Named apart for Swift, where `Environment` is SwiftUI's property wrapper.
#[cfg_attr(
    feature = "ffi",
    derive(uniffi::Enum),
    uniffi(name = "BelvoEnvironment")
)]
pub enum Environment {
    /// `sandbox.belvo.com`, invented data.
    Sandbox,
    /// `api.belvo.com`, real data.
    Production,
}

impl Environment {
    /// The stable name, as in the token's claim.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sandbox => "sandbox",
            Self::Production => "production",
        }
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        [Self::Sandbox, Self::Production]
            .into_iter()
            .find(|environment| environment.as_str().eq_ignore_ascii_case(name))
    }

    /// From `sandbox.belvo.com` or `https://api.belvo.com/…`.
    pub(super) fn from_host(text: &str) -> Option<Self> {
        let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
        let host = rest.split(['/', ':', '?', '#']).next()?;
        if host.eq_ignore_ascii_case("sandbox.belvo.com") {
            Some(Self::Sandbox)
        } else if host.eq_ignore_ascii_case("api.belvo.com") {
            Some(Self::Production)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn read_from_a_name_or_a_host() {
        assert_eq!(
            Environment::from_name("Sandbox"),
            Some(Environment::Sandbox)
        );
        assert_eq!(Environment::from_name("development"), None);
        for (host, expected) in [
            ("sandbox.belvo.com", Some(Environment::Sandbox)),
            ("https://api.belvo.com/api/", Some(Environment::Production)),
            ("https://api.belvo.com:443", Some(Environment::Production)),
            ("api.belvo.com.evil.example", None),
            ("", None),
        ] {
            assert_eq!(Environment::from_host(host), expected, "{host}");
        }
    }
}
