//! The URLs, messages and tokens that the world is made of.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use vinculo::callback::CallbackUrls;
use vinculo::session::SessionConfig;

use crate::act::{Place, Posted};

/// The session's id; the outcomes are this, a dot, and their number.
pub(crate) const SESSION: &str = "session-1";
pub(crate) const NONCE: &str = "n0nce-n0nce-n0nce";
/// Stands in every token, and may stand nowhere else.
pub(crate) const TOKEN_MARK: &str = "SECRETtoken";
pub(crate) const LINK: &str = "cb65f82c-dc93-4d3e-8270-9a27528397f5";
pub(crate) const OTHER_LINK: &str = "0d0d7f5e-1111-4222-8333-444455556666";
pub(crate) const INSTITUTION: &str = "erebor_mx_retail";
/// The wall clock at the start, as in vectors.
pub(crate) const WALL_START_MS: i64 = 1_700_000_000_000;

/// A configuration with a nonce, and the question before closing.
pub(crate) fn config() -> SessionConfig {
    let urls = CallbackUrls {
        success: "myapp://success".to_owned(),
        exit: "myapp://exit".to_owned(),
        event: "myapp://event".to_owned(),
    };
    SessionConfig::new(SESSION, NONCE, urls)
}

pub(crate) fn outcome_id(index: usize) -> String {
    format!("{SESSION}.{}", index + 1)
}

/// `urls` are those in force.
pub(crate) fn url(place: Place, urls: &CallbackUrls) -> String {
    let CallbackUrls {
        success,
        exit,
        event,
    } = urls;
    match place {
        Place::Success => format!("{success}?link={LINK}&institution={INSTITUTION}"),
        Place::OtherSuccess => format!("{success}?link={OTHER_LINK}"),
        Place::SuccessWithoutLink => success.clone(),
        Place::Exit => exit.clone(),
        Place::ExitWithError => format!(
            "{exit}?last_encountered_error_code=login_error&meta_data_institution_name={INSTITUTION}"
        ),
        Place::TokenRejected => format!("{exit}?error=ACCESS_TOKEN_NOT_VALID&error_message=x"),
        Place::BareTokenRejected => {
            "myapp://error?error=ACCESS_TOKEN_NOT_VALID&error_message=x".to_owned()
        }
        Place::Error => format!("{event}?error=something_new&error_message=x"),
        Place::ErrorWithLink => format!("{event}?error=something_new&link={LINK}"),
        Place::Warning => "myapp://warning?warning=institution_disabled".to_owned(),
        Place::Unknown => "myapp://settings".to_owned(),
        Place::ForeignSuccess => {
            format!("myapp://success/another-nonce-0000?link={OTHER_LINK}")
        }
        Place::BareSuccess => format!("myapp://success?link={OTHER_LINK}"),
        Place::BuiltInSuccess => format!("belvowidget://success?link={OTHER_LINK}"),
        Place::ForeignExit => "myapp://exit/another-nonce-0000".to_owned(),
        Place::Widget => "https://widget.belvo.io/next".to_owned(),
        Place::Bank => "https://bank.example/login".to_owned(),
        Place::BankApp => "bankapp://authorise".to_owned(),
        Place::Intent => "intent://pay#Intent;scheme=bankapp;S.browser_fallback_url=https%3A%2F%2Fbank.example%2Fpay;end".to_owned(),
        Place::Fallback => "https://bank.example/pay".to_owned(),
        Place::Call => "tel:123".to_owned(),
        Place::Script => "javascript:alert(1)".to_owned(),
        Place::Refusal => "https://api.belvo.com/api/consents/callback/#error_description=risk_analysis_denied".to_owned(),
        Place::Nonsense => "\u{1}: no url".to_owned(),
    }
}

pub(crate) fn message(posted: Posted) -> String {
    match posted {
        Posted::Institution => {
            r#"{"eventName":"PAGE_LOAD","metadata":{"institution_name":"erebor_mx_retail"}}"#
        }
        Posted::Error => r#"{"eventName":"ERROR","meta_data":{"error_code":"login_error"}}"#,
        Posted::Warning => r#"{"eventName":"WARNING","meta_data":{"error_code":"slow_bank"}}"#,
        Posted::Nonsense => "{",
    }
    .to_owned()
}

/// A token like Belvo's (a JWT that nobody signed), unlike any other; `exp` in seconds since 1970.
pub(crate) fn token(number: u64, exp: Option<i64>) -> String {
    let claims = exp.map_or_else(|| "{}".to_owned(), |exp| format!("{{\"exp\":{exp}}}"));
    format!(
        "{TOKEN_MARK}.{}.{number}",
        BASE64_URL_SAFE_NO_PAD.encode(claims)
    )
}

#[cfg(test)]
mod tests {
    use vinculo::widget::AccessToken;

    use super::*;

    #[test]
    fn a_token_tells_when_it_expires_and_holds_the_mark() {
        for exp in [1, 12, 1_700_001_200, 17_000_012_000] {
            let text = token(7, Some(exp));
            assert!(text.contains(TOKEN_MARK) && text != token(8, Some(exp)));
            let token = AccessToken::new(text).unwrap();
            assert_eq!(token.expires_at_wall_ms(), Some(exp * 1000));
        }
        let token = AccessToken::new(token(7, None)).unwrap();
        assert_eq!(token.expires_at_wall_ms(), None);
    }
}
