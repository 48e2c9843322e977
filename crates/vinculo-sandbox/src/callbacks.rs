//! The callback URLs of a token, and what is appended to them.
//!
//! Parameters, their names and their order are those of the hosted widget page (multi-region), section 3.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::config::ErrorCallback;
use crate::store::Failure;

/// All but the unreserved characters of RFC 3986. Spaces become `%20`, as the documentation prints them.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Where the widget navigates. Kept as they were given: a real widget appends to strings too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Callbacks {
    pub(crate) success: String,
    pub(crate) exit: String,
    pub(crate) event: String,
}

impl Default for Callbacks {
    /// The built-in scheme of older widgets, for tokens without callback URLs (`belvo.md` §4.1).
    fn default() -> Self {
        Self {
            success: "belvowidget://success".to_owned(),
            exit: "belvowidget://exit".to_owned(),
            event: "belvowidget://error".to_owned(),
        }
    }
}

/// What an exit tells. Absent fields are left out of the URL.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ExitDetail<'a> {
    pub(crate) error_code: Option<&'a str>,
    pub(crate) error_message: Option<&'a str>,
    pub(crate) institution: Option<&'a str>,
    pub(crate) from_first_screen: bool,
}

impl Callbacks {
    pub(crate) fn success(&self, link: &str, institution: &str) -> String {
        append(
            &self.success,
            &[("link", link), ("institution", institution)],
        )
    }

    pub(crate) fn exit(&self, detail: ExitDetail<'_>) -> String {
        let step = detail.from_first_screen.then_some("abandon-survey");
        let parameters: Vec<_> = [
            ("last_encountered_error_code", detail.error_code),
            ("last_encountered_error_message", detail.error_message),
            ("meta_data_institution_name", detail.institution),
            ("meta_data_step", step),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect();
        append(&self.exit, &parameters)
    }

    pub(crate) fn token_not_valid(&self, on: ErrorCallback) -> String {
        self.error(on, Failure::TOKEN_NOT_VALID)
    }

    /// The error event. Its form is documented, its codes are not, but for the token's.
    pub(crate) fn error(&self, on: ErrorCallback, failure: Failure) -> String {
        let base = match on {
            ErrorCallback::Exit => &self.exit,
            ErrorCallback::Event => &self.event,
        };
        let parameters: Vec<_> = [
            ("error", Some(failure.code)),
            ("error_message", failure.message),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect();
        append(base, &parameters)
    }

    /// There is no callback URL for warnings: they go to the host `warning` of the event URL's scheme, or, if that is
    /// http or https, to the event URL itself.
    pub(crate) fn institution_disabled(&self) -> String {
        let base = match self.event.split_once(':') {
            Some((scheme, _)) if !is_web(scheme) => format!("{scheme}://warning"),
            _ => self.event.clone(),
        };
        append(
            &base,
            &[
                ("warning", INSTITUTION_DISABLED.0),
                ("warning_message", INSTITUTION_DISABLED.1),
            ],
        )
    }
}

/// Code and message of the one documented warning.
pub(crate) const INSTITUTION_DISABLED: (&str, &str) = (
    "institution_disabled",
    "The institution is temporarily unavailable.",
);

/// Percent-encodes everything but unreserved characters.
pub(crate) fn encode(value: &str) -> String {
    utf8_percent_encode(value, RESERVED).to_string()
}

/// Adds parameters to the query, behind those that the URL already has and before its fragment.
pub(crate) fn append(url: &str, parameters: &[(&str, &str)]) -> String {
    let (base, fragment) = url
        .split_once('#')
        .map_or((url, None), |(base, fragment)| (base, Some(fragment)));
    let mut out = base.to_owned();
    for (name, value) in parameters {
        let separator = match out.split_once('?') {
            None => "?",
            Some((_, query)) if query.is_empty() || query.ends_with('&') => "",
            Some(_) => "&",
        };
        out.push_str(separator);
        out.push_str(name);
        out.push('=');
        out.push_str(&encode(value));
    }
    if let Some(fragment) = fragment {
        out.push('#');
        out.push_str(fragment);
    }
    out
}

fn is_web(scheme: &str) -> bool {
    scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn documented() -> Callbacks {
        Callbacks {
            success: "your-url-here://success".to_owned(),
            exit: "your-url-here://exit".to_owned(),
            event: "your-url-here://error".to_owned(),
        }
    }

    #[test]
    fn as_the_documentation_prints_them() {
        let callbacks = documented();
        assert_eq!(
            callbacks.success("cb65f82c-dc93-4d3e-8270-9a27528397f5", "erebor_br_retail"),
            "your-url-here://success?link=cb65f82c-dc93-4d3e-8270-9a27528397f5&institution=erebor_br_retail"
        );
        let detail = ExitDetail {
            error_code: Some("login_error"),
            error_message: Some("Invalid credentials provided to login to the institution"),
            institution: Some("amex_mx_retail"),
            from_first_screen: true,
        };
        assert_eq!(
            callbacks.exit(detail),
            "your-url-here://exit?last_encountered_error_code=login_error\
             &last_encountered_error_message=Invalid%20credentials%20provided%20to%20login%20to%20the%20institution\
             &meta_data_institution_name=amex_mx_retail&meta_data_step=abandon-survey"
        );
        assert_eq!(
            callbacks.exit(ExitDetail::default()),
            "your-url-here://exit"
        );
        let error = "error=ACCESS_TOKEN_NOT_VALID\
                     &error_message=The%20access%20token%20was%20not%20provided%20or%20is%20not%20valid";
        assert_eq!(
            callbacks.token_not_valid(ErrorCallback::Exit),
            format!("your-url-here://exit?{error}")
        );
        assert_eq!(
            callbacks.token_not_valid(ErrorCallback::Event),
            format!("your-url-here://error?{error}")
        );
        assert_eq!(
            callbacks.institution_disabled(),
            "your-url-here://warning?warning=institution_disabled\
             &warning_message=The%20institution%20is%20temporarily%20unavailable."
        );
    }

    #[test]
    fn https_callbacks_keep_their_own_query_and_fragment() {
        let callbacks = Callbacks {
            event: "https://app.example/cb?belvo=event#top".to_owned(),
            ..documented()
        };
        assert_eq!(
            callbacks.institution_disabled(),
            "https://app.example/cb?belvo=event&warning=institution_disabled\
             &warning_message=The%20institution%20is%20temporarily%20unavailable.#top"
        );
        assert_eq!(
            append("https://a.example/?", &[("x", "y")]),
            "https://a.example/?x=y"
        );
        assert_eq!(
            append("https://a.example/?p&", &[("x", "ç &")]),
            "https://a.example/?p&x=%C3%A7%20%26"
        );
    }
}
