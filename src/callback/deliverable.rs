//! Which callback URLs a session may be started with.

use std::fmt;

use super::CallbackUrls;
use super::matcher::BUILT_IN_SCHEME;
use super::name::Name;
use super::query::Raw;
use super::split::{Split, trim_ends};
use super::target::{Candidate, Place, Target};

/// Longest URL a session may be started with. Ours: browsers and proxies cut URLs beyond this.
const MAX_DELIVERABLE: usize = 2_048;

/// Callback URLs that cannot be used, with every problem found; safe to log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[cfg_attr(feature = "ffi", derive(uniffi::Record))]
#[error("the callback URLs cannot be used: {}", in_words(problems))]
pub struct CallbackUrlsError {
    /// In the order success, exit, event; never empty.
    pub problems: Vec<CallbackUrlProblem>,
}

/// One thing that is wrong with one callback URL. It never quotes the URL.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Record))]
pub struct CallbackUrlProblem {
    /// Which URL.
    pub field: CallbackUrlField,
    /// What is wrong.
    pub rule: CallbackUrlRule,
    /// What to do about it, for the developer.
    pub fix: String,
}

/// One of the three URLs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum CallbackUrlField {
    /// `callback_urls.success`.
    Success,
    /// `callback_urls.exit`.
    Exit,
    /// `callback_urls.event`.
    Event,
}

/// What can be wrong with a callback URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum CallbackUrlRule {
    /// It is blank.
    Missing,
    /// It is longer than 2,048 bytes, or has more than 256 parameters.
    TooLong,
    /// It has white space or control characters.
    Whitespace,
    /// It has no scheme (`host.tld`).
    NotAbsolute,
    /// Web engines take the scheme for no scheme at all (`your_deeplink_here`).
    BadScheme,
    /// The scheme has a meaning of its own (`javascript`, `file`, `intent`, `ftp`, `tel` …).
    ForbiddenScheme,
    /// It is plain http, and not on loopback.
    NotHttps,
    /// It has no host behind `//` (`myapp:`, `myapp:success`, `myapp://`, `myapp:///success`).
    MissingHost,
    /// It has a user name or password (`https://user@host`).
    Userinfo,
    /// It is not a URL, or not as a browser writes it, for another reason: a broken port, `..` or a
    /// backslash in the path.
    Malformed,
    /// Its query or fragment has a parameter that the widget sends.
    ReservedParameter,
    /// Success or exit is the host `warning`, which the widget uses for warnings.
    ReservedHost,
    /// Only some of the URLs use the widget's own `belvowidget` scheme.
    MixedBuiltInScheme,
}

impl CallbackUrlField {
    /// The stable name, as Belvo's token request has it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Exit => "exit",
            Self::Event => "event",
        }
    }
}

impl CallbackUrlRule {
    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::TooLong => "too_long",
            Self::Whitespace => "whitespace",
            Self::NotAbsolute => "not_absolute",
            Self::BadScheme => "bad_scheme",
            Self::ForbiddenScheme => "forbidden_scheme",
            Self::NotHttps => "not_https",
            Self::MissingHost => "missing_host",
            Self::Userinfo => "userinfo",
            Self::Malformed => "malformed",
            Self::ReservedParameter => "reserved_parameter",
            Self::ReservedHost => "reserved_host",
            Self::MixedBuiltInScheme => "mixed_built_in_scheme",
        }
    }

    fn fix(self) -> &'static str {
        match self {
            Self::Missing => "give a URL such as myapp://success",
            Self::TooLong => "keep it under 2,048 bytes and 256 parameters",
            Self::Whitespace => "remove spaces, tabs and line breaks",
            Self::NotAbsolute => "begin with a scheme, as in myapp://success or https://host/path",
            Self::BadScheme => {
                "use a scheme that begins with a letter and has only letters, digits, '+', '-' and \
                 '.'; web engines never deliver others, underscores included"
            }
            Self::ForbiddenScheme => "use a scheme of your own app, or https",
            Self::NotHttps => "use https; plain http is for loopback only",
            Self::MissingHost => "write a host behind the slashes, as in myapp://success",
            Self::Userinfo => "remove the part before '@'",
            Self::Malformed => {
                "check host, port and path; write it as a browser shows it, without .. or backslashes"
            }
            Self::ReservedParameter => {
                "rename the parameter; the widget sends one of that name, such as link or error"
            }
            Self::ReservedHost => "use another host than 'warning'",
            Self::MixedBuiltInScheme => "use belvowidget for all three URLs, or better for none",
        }
    }
}

impl CallbackUrlProblem {
    pub(super) fn new(field: CallbackUrlField, rule: CallbackUrlRule) -> Self {
        Self {
            field,
            rule,
            fix: rule.fix().to_owned(),
        }
    }
}

impl fmt::Display for CallbackUrlProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (field, rule) = (self.field.as_str(), self.rule.as_str());
        write!(f, "{field} ({rule}): {}", self.fix)
    }
}

impl CallbackUrls {
    /// Checks what a session needs beyond what [`CallbackMatcher::new`](super::CallbackMatcher::new) refuses: that web engines
    /// and operating systems will deliver the URLs, and that one event cannot be taken for another.
    /// One URL for all three is fine: the parameters tell the events apart.
    ///
    /// `myapp://` alone is refused, although comparable SDKs take it: without a host, Android's
    /// intent filters cannot tell a callback from the app's other links.
    ///
    /// # Errors
    ///
    /// With at most one problem for each URL, the first found.
    pub fn check_deliverable(&self) -> Result<(), CallbackUrlsError> {
        let targets = self.fields().map(|(_, text)| Target::compile(text));
        let built_in = targets
            .each_ref()
            .map(|target| target.as_ref().is_ok_and(is_built_in));
        let mixed = built_in.contains(&true) && built_in.contains(&false);
        let mut problems = Vec::new();
        for (((field, text), target), built_in) in
            self.fields().into_iter().zip(targets).zip(built_in)
        {
            let rule = target.and_then(|target| {
                check_alone(field, text, &target)?;
                if mixed && built_in {
                    return Err(CallbackUrlRule::MixedBuiltInScheme);
                }
                Ok(())
            });
            if let Err(rule) = rule {
                problems.push(CallbackUrlProblem::new(field, rule));
            }
        }
        if problems.is_empty() {
            Ok(())
        } else {
            Err(CallbackUrlsError { problems })
        }
    }

    pub(super) fn fields(&self) -> [(CallbackUrlField, &str); 3] {
        [
            (CallbackUrlField::Success, &self.success),
            (CallbackUrlField::Exit, &self.exit),
            (CallbackUrlField::Event, &self.event),
        ]
    }
}

fn check_alone(
    field: CallbackUrlField,
    text: &str,
    target: &Target,
) -> Result<(), CallbackUrlRule> {
    if trim_ends(text).len() != text.len() {
        return Err(CallbackUrlRule::Whitespace);
    }
    if text.len() > MAX_DELIVERABLE {
        return Err(CallbackUrlRule::TooLong);
    }
    match &target.place {
        Place::Web(url) => {
            if url.scheme() == "http" && !is_loopback(url) {
                return Err(CallbackUrlRule::NotHttps);
            }
        }
        Place::Custom {
            scheme,
            authority,
            path,
        } => {
            if scheme.contains('_') {
                return Err(CallbackUrlRule::BadScheme);
            }
            let has_slashes = text
                .get(scheme.len()..)
                .is_some_and(|rest| rest.starts_with("://"));
            if !has_slashes || authority.is_empty() {
                return Err(CallbackUrlRule::MissingHost);
            }
            if url::Url::parse(text).is_err() {
                return Err(CallbackUrlRule::Malformed);
            }
            let is_warning = authority.eq_ignore_ascii_case("warning") && path.is_empty();
            if is_warning && field != CallbackUrlField::Event {
                return Err(CallbackUrlRule::ReservedHost);
            }
        }
    }
    let matches_itself = Split::of(text)
        .and_then(Candidate::of)
        .is_some_and(|candidate| target.is_at(&candidate, candidate.path()));
    if !matches_itself {
        return Err(CallbackUrlRule::Malformed);
    }
    if has_reserved_parameter(text, target) {
        return Err(CallbackUrlRule::ReservedParameter);
    }
    Ok(())
}

/// A documented parameter of ours would be taken for the widget's (`belvo.md` §4.1).
fn has_reserved_parameter(text: &str, target: &Target) -> bool {
    let fragment = Split::of(text)
        .and_then(|split| Raw::read(None, split.fragment).ok())
        .map(Raw::into_parameters)
        .unwrap_or_default();
    target
        .own
        .iter()
        .chain(&fragment)
        .any(|parameter| Name::of(&parameter.name).is_some())
}

fn is_built_in(target: &Target) -> bool {
    matches!(&target.place, Place::Custom { scheme, .. } if scheme == BUILT_IN_SCHEME)
}

fn is_loopback(url: &url::Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn in_words(problems: &[CallbackUrlProblem]) -> String {
    let words: Vec<_> = problems.iter().map(ToString::to_string).collect();
    words.join("; ")
}

#[cfg(test)]
mod tests {
    use super::CallbackUrlRule as Rule;
    use super::*;

    fn rule_of(success: &str) -> Option<Rule> {
        let urls = CallbackUrls {
            success: success.into(),
            exit: "other://exit".into(),
            event: "other://event".into(),
        };
        urls.check_deliverable().err().map(|e| {
            assert_eq!(e.problems.len(), 1);
            assert_eq!(e.problems[0].field, CallbackUrlField::Success);
            e.problems[0].rule
        })
    }

    #[test]
    fn deliverable_urls_pass() {
        for url in [
            "myapp://success",
            "MyApp://success",
            "my-app.v2+x://success",
            "myapp://path/path1",
            "myapp://linktoapp?belvo=success",
            "https://host/",
            "https://host",
            "https://app.example.com:8443/cb?x=1#top",
            "http://localhost:3000/cb",
            "http://127.0.0.1/cb",
            "http://[::1]/cb",
        ] {
            assert_eq!(rule_of(url), None, "{url}");
        }
    }

    #[test]
    fn undeliverable_urls_are_refused_by_rule() {
        for (url, rule) in [
            ("", Rule::Missing),
            (" \n", Rule::Missing),
            ("linktodomain", Rule::NotAbsolute),
            ("host.tld", Rule::NotAbsolute),
            ("http/host", Rule::NotAbsolute),
            ("localhost:80/x", Rule::MissingHost),
            ("http://", Rule::Malformed),
            ("https://", Rule::Malformed),
            ("https://host:99999/", Rule::Malformed),
            ("myapp://host:99999/", Rule::Malformed),
            ("https://host/a/../b", Rule::Malformed),
            ("https://host/a\\b", Rule::Malformed),
            ("myapp://host/a/../b", Rule::Malformed),
            ("myapp:", Rule::MissingHost),
            ("myapp:success", Rule::MissingHost),
            ("myapp:/success", Rule::MissingHost),
            ("myapp://", Rule::MissingHost),
            ("myapp:///success", Rule::MissingHost),
            ("myapp://suc cess", Rule::Whitespace),
            (" myapp://success", Rule::Whitespace),
            ("my app://success", Rule::Whitespace),
            ("myapp://come back to the app", Rule::Whitespace),
            ("your_deeplink_here://success", Rule::BadScheme),
            ("1app://success", Rule::BadScheme),
            ("http://www.ex@mple.com", Rule::Userinfo),
            ("https://user:pw@host/", Rule::Userinfo),
            ("myapp://user@success", Rule::Userinfo),
            ("http://host/cb", Rule::NotHttps),
            ("http://localhost.evil.example/", Rule::NotHttps),
            ("ftp://host/", Rule::ForbiddenScheme),
            ("javascript:alert(1)", Rule::ForbiddenScheme),
            ("JavaScript://success", Rule::ForbiddenScheme),
            ("data:text/html,x", Rule::ForbiddenScheme),
            ("file:///x", Rule::ForbiddenScheme),
            ("content://x", Rule::ForbiddenScheme),
            ("blob:https://x/y", Rule::ForbiddenScheme),
            ("intent://x#Intent;end", Rule::ForbiddenScheme),
            ("about:blank", Rule::ForbiddenScheme),
            ("myapp://success?link=1", Rule::ReservedParameter),
            ("https://host/cb?%6Cink_id=1", Rule::ReservedParameter),
            ("https://host/cb?error", Rule::ReservedParameter),
            ("https://host/cb#meta_data=1", Rule::ReservedParameter),
            ("myapp://warning", Rule::ReservedHost),
            ("belvowidget://success", Rule::MixedBuiltInScheme),
        ] {
            assert_eq!(rule_of(url), Some(rule), "{url}");
        }
        assert_eq!(
            rule_of(&format!("myapp://{}", "a".repeat(3_000))),
            Some(Rule::TooLong)
        );
        assert_eq!(
            rule_of(&format!("myapp://s?a={}", "&".repeat(2_037))),
            Some(Rule::TooLong)
        );
        assert_eq!(rule_of(&format!("myapp://s?a={}", "&".repeat(2_036))), None);
    }

    #[test]
    fn urls_may_be_equal_but_not_half_built_in() {
        let rules = |success: &str, exit: &str, event: &str| {
            let urls = CallbackUrls {
                success: success.into(),
                exit: exit.into(),
                event: event.into(),
            };
            let problems = urls.check_deliverable().err().map(|e| e.problems);
            problems
                .unwrap_or_default()
                .into_iter()
                .map(|p| (p.field, p.rule))
                .collect::<Vec<_>>()
        };
        assert_eq!(rules("myapp://cb", "myapp://cb", "myapp://cb"), []);
        let (success, exit) = ("belvowidget://success", "belvowidget://exit");
        assert_eq!(rules(success, exit, "belvowidget://error"), []);
        assert_eq!(
            rules(success, "BelvoWidget://exit", "myapp://error"),
            [
                (CallbackUrlField::Success, Rule::MixedBuiltInScheme),
                (CallbackUrlField::Exit, Rule::MixedBuiltInScheme),
            ]
        );
        assert_eq!(
            rules(success, "myapp://warning/", "myapp://warning"),
            [
                (CallbackUrlField::Success, Rule::MixedBuiltInScheme),
                (CallbackUrlField::Exit, Rule::ReservedHost),
            ]
        );
    }

    #[test]
    fn every_problem_is_told_and_no_url_is_quoted() {
        let error = CallbackUrls {
            success: "secret@host".into(),
            exit: "https://u:hidden@host".into(),
            event: "ftp://private".into(),
        }
        .check_deliverable()
        .unwrap_err();
        assert_eq!(error.problems.len(), 3);
        let text = error.to_string();
        assert!(text.contains("exit (userinfo): remove"), "{text}");
        for secret in ["secret", "hidden", "private"] {
            assert!(!text.contains(secret) && !format!("{error:?}").contains(secret));
        }
    }
}
