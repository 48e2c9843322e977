//! Where the access token is taken from: never from an argument, which every process of the machine can see.

use std::env;
use std::io::Read;

use serde::Deserialize;
use vinculo::widget::AccessToken;

use super::CommandError;

/// The environment variable that holds the token.
pub(super) const TOKEN_VARIABLE: &str = "VINCULO_ACCESS_TOKEN";

/// More than any token answer has.
const MAX_STDIN_BYTES: u64 = 256 * 1024;

/// From the environment; `None` if it holds none.
pub(super) fn from_environment() -> Result<Option<String>, CommandError> {
    match env::var(TOKEN_VARIABLE) {
        Ok(token) => Ok(Some(token)),
        Err(env::VarError::NotPresent) => Ok(None),
        // The variable's content stays unsaid.
        Err(env::VarError::NotUnicode(_)) => Err(unusable(
            &format!("{TOKEN_VARIABLE} does not hold text"),
            "set it to the `access` value as it is",
        )),
    }
}

/// The token alone, or the token of an answer: Belvo's, or that of a backend that keeps the contract.
pub(super) fn from_reader(input: &mut impl Read) -> Result<Option<String>, CommandError> {
    let mut bytes = Vec::new();
    input
        .take(MAX_STDIN_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| {
            unusable(
                &format!("standard input cannot be read: {error}"),
                "check what is piped in, and run it again",
            )
        })?;
    let fix = "pipe in the token, or the whole answer of Belvo's POST /api/token/ or of a backend's POST /v1/connect-sessions";
    if bytes.len() as u64 > MAX_STDIN_BYTES {
        return Err(unusable(
            "standard input holds more than any token answer",
            fix,
        ));
    }
    let text =
        String::from_utf8(bytes).map_err(|_| unusable("standard input does not hold text", fix))?;
    if let Ok(Opened { access_token }) = serde_json::from_str(&text) {
        return Ok(Some(access_token));
    }
    if text.trim_start().starts_with('{') {
        let token =
            AccessToken::from_answer(&text).map_err(|error| unusable(&error.to_string(), fix))?;
        return Ok(Some(token.reveal().to_owned()));
    }
    // Tools end their output with a line break, which is no part of the token.
    Ok(Some(text.trim_end_matches(['\r', '\n']).to_owned()))
}

/// The answer of the contract.
#[derive(Deserialize)]
struct Opened {
    access_token: String,
}

fn unusable(what: &str, fix: &str) -> CommandError {
    CommandError {
        what: what.to_owned(),
        means: "there is no token to open the widget with, so no URL was written".to_owned(),
        fix: fix.to_owned(),
        code: 1,
    }
}
