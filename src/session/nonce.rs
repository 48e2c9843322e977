//! Whether a callback carries this session's nonce.

use crate::callback::{CallbackMatcher, CallbackUrls};

/// Tells this session's callbacks from another session's, while the URLs in force bear its nonce.
///
/// A custom scheme can be claimed and called by any app on the phone, and Belvo's own fixed hosts
/// (`myapp://error`, `belvowidget://success`) carry no nonce: without this, any app could hand us a link.
pub(super) struct NonceGuard {
    bound: CallbackMatcher,
    family: CallbackMatcher,
}

impl NonceGuard {
    /// `None` when the URLs in force do not all end in the nonce, so that it proves nothing.
    pub(super) fn of(urls: &CallbackUrls, nonce: Option<&str>) -> Option<Self> {
        let nonce = nonce?;
        let family = CallbackUrls {
            success: without_nonce(&urls.success, nonce)?,
            exit: without_nonce(&urls.exit, nonce)?,
            event: without_nonce(&urls.event, nonce)?,
        };
        Some(Self {
            bound: CallbackMatcher::new(urls).ok()?,
            family: CallbackMatcher::new(&family).ok()?,
        })
    }

    /// A URL of ours but for the nonce: it has another, or none.
    pub(super) fn is_foreign(&self, url: &str) -> bool {
        self.family.is_sibling(url) && !self.is_bound(url)
    }

    /// Whether the URL is one in force, nonce included.
    pub(super) fn is_bound(&self, url: &str) -> bool {
        self.bound.is_configured(url)
    }
}

/// The URL without the nonce as its last path segment; `None` if it does not end in it.
fn without_nonce(url: &str, nonce: &str) -> Option<String> {
    let path_end = url.find(['?', '#']).unwrap_or(url.len());
    let (path, rest) = url.split_at(path_end);
    let base = path.strip_suffix(nonce)?.strip_suffix('/')?;
    Some(format!("{base}{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn urls(suffix: &str) -> CallbackUrls {
        CallbackUrls {
            success: format!("myapp://success{suffix}"),
            exit: format!("https://app.example/exit{suffix}?x=1"),
            event: format!("myapp://event{suffix}"),
        }
    }

    #[test]
    fn urls_without_the_nonce_cannot_be_guarded() {
        assert!(NonceGuard::of(&urls("/abc"), None).is_none());
        assert!(NonceGuard::of(&urls(""), Some("abc")).is_none());
        assert!(NonceGuard::of(&urls("/abc"), Some("abd")).is_none());
    }

    #[test]
    fn own_nonce_is_bound_and_any_other_is_foreign() {
        let guard = NonceGuard::of(&urls("/abc"), Some("abc")).unwrap();
        assert!(guard.is_bound("myapp://success/abc?link=1"));
        for foreign in [
            "myapp://success/abd?link=1",
            "myapp://success?link=1",
            "https://app.example/exit/zzz",
        ] {
            assert!(
                guard.is_foreign(foreign) && !guard.is_bound(foreign),
                "{foreign}"
            );
        }
        for other in [
            "myapp://settings",
            "belvowidget://success?link=1",
            "https://app.example/",
        ] {
            assert!(
                !guard.is_foreign(other) && !guard.is_bound(other),
                "{other}"
            );
        }
    }
}
