//! Whether a callback carries this session's nonce.

use crate::callback::{CallbackMatcher, CallbackUrls};

/// Tells this session's callbacks from another session's, as far as the URLs in force bear its nonce.
///
/// A custom scheme can be claimed and called by any app on the phone, and Belvo's own fixed hosts
/// (`myapp://error`, `belvowidget://success`) carry no nonce: without this, any app could hand us a link.
pub(super) struct NonceGuard {
    in_force: CallbackMatcher,
    /// Those in force that bear the nonce; none of them, no guard.
    nonced: CallbackMatcher,
    /// The same without it.
    family: CallbackMatcher,
    covers_all: bool,
}

impl NonceGuard {
    /// `None` when no URL in force bears the nonce, so that it proves nothing.
    pub(super) fn of(urls: &CallbackUrls, nonce: Option<&str>) -> Option<Self> {
        let nonce = nonce?;
        let all = [&urls.success, &urls.exit, &urls.event];
        let bare: Vec<Option<String>> = all.iter().map(|url| without_nonce(url, nonce)).collect();
        let first = bare.iter().position(Option::is_some)?;
        // A URL without nonce gives its place to one that has it.
        let pick = |index: usize| if bare[index].is_some() { index } else { first };
        let nonced = |index: usize| all[pick(index)].clone();
        let family = |index: usize| bare[pick(index)].clone().unwrap_or_default();
        Some(Self {
            in_force: CallbackMatcher::new(urls).ok()?,
            nonced: CallbackMatcher::new(&three(nonced)).ok()?,
            family: CallbackMatcher::new(&three(family)).ok()?,
            covers_all: bare.iter().all(Option::is_some),
        })
    }

    /// Whether every URL in force bears the nonce.
    pub(super) fn covers_all(&self) -> bool {
        self.covers_all
    }

    /// A URL of ours but for the nonce: it has another, or none.
    pub(super) fn is_foreign(&self, url: &str) -> bool {
        self.family.is_sibling(url) && !self.is_in_force(url)
    }

    /// Whether the URL is one in force, with or without nonce.
    pub(super) fn is_in_force(&self, url: &str) -> bool {
        self.in_force.is_configured(url)
    }

    /// Whether the URL bears the nonce.
    pub(super) fn is_nonced(&self, url: &str) -> bool {
        self.nonced.is_configured(url)
    }
}

fn three(url: impl Fn(usize) -> String) -> CallbackUrls {
    CallbackUrls {
        success: url(0),
        exit: url(1),
        event: url(2),
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
    fn own_nonce_is_told_from_any_other() {
        let guard = NonceGuard::of(&urls("/abc"), Some("abc")).unwrap();
        assert!(guard.covers_all());
        assert!(guard.is_nonced("myapp://success/abc?link=1"));
        for foreign in [
            "myapp://success/abd?link=1",
            "myapp://success?link=1",
            "https://app.example/exit/zzz",
        ] {
            assert!(
                guard.is_foreign(foreign) && !guard.is_nonced(foreign),
                "{foreign}"
            );
        }
        for other in [
            "myapp://settings",
            "belvowidget://success?link=1",
            "https://app.example/",
        ] {
            assert!(
                !guard.is_foreign(other) && !guard.is_nonced(other),
                "{other}"
            );
        }
    }

    #[test]
    fn one_url_without_nonce_does_not_disarm_the_others() {
        let mut urls = urls("/abc");
        "myapp://exit".clone_into(&mut urls.exit);
        let guard = NonceGuard::of(&urls, Some("abc")).unwrap();
        assert!(!guard.covers_all());
        assert!(guard.is_nonced("myapp://success/abc?link=1"));
        assert!(
            guard.is_in_force("myapp://exit?link=1") && !guard.is_nonced("myapp://exit?link=1")
        );
    }
}
