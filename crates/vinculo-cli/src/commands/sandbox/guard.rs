//! Who is answered: programs and pages that know the sandbox by one of its own names.
//!
//! A page of another site, open in the developer's browser, can reach this machine too: under a name of its own that it has
//! pointed here (DNS rebinding), or by sending a form. Both get nothing.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use url::Url;

use super::control;

/// The names under which the sandbox answers.
pub(super) type Hosts = Arc<[String]>;

/// Lets a request pass, or not.
pub(super) async fn pass(State(hosts): State<Hosts>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    if !is_known(&hosts, host(headers)) {
        let known = hosts.join(", ");
        let why = format!(
            "The sandbox answers under these names only: {known}. Another one is given with --origin.\n"
        );
        return (StatusCode::FORBIDDEN, why).into_response();
    }
    let path = request.uri().path();
    if changes(request.method()) && is_of_another_site(&hosts, headers, path) {
        let why = "The sandbox takes nothing from pages of other sites.\n";
        return (StatusCode::FORBIDDEN, why).into_response();
    }
    next.run(request).await
}

fn is_known(hosts: &[String], host: Option<&str>) -> bool {
    host.is_some_and(|host| hosts.iter().any(|known| known.eq_ignore_ascii_case(host)))
}

/// Without its port.
fn host(headers: &HeaderMap) -> Option<&str> {
    let host = text(headers, &header::HOST)?;
    let port = host
        .rfind(':')
        .filter(|colon| !host[*colon..].contains(']'));
    Some(&host[..port.unwrap_or(host.len())])
}

fn changes(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD)
}

/// Browsers say where a request comes from, but older ones, and plain http beyond loopback, in `Origin` alone. The widget's
/// pages send none (`null`), since they pass no address on; the control page's do.
fn is_of_another_site(hosts: &[String], headers: &HeaderMap, path: &str) -> bool {
    if let Some(site) = text(headers, &HeaderName::from_static("sec-fetch-site")) {
        return !matches!(site, "same-origin" | "none");
    }
    match text(headers, &header::ORIGIN) {
        None => false,
        Some("null") => path.starts_with(control::PATH),
        Some(origin) => {
            let url = Url::parse(origin).ok();
            !is_known(hosts, url.as_ref().and_then(Url::host_str))
        }
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pairs = pairs.iter().map(|&(name, value)| {
            let name = HeaderName::from_static(name);
            (name, HeaderValue::from_static(value))
        });
        pairs.collect()
    }

    fn hosts() -> Vec<String> {
        ["127.0.0.1", "[::1]", "localhost", "dev.example"]
            .map(str::to_owned)
            .to_vec()
    }

    #[test]
    fn own_names_with_any_port() {
        for name in [
            "127.0.0.1",
            "127.0.0.1:4747",
            "[::1]",
            "[::1]:9000",
            "LocalHost:1",
            "dev.example",
        ] {
            assert!(
                is_known(&hosts(), host(&headers(&[("host", name)]))),
                "{name}"
            );
        }
        for name in [
            "",
            "evil.example",
            "evil.example:4747",
            "127.0.0.1.evil.example",
            "evil.localhost",
            "127.0.0.1@evil.example",
            "[::1].evil.example",
            "[::2]:4747",
            "10.0.2.2:4747",
        ] {
            assert!(
                !is_known(&hosts(), host(&headers(&[("host", name)]))),
                "{name}"
            );
        }
        assert!(!is_known(&hosts(), host(&HeaderMap::new())));
    }

    #[test]
    fn other_sites_send_nothing() {
        let foreign = |pairs: &[_], path| is_of_another_site(&hosts(), &headers(pairs), path);
        for path in ["/control/", "/api/token/"] {
            assert!(!foreign(&[], path), "a program");
            assert!(!foreign(&[("sec-fetch-site", "same-origin")], path));
            assert!(!foreign(&[("origin", "http://127.0.0.1:4747")], path));
            assert!(!foreign(&[("origin", "https://dev.example")], path));
            assert!(foreign(&[("origin", "https://evil.example")], path));
            for site in ["cross-site", "same-site"] {
                let pairs = [
                    ("sec-fetch-site", site),
                    ("origin", "http://127.0.0.1:4747"),
                ];
                assert!(foreign(&pairs, path), "{site}");
            }
        }
        assert!(foreign(&[("origin", "null")], "/control/"));
        assert!(!foreign(&[("origin", "null")], "/widget/v/1/consent"));
        let form = [("origin", "null"), ("sec-fetch-site", "same-origin")];
        assert!(!foreign(&form, "/control/"));
    }
}
