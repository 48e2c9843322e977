//! What is worked on. The callbacks are Belvo's own examples (`vectors/callbacks/documented.json`) under a session's URLs.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use vinculo::callback::{CallbackMatcher, CallbackUrls, LinkId};
use vinculo::navigation::{Frame, Navigation, NavigationPolicy, Navigator};
use vinculo::session::{Ending, Now, Outcome, SessionConfig};
use vinculo::widget::{AccessToken, CountryCode, Locale, WidgetConfig};

/// As a session's URLs carry it.
pub const NONCE: &str = "6f1c2a9be47d4e0f8a35c1d2b3e4f506";
/// The link of Belvo's examples.
pub const LINK: &str = "cb65f82c-dc93-4d3e-8270-9a27528397f5";
/// The institution of Belvo's examples.
pub const INSTITUTION: &str = "erebor_br_retail";
/// A page of the widget.
pub const WIDGET_PAGE: &str =
    "https://widget.belvo.io/institutions?locale=pt&integration_type=openfinance&country_codes=BR";
/// A bank's page in the main frame.
pub const BANK_PAGE: &str =
    "https://login.bank.example/oauth/authorize?client_id=belvo&state=8f14e45fceea167a";

const MESSAGE: &str = "Impossible to login, something unexpected happened while logging into the institution. Try again later.";
/// Portuguese, so that some of it is two bytes, three times as many when encoded.
const LONG_MESSAGE: &str = "A instituição não respondeu: não foi possível concluir a conexão. ";

/// As JavaScript's `encodeURIComponent`.
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'!')
    .remove(b'~')
    .remove(b'*')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')');

/// A callback URL, and what it says.
pub struct Sample {
    /// Part of names.
    pub name: &'static str,
    /// For a reader.
    pub about: &'static str,
    /// The URL as the widget navigates to it.
    pub url: String,
    /// Names and values of its parameters.
    pub fields: Vec<(&'static str, String)>,
}

/// The three sizes that a widget sends.
#[must_use]
pub fn samples() -> [Sample; 3] {
    [
        Sample::of(
            "success",
            "success",
            "success",
            vec![
                ("link", LINK.to_owned()),
                ("institution", INSTITUTION.to_owned()),
            ],
        ),
        Sample::of("error", "exit after an error", "exit", exit(MESSAGE)),
        Sample::of(
            "large",
            "exit with a long message",
            "exit",
            exit(&long_message(3_000)),
        ),
    ]
}

/// Text of at least so many bytes, decoded.
#[must_use]
pub fn long_message(bytes: usize) -> String {
    LONG_MESSAGE.repeat(bytes.div_ceil(LONG_MESSAGE.len()))
}

/// An error whose URL has just this length; `None` if it needs more.
#[must_use]
pub fn error_of_length(bytes: usize) -> Option<String> {
    let mut url = format!("myapp://exit/{NONCE}?error=x&error_message=");
    bytes.checked_sub(url.len())?;
    for character in LONG_MESSAGE.chars().cycle() {
        let character = encoded(character.encode_utf8(&mut [0; 4]));
        if url.len() + character.len() > bytes {
            break;
        }
        url.push_str(&character);
    }
    url.push_str(&"a".repeat(bytes - url.len()));
    Some(url)
}

/// An app's callback URLs.
#[must_use]
pub fn callback_urls() -> CallbackUrls {
    CallbackUrls {
        success: "myapp://success".to_owned(),
        exit: "myapp://exit".to_owned(),
        event: "myapp://event".to_owned(),
    }
}

/// The same as an app link.
#[must_use]
pub fn web_callback_urls() -> CallbackUrls {
    CallbackUrls {
        success: "https://app.example/belvo/success".to_owned(),
        exit: "https://app.example/belvo/exit".to_owned(),
        event: "https://app.example/belvo/event".to_owned(),
    }
}

/// For the URLs of one session.
#[must_use]
pub fn matcher(urls: &CallbackUrls) -> CallbackMatcher {
    CallbackMatcher::new(&urls.with_nonce(NONCE)).unwrap()
}

/// The default policy.
#[must_use]
pub fn navigator() -> Navigator {
    Navigator::new(&NavigationPolicy::default(), matcher(&callback_urls())).unwrap()
}

/// In the main frame, as Android asks.
#[must_use]
pub fn navigation(url: &str) -> Navigation {
    Navigation {
        url: url.to_owned().into(),
        frame: Frame::Main,
        redirect: None,
        post: None,
        user_gesture: None,
    }
}

/// What an app in Brazil would set.
#[must_use]
pub fn widget() -> WidgetConfig {
    WidgetConfig::builder()
        .locale(Locale::Pt)
        .country_codes([CountryCode::Br])
        .external_id("user-42")
        .build()
        .unwrap()
        .config
}

/// A session of that app.
#[must_use]
pub fn session_config() -> SessionConfig {
    let mut config = SessionConfig::new(
        "5a0c7f8e-3b1d-4c2a-9e6f-7d8b9c0a1e2f",
        NONCE,
        callback_urls(),
    );
    config.widget = widget();
    config
}

/// A token without claims, of the length of Belvo's.
#[must_use]
pub fn token() -> AccessToken {
    AccessToken::new(format!(
        "eyJhbGciOiJIUzUxMiJ9.{}.{}",
        "c".repeat(420),
        "s".repeat(86)
    ))
    .unwrap()
}

/// Of so many sessions.
#[must_use]
pub fn outcomes(count: usize) -> Vec<Outcome> {
    (0..count).map(outcome).collect()
}

fn outcome(number: usize) -> Outcome {
    let session_id = format!("5a0c7f8e-3b1d-4c2a-9e6f-{number:012}");
    Outcome {
        id: format!("{session_id}.1"),
        session_id,
        sequence: 1,
        ending: Ending::Connected {
            link: LinkId::new(LINK),
            institution: Some(INSTITUTION.to_owned()),
            late: false,
            other_link: false,
        },
    }
}

/// Some time.
#[must_use]
pub fn now() -> Now {
    Now {
        wall_ms: 1_700_000_000_000,
        mono_ms: 1_000,
    }
}

impl Sample {
    fn of(
        name: &'static str,
        about: &'static str,
        host: &str,
        fields: Vec<(&'static str, String)>,
    ) -> Self {
        let query: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        Self {
            name,
            about,
            url: format!("myapp://{host}/{NONCE}?{}", query.join("&")),
            fields,
        }
    }
}

fn exit(message: &str) -> Vec<(&'static str, String)> {
    vec![
        ("last_encountered_error_code", "login_error".to_owned()),
        ("last_encountered_error_message", message.to_owned()),
        ("meta_data_institution_name", INSTITUTION.to_owned()),
        ("meta_data_step", "abandon-survey".to_owned()),
    ]
}

/// Percent-encoded.
#[must_use]
pub fn encoded(text: &str) -> String {
    utf8_percent_encode(text, COMPONENT).to_string()
}
