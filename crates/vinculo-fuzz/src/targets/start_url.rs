//! Target `start_url`: lines of options as a start URL, and back.
//!
//! - a URL or problems, never both, never neither
//! - read back by hand, name by name, the URL says what was given, in the documented order
//! - checked again, the configuration is the same and gives the same URL
//! - the redacted form depends on neither token, external id nor extra values

use vinculo::widget::{AccessToken, BuiltUrl, WidgetConfigBuilder};

use crate::input::Input;

/// The options in the order of the URL, each with the letter that begins its line.
pub const OPTIONS: [(u8, &str); 13] = [
    (b'b', "base_url"),
    (b't', "access_token"),
    (b'l', "locale"),
    (b'y', "institution_types"),
    (b'i', "institutions"),
    (b'c', "country_codes"),
    (b'm', "access_mode"),
    (b'x', "external_id"),
    (b'r', "resources"),
    (b'g', "integration_type"),
    (b'd', "show_close_dialog"),
    (b's', "show_abandon_survey"),
    (b'+', "extra"),
];

#[derive(Default)]
struct Given {
    builder: WidgetConfigBuilder,
    token: Option<String>,
    /// What the URL must say, by place in [`OPTIONS`].
    expected: Vec<(usize, String, String)>,
}

/// Checks every property.
pub fn run(data: &[u8]) {
    let text = Input::of(data).text();
    let mut given = Given::default();
    for line in text.split('\n') {
        given.take(line);
    }
    let Given {
        builder,
        token,
        mut expected,
    } = given;
    match builder.start_url(token.as_deref()) {
        Err(error) => assert!(!error.problems().is_empty(), "refused without a problem"),
        Ok(built) => {
            // The last of an option counts, and extras keep their order behind all others.
            expected.sort_by_key(|(place, ..)| *place);
            says_what_was_given(&built, &expected);
            checked_again(&builder, token.as_deref().unwrap_or_default(), &built);
            redacts(&builder, &built);
        }
    }
}

impl Given {
    fn take(&mut self, line: &str) {
        let Some((letter, rest)) = line.split_at_checked(1) else {
            return;
        };
        let Some(place) = OPTIONS
            .iter()
            .position(|(own, _)| [*own] == *letter.as_bytes())
        else {
            return;
        };
        let (_, name) = OPTIONS[place];
        let list = || rest.split(',');
        let builder = std::mem::take(&mut self.builder);
        let mut says = Some((name.to_owned(), rest.to_owned()));
        self.builder = match name {
            "base_url" => {
                says = None;
                builder.base_url(rest)
            }
            "access_token" => {
                self.token = Some(rest.to_owned());
                builder
            }
            "locale" => builder.locale(rest),
            "institution_types" => builder.institution_types(list()),
            "institutions" => builder.institutions(list()),
            "country_codes" => builder.country_codes(list()),
            "access_mode" => builder.access_mode(rest),
            "external_id" => builder.external_id(rest),
            "resources" => builder.resources(list()),
            "integration_type" => builder.integration_type(rest),
            "show_close_dialog" | "show_abandon_survey" => {
                let yes = rest == "true";
                says = Some((name.to_owned(), yes.to_string()));
                if name == "show_close_dialog" {
                    builder.show_close_dialog(yes)
                } else {
                    builder.show_abandon_survey(yes)
                }
            }
            _ => {
                let (name, value) = rest.split_once('=').unwrap_or((rest, ""));
                says = Some((name.to_owned(), value.to_owned()));
                builder.extra(name, value)
            }
        };
        if let Some((says_name, value)) = says {
            if name != "extra" {
                self.expected.retain(|(other, ..)| *other != place);
            }
            self.expected.push((place, says_name, value));
        }
    }
}

fn says_what_was_given(built: &BuiltUrl, expected: &[(usize, String, String)]) {
    let url = built.url.reveal();
    // The host may hold signs that the URL standard allows there, a quotation mark for one.
    let (base, query) = url.split_once('?').unwrap_or((url, ""));
    assert!(
        base.bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'#')
    );
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~%=&,".contains(&byte);
    assert!(
        query.bytes().all(plain),
        "the query holds what must be escaped"
    );
    let found: Vec<(String, String)> = query
        .split('&')
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect();
    let wanted: Vec<(String, String)> = expected
        .iter()
        .map(|(_, name, value)| (name.clone(), value.clone()))
        .collect();
    assert!(
        found == wanted,
        "the URL says something else than was given"
    );
}

fn checked_again(builder: &WidgetConfigBuilder, token: &str, built: &BuiltUrl) {
    let (Ok(config), Ok(token)) = (builder.build(), AccessToken::new(token.to_owned())) else {
        panic!("good with a token, and bad without");
    };
    let Ok(again) = WidgetConfigBuilder::from(&config.config).build() else {
        panic!("a checked configuration is refused");
    };
    assert_eq!(config, again, "checked again it is another");
    let url = config.config.start_url(&token);
    assert!(url.is_ok_and(|url| url == *built.url), "two ways, two URLs");
}

fn redacts(builder: &WidgetConfigBuilder, built: &BuiltUrl) {
    let Ok(other) = builder.clone().start_url(Some("another.token")) else {
        panic!("another token is refused");
    };
    assert_eq!(built.url.redacted(), other.url.redacted());
    assert_eq!(format!("{:?}", built.url), format!("{:?}", other.url));
    let redacted = built.url.redacted();
    let (_, query) = redacted.split_once('?').unwrap_or_default();
    for pair in query.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or_default();
        let open = OPTIONS.iter().any(|(_, known)| *known == name);
        let secret = !open || matches!(name, "access_token" | "external_id");
        assert_eq!(
            secret,
            value == "***",
            "{name} is shown, or hidden for nothing"
        );
    }
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits: Vec<u8> = rest.by_ref().take(2).collect();
            let digits = std::str::from_utf8(&digits).unwrap_or_default();
            bytes.push(u8::from_str_radix(digits, 16).unwrap_or(b'%'));
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
