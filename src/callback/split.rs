//! Cuts a URL at its delimiters, decoding nothing and copying nothing.
//!
//! Custom schemes are cut by hand because web engines do not normalise them (`webviews.md` §2): host
//! and path keep their case, and the text is compared as it stands.

use std::borrow::Cow;

/// A URL in borrowed pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Split<'a> {
    pub(super) scheme: &'a str,
    /// False for `scheme:success`.
    pub(super) has_slash: bool,
    /// Host, port and userinfo; for `scheme:success` what stands in its place.
    pub(super) authority: &'a str,
    pub(super) path: &'a str,
    pub(super) query: Option<&'a str>,
    pub(super) fragment: Option<&'a str>,
    /// Everything before query and fragment.
    pub(super) before_query: &'a str,
}

impl<'a> Split<'a> {
    /// `None` without a scheme. Underscores pass: the documentation's placeholder has them.
    pub(super) fn of(text: &'a str) -> Option<Self> {
        let scheme = scheme_of(text)?;
        let (before_fragment, fragment) = cut(text, '#');
        let (before_query, query) = cut(before_fragment, '?');
        let rest = before_query.get(scheme.len() + 1..)?;
        // `scheme:/path` has an empty authority; `scheme:success` reads like `scheme://success`.
        let location = rest.strip_prefix("//").unwrap_or(rest);
        let (authority, path) = location.split_at(location.find('/').unwrap_or(location.len()));
        Some(Self {
            scheme,
            has_slash: rest.starts_with(['/', '\\']),
            // An empty port is none.
            authority: authority.strip_suffix(':').unwrap_or(authority),
            path,
            query,
            fragment,
            before_query,
        })
    }

    /// Authority and path as a browser cuts an http(s) URL: any number of slashes, either way round,
    /// may stand before the authority.
    pub(super) fn web_parts(&self) -> (&'a str, &'a str) {
        let rest = self.before_query.get(self.scheme.len() + 1..);
        let rest = rest.unwrap_or_default().trim_start_matches(['/', '\\']);
        rest.split_at(rest.find(['/', '\\']).unwrap_or(rest.len()))
    }
}

/// The scheme, if the text begins with one: a letter or underscore, then letters, digits and `+-._`.
pub(super) fn scheme_of(text: &str) -> Option<&str> {
    let end = text.bytes().position(|b| !is_scheme_byte(b))?;
    let starts_well = text
        .bytes()
        .next()
        .is_some_and(|b| b.is_ascii_alphabetic() || b == b'_');
    (text.as_bytes().get(end) == Some(&b':') && starts_well)
        .then(|| text.get(..end))
        .flatten()
}

pub(super) fn is_scheme_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.' | b'_')
}

/// Trims what browsers trim: spaces and control characters at both ends.
pub(super) fn trim_ends(text: &str) -> &str {
    text.trim_matches(|c: char| c <= ' ')
}

/// Removes what browsers remove inside: tabs and line breaks.
pub(super) fn without_breaks(text: &str) -> Cow<'_, str> {
    if has_byte(text, |b| matches!(b, b'\t' | b'\n' | b'\r')) {
        Cow::Owned(text.replace(['\t', '\n', '\r'], ""))
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether one of the bytes is wanted. Without an early exit, so that the compiler can look at many at once: nearly
/// every URL holds none.
pub(super) fn has_byte(text: &str, wanted: impl Fn(u8) -> bool) -> bool {
    text.bytes().fold(false, |found, byte| found | wanted(byte))
}

/// A path without its one trailing slash.
pub(super) fn without_slash(path: &str) -> &str {
    path.strip_suffix('/').unwrap_or(path)
}

/// Whether two texts are one to a web engine, which percent-encodes what is not plain ASCII in
/// custom-scheme URLs while an operating system may hand over the same text raw.
pub(super) fn same_text(a: &str, b: &str) -> bool {
    a == b || as_engines_write(a).eq(as_engines_write(b))
}

/// Like [`same_text`], without regard to ASCII case: for hosts.
pub(super) fn same_host(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b)
        || as_engines_write(a)
            .map(|b| b.to_ascii_lowercase())
            .eq(as_engines_write(b).map(|b| b.to_ascii_lowercase()))
}

fn as_engines_write(text: &str) -> impl Iterator<Item = u8> {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    text.bytes().flat_map(|byte| {
        let encode = byte <= b' ' || byte >= 0x7f || b"\"<>`{}|^".contains(&byte);
        let (bytes, length) = if encode {
            let high = HEX[usize::from(byte >> 4)];
            let low = HEX[usize::from(byte & 0xf)];
            ([b'%', high, low], 3)
        } else {
            ([byte, 0, 0], 1)
        };
        bytes.into_iter().take(length)
    })
}

fn cut(text: &str, at: char) -> (&str, Option<&str>) {
    match text.split_once(at) {
        Some((before, after)) => (before, Some(after)),
        None => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Pieces<'a> = (&'a str, &'a str, &'a str, Option<&'a str>, Option<&'a str>);

    fn pieces(text: &str) -> Option<Pieces<'_>> {
        Split::of(text).map(|s| (s.scheme, s.authority, s.path, s.query, s.fragment))
    }

    #[test]
    fn cuts_at_the_delimiters() {
        assert_eq!(
            pieces("myapp://h:1/p/q?a=b?c#d#e?f"),
            Some(("myapp", "h:1", "/p/q", Some("a=b?c"), Some("d#e?f")))
        );
        assert_eq!(
            pieces("myapp://exit#?x"),
            Some(("myapp", "exit", "", None, Some("?x")))
        );
        assert_eq!(
            pieces("myapp:success/a?"),
            Some(("myapp", "success", "/a", Some(""), None))
        );
        assert_eq!(
            pieces("myapp:/success"),
            Some(("myapp", "", "/success", None, None))
        );
        assert_eq!(
            pieces("myapp:///success"),
            Some(("myapp", "", "/success", None, None))
        );
        assert_eq!(pieces("myapp:"), Some(("myapp", "", "", None, None)));
    }

    #[test]
    fn no_scheme_no_split() {
        for text in ["", ":", "host.tld", "1app://x", "my app://x", "é://x", "a"] {
            assert_eq!(pieces(text), None, "{text}");
        }
    }

    #[test]
    fn compares_as_engines_write() {
        assert!(same_text("/sucesso é", "/sucesso%20%C3%A9"));
        assert!(!same_text("/Success", "/success"));
        assert!(same_host("B\u{fc}cher", "b%c3%BCcher"));
        assert!(!same_host("success", "success.evil"));
    }

    #[test]
    fn finds_userinfo_behind_any_slashes() {
        for text in [
            "https://u@h/",
            "https:u:p@h",
            r"https:\\u@h/a",
            "https:///u@h",
        ] {
            let (authority, _) = Split::of(text).unwrap().web_parts();
            assert!(authority.contains('@'), "{text}");
        }
        let split = Split::of("https://h/a@b").unwrap();
        assert_eq!(split.web_parts(), ("h", "/a@b"));
    }
}
