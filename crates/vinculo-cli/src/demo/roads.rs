//! Which address of the demo stands for which address of the world.
//!
//! ```text
//! what the core is asked about                  what the browser asks the demo for    where the demo fetches it
//! http://127.0.0.1:4001/widget/v/1/consent      /webview/w/widget/v/1/consent         the same
//! https://mockbank.example/bank/2               /webview/b/bank/2                     http://127.0.0.1:4002/bank/2
//! ```
//!
//! `/outside/…` is the same for the browser or bank app outside of the app, where the core is not asked.

use url::Url;

/// The bank's address as the phone sees it. It has to be https, or the core would not look for the bank's app.
pub(super) const BANK_ORIGIN: &str = "https://mockbank.example";

/// Where a page is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Surface {
    /// In the app's webview, where the core decides.
    Webview,
    /// In the bank's app or in the browser.
    Outside,
}

impl Surface {
    fn prefix(self) -> &'static str {
        match self {
            Self::Webview => "/webview",
            Self::Outside => "/outside",
        }
    }
}

/// The two sites that there are.
#[derive(Clone, Debug)]
pub(super) struct Roads {
    /// `http://127.0.0.1:PORT`, of the widget and of Belvo's API.
    pub(super) widget: String,
    /// `http://127.0.0.1:PORT`, where the bank really is.
    pub(super) bank: String,
}

impl Roads {
    /// The address in the world behind a path of the demo, given without its surface: `/w/widget/…`.
    pub(super) fn real(&self, path: &str) -> Option<String> {
        if let Some(rest) = path.strip_prefix("/w/") {
            Some(format!("{}/{rest}", self.widget))
        } else {
            let rest = path.strip_prefix("/b/")?;
            Some(format!("{BANK_ORIGIN}/{rest}"))
        }
    }

    /// Where to fetch an address of the world; `None` if it is on neither site.
    pub(super) fn upstream(&self, real: &str) -> Option<String> {
        let (road, rest) = self.split(real)?;
        let origin = if road == 'w' {
            &self.widget
        } else {
            &self.bank
        };
        Some(format!("{origin}{rest}"))
    }

    /// The demo's path for an address of the world, with its fragment; `None` if it is on neither site.
    pub(super) fn path(&self, surface: Surface, real: &str) -> Option<String> {
        let (road, rest) = self.split(real)?;
        Some(format!("{}/{road}{rest}", surface.prefix()))
    }

    /// A page with its own addresses (`="/…"`, as the sandbox writes them) led through the demo, and a script added
    /// that hands over clicks which a browser page cannot catch.
    pub(super) fn page(&self, surface: Surface, real: &str, html: &str) -> String {
        let road = self.split(real).map_or('w', |(road, _)| road);
        let html = html.replace("=\"/", &format!("=\"{}/{road}/", surface.prefix()));
        let script = "<script src=\"/assets/in-page.js\"></script></body>";
        html.replacen("</body>", script, 1)
    }

    fn split<'a>(&self, real: &'a str) -> Option<(char, &'a str)> {
        [('w', self.widget.as_str()), ('b', BANK_ORIGIN)]
            .into_iter()
            .find_map(|(road, origin)| {
                let rest = real.strip_prefix(origin)?;
                rest.starts_with('/').then_some((road, rest))
            })
    }
}

/// A `Location`, resolved against the page that sent it. One that cannot be resolved is kept: the core names what is
/// wrong with it.
pub(crate) fn resolve(base: &str, location: &str) -> String {
    match Url::parse(base).and_then(|base| base.join(location)) {
        // A custom scheme is handed on as it was written, since apps compare it so.
        Ok(url) if matches!(url.scheme(), "http" | "https") => url.into(),
        _ => location.to_owned(),
    }
}

/// The address without its fragment, which browsers keep to themselves.
pub(crate) fn without_fragment(url: &str) -> &str {
    url.split_once('#').map_or(url, |(head, _)| head)
}

/// The address as it may be shown: a token in it is hidden.
pub(super) fn shown(url: &str) -> String {
    const NAME: &str = "access_token=";
    let mut out = String::with_capacity(url.len());
    let mut rest = url;
    while let Some(at) = rest.find(NAME) {
        let (head, tail) = rest.split_at(at + NAME.len());
        out.push_str(head);
        out.push_str("***");
        rest = tail.find(['&', '#']).map_or("", |end| &tail[end..]);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roads() -> Roads {
        Roads {
            widget: "http://127.0.0.1:4001".to_owned(),
            bank: "http://127.0.0.1:4002".to_owned(),
        }
    }

    #[test]
    fn there_and_back() {
        let roads = roads();
        for (real, path, upstream) in [
            (
                "http://127.0.0.1:4001/widget/v/1/consent?x=1#y",
                "/w/widget/v/1/consent?x=1#y",
                "http://127.0.0.1:4001/widget/v/1/consent?x=1#y",
            ),
            (
                "https://mockbank.example/bank/2",
                "/b/bank/2",
                "http://127.0.0.1:4002/bank/2",
            ),
        ] {
            assert_eq!(
                roads.path(Surface::Webview, real),
                Some(format!("/webview{path}"))
            );
            assert_eq!(
                roads.path(Surface::Outside, real),
                Some(format!("/outside{path}"))
            );
            assert_eq!(roads.real(path).as_deref(), Some(real));
            assert_eq!(roads.upstream(real).as_deref(), Some(upstream));
        }
    }

    #[test]
    fn nothing_else_can_be_reached() {
        let roads = roads();
        for real in [
            "http://127.0.0.1:40011/widget/",
            "http://127.0.0.1:4002/bank/2",
            "https://mockbank.example.evil.example/",
            "https://mockbank.example@evil.example/",
            "http://127.0.0.1:4001",
            "vinculo-demo://success",
            "",
        ] {
            assert_eq!(roads.upstream(real), None, "{real}");
            assert_eq!(roads.path(Surface::Webview, real), None, "{real}");
        }
        for path in ["/x/y", "/w", "", "/webview/w/"] {
            assert_eq!(roads.real(path), None, "{path}");
        }
    }

    #[test]
    fn locations_are_resolved_and_callbacks_kept_as_written() {
        let base = "http://127.0.0.1:4001/widget/v/1/consent";
        for (location, expected) in [
            (
                "/widget/v/1/success",
                "http://127.0.0.1:4001/widget/v/1/success",
            ),
            ("mfa?x=1", "http://127.0.0.1:4001/widget/v/1/mfa?x=1"),
            (
                "https://mockbank.example/bank/2",
                "https://mockbank.example/bank/2",
            ),
            (
                "vinculo-demo://exit/N?a=b%20c",
                "vinculo-demo://exit/N?a=b%20c",
            ),
            ("MyApp://Success?x", "MyApp://Success?x"),
            ("http://[", "http://["),
        ] {
            assert_eq!(resolve(base, location), expected);
        }
        assert_eq!(
            without_fragment("https://a.example/?b#c#d"),
            "https://a.example/?b"
        );
    }

    #[test]
    fn pages_are_led_through_the_demo() {
        let html = r#"<link href="/widget/widget.css"><form action="/widget/v/1/x"></form>{"page":"/y"}</body>"#;
        assert_eq!(
            roads().page(Surface::Outside, "http://127.0.0.1:4001/widget/", html),
            r#"<link href="/outside/w/widget/widget.css"><form action="/outside/w/widget/v/1/x"></form>{"page":"/y"}<script src="/assets/in-page.js"></script></body>"#
        );
    }

    #[test]
    fn a_token_is_never_shown() {
        for (url, expected) in [
            (
                "https://w.example/?access_token=SECRET",
                "https://w.example/?access_token=***",
            ),
            (
                "https://w.example/?access_token=SECRET&locale=es&access_token=SECRET#x",
                "https://w.example/?access_token=***&locale=es&access_token=***#x",
            ),
            (
                "vinculo-demo://success?link=1",
                "vinculo-demo://success?link=1",
            ),
        ] {
            assert_eq!(shown(url), expected);
        }
    }
}
