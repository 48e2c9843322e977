//! Android's `intent:` URIs, reduced to what is safe to start.
//!
//! `intent://host/path#Intent;scheme=bankapp;package=com.bank;S.browser_fallback_url=https%3A…;end`,
//! read as Android's `Intent.parseUri` does: the part behind the last `#`, items up to `end`, values decoded
//! once, the last of several wins. A page could name any component of any app that way, so only the target and the
//! package survive.

use percent_encoding::percent_decode_str;

use super::scheme::is_scheme;

/// What is kept of an intent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Intent<'a> {
    /// What stands between `intent:` and `#Intent;`, such as `//host/path`.
    pub(super) data: &'a str,
    /// The scheme of the target, in lower case.
    pub(super) scheme: Option<String>,
    /// The app it is meant for.
    pub(super) package: Option<String>,
    /// Where a browser would go without the app; any text so far.
    pub(super) fallback: Option<String>,
}

impl<'a> Intent<'a> {
    /// `None` for what Android would refuse or what could be read in two ways: no `#Intent;`, no
    /// `end`, a second `#Intent;`, a scheme that is none.
    pub(super) fn parse(uri: &'a str) -> Option<Self> {
        let (data, items) = uri.strip_prefix("intent:")?.rsplit_once('#')?;
        let items = items.strip_prefix("Intent;")?;
        if data.contains("#Intent;") {
            return None;
        }
        let mut intent = Self {
            data,
            scheme: None,
            package: None,
            fallback: None,
        };
        let mut in_selector = false;
        for item in items.split(';') {
            match item.split_once('=') {
                None if item == "end" => return intent.checked(),
                None if item == "SEL" => in_selector = true,
                Some((key, value)) if !in_selector => intent.set(key, value),
                None | Some(_) => {}
            }
        }
        None
    }

    /// The intent that may be started: target and package, nothing else.
    pub(super) fn cleaned(&self) -> String {
        let mut cleaned = format!("intent:{}#Intent;", self.data);
        for (key, value) in [("scheme", &self.scheme), ("package", &self.package)] {
            if let Some(value) = value {
                cleaned.extend([key, "=", value, ";"]);
            }
        }
        cleaned.push_str("end");
        cleaned
    }

    fn set(&mut self, key: &str, value: &str) {
        let field = match key {
            "scheme" => &mut self.scheme,
            "package" => &mut self.package,
            "S.browser_fallback_url" => &mut self.fallback,
            _ => return,
        };
        let value = percent_decode_str(value).decode_utf8_lossy();
        *field = (!value.is_empty()).then(|| value.into_owned());
    }

    fn checked(mut self) -> Option<Self> {
        self.package = self.package.filter(|package| is_package(package));
        if let Some(scheme) = &mut self.scheme {
            scheme.make_ascii_lowercase();
            if !is_scheme(scheme) {
                return None;
            }
        }
        Some(self)
    }
}

/// An Android application id: two or more Java names with dots between.
fn is_package(text: &str) -> bool {
    text.contains('.')
        && text.split('.').all(|name| {
            name.starts_with(|first: char| first.is_ascii_alphabetic())
                && name
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_target_and_the_package_survive() {
        for (uri, cleaned) in [
            (
                "intent://pay/x?y=1#Intent;scheme=bankapp;package=com.bank;end",
                "intent://pay/x?y=1#Intent;scheme=bankapp;package=com.bank;end",
            ),
            (
                "intent:#Intent;package=com.bank_1.App;scheme=BankApp;end",
                "intent:#Intent;scheme=bankapp;package=com.bank_1.App;end",
            ),
            (
                "intent://a#b#Intent;scheme=x;end",
                "intent://a#b#Intent;scheme=x;end",
            ),
            (
                "intent://a#Intent;action=android.intent.action.CALL;category=c;component=com.bank/.Secret;\
                 launchFlags=0x1;type=text;sourceBounds=1;S.token=x;B.b=true;scheme=x;end",
                "intent://a#Intent;scheme=x;end",
            ),
            (
                "intent://a#Intent;scheme=x;SEL;component=a/b;package=com.evil;scheme=javascript;end",
                "intent://a#Intent;scheme=x;end",
            ),
            (
                "intent://a#Intent;scheme=x;package=no;end",
                "intent://a#Intent;scheme=x;end",
            ),
            (
                "intent://a#Intent;scheme=x;package=com.a%3Bcomponent=b;end",
                "intent://a#Intent;scheme=x;end",
            ),
            (
                "intent://a#Intent;scheme=x;scheme=y;end;scheme=z;end",
                "intent://a#Intent;scheme=y;end",
            ),
            (
                "intent://a#Intent;scheme=;package=;;end",
                "intent://a#Intent;end",
            ),
        ] {
            assert_eq!(Intent::parse(uri).unwrap().cleaned(), cleaned, "{uri}");
        }
    }

    #[test]
    fn the_fallback_is_decoded_once() {
        for (item, fallback) in [
            (
                "https%3A%2F%2Fbank.example%2F%3Fa%3D%2520",
                Some("https://bank.example/?a=%20"),
            ),
            (
                "https://bank.example/?a=b=c",
                Some("https://bank.example/?a=b=c"),
            ),
            ("%FF%zz+", Some("\u{fffd}%zz+")),
            ("", None),
        ] {
            let uri = format!("intent:#Intent;S.browser_fallback_url={item};end");
            assert_eq!(
                Intent::parse(&uri).unwrap().fallback.as_deref(),
                fallback,
                "{item}"
            );
        }
    }

    #[test]
    fn what_android_would_refuse_or_read_otherwise_is_none() {
        for uri in [
            "intent:",
            "intent://a",
            "intent://a#",
            "intent://a#Intent",
            "intent://a#Intent;",
            "intent://a#intent;scheme=x;end",
            "intent://a#Intent;scheme=x;",
            "intent://a#Intent;scheme=x;ended",
            "intent://a#Intent;scheme=x;end=1",
            "intent://a#Intent;scheme=x;end#b",
            "intent://a#Intent;scheme=javascript;end#Intent;scheme=x;end",
            "intent://a#Intent;scheme=x%3Bcomponent%3Da;end",
            "intent://a#Intent;scheme=your_scheme;end",
            "intent://a#Intent;scheme=%20;end",
            "android-app://com.bank#Intent;scheme=x;end",
        ] {
            assert_eq!(Intent::parse(uri), None, "{uri}");
        }
    }
}
