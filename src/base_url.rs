//! Base URLs an integrator configures: of the widget, and of the app's backend. Secrets go where they lead.

use url::{Host, Url};

/// What is wrong with a base URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BaseUrlProblem {
    /// Not a URL as browsers write it, or with userinfo, query or fragment.
    Malformed,
    /// Neither https, nor http on loopback.
    NotHttps,
}

/// Reads a base URL: https, or http on the loopback interface for a local stand-in; no userinfo,
/// query or fragment, because a token goes where they would lead.
pub(crate) fn read(text: &str) -> Result<Url, BaseUrlProblem> {
    // The URL standard would repair white space, backslashes and missing slashes in silence.
    let odd = |b: u8| b <= b' ' || b == 0x7f || b == b'\\';
    if text.bytes().any(odd) {
        return Err(BaseUrlProblem::Malformed);
    }
    let (scheme, rest) = text.split_once("://").ok_or(BaseUrlProblem::Malformed)?;
    // The slashes of `https:user@host/://` are not those behind its scheme.
    if scheme.contains(':') || rest.starts_with('/') {
        return Err(BaseUrlProblem::Malformed);
    }
    let url = Url::parse(text).map_err(|_| BaseUrlProblem::Malformed)?;
    match url.scheme() {
        "https" => {}
        "http" if url.host().as_ref().is_some_and(is_loopback) => {}
        _ => return Err(BaseUrlProblem::NotHttps),
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') || url.query().is_some() || url.fragment().is_some() {
        return Err(BaseUrlProblem::Malformed);
    }
    Ok(url)
}

/// The machine itself, and nothing beyond it.
pub(crate) fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost" || name.ends_with(".localhost"),
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}
