//! The page on which a bank's refusal ends (open finance).

use url::{Url, form_urlencoded};

/// Where Belvo's API answers; the refusal page is served from there.
const HOSTS: [&str; 2] = ["api.belvo.com", "sandbox.belvo.com"];

/// Whether Belvo's API answers at this host.
pub(super) fn is_belvos_api(host: &str) -> bool {
    HOSTS.contains(&host)
}

/// `error_description` of the page, if it is the refusal page. The documented form is
/// `https://api.belvo.com/api/consents/callback/#error_description=risk_analysis_denied`: the fragment
/// first, then the query, decoded once as a form.
pub(super) fn description(url: &str) -> Option<String> {
    // Most pages are ruled out without a parse.
    url.contains("/consents/callback").then_some(())?;
    let url = Url::parse(url).ok()?;
    let path = url.path();
    if !path
        .strip_suffix('/')
        .unwrap_or(path)
        .ends_with("/consents/callback")
    {
        return None;
    }
    let find = |part: &str| {
        form_urlencoded::parse(part.as_bytes())
            .find(|(name, _)| name == "error_description")
            .map(|(_, value)| value.into_owned())
    };
    url.fragment()
        .and_then(find)
        .or_else(|| url.query().and_then(find))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(url: &str) -> Option<String> {
        let host = Url::parse(url).unwrap().host_str().unwrap().to_owned();
        is_belvos_api(&host).then(|| description(url)).flatten()
    }

    #[test]
    fn the_description_is_in_the_fragment_or_the_query() {
        for (url, expected) in [
            (
                "https://api.belvo.com/api/consents/callback/#error_description=risk_analysis_denied",
                "risk_analysis_denied",
            ),
            (
                "https://api.belvo.com/api/consents/callback#error=x&error_description=a",
                "a",
            ),
            (
                "https://sandbox.belvo.com/consents/callback/?error_description=a+b%20c",
                "a b c",
            ),
            (
                "https://api.belvo.com/api/consents/callback/?error_description=query#error_description=fragment",
                "fragment",
            ),
            (
                "https://api.belvo.com/x/../api/consents/callback/?error_description=",
                "",
            ),
        ] {
            assert_eq!(read(url).as_deref(), Some(expected), "{url}");
        }
    }

    #[test]
    fn other_pages_are_no_refusal() {
        for url in [
            "https://api.belvo.com/api/consents/callback/",
            "https://api.belvo.com/api/consents/callback/#error=x",
            "https://api.belvo.com/api/consents/callback/more#error_description=x",
            "https://api.belvo.com/api/noconsents/callback/#error_description=x",
            "https://api.belvo.com.evil.example/api/consents/callback/#error_description=x",
            "https://evil.example/api/consents/callback/#error_description=x",
        ] {
            assert_eq!(read(url), None, "{url}");
        }
    }
}
