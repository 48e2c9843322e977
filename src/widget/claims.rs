//! What the token says about itself, unverified.

use serde_json::Value;

use super::environment::Environment;

/// Claims over 16 KiB are not read.
const MAX_CLAIMS_BYTES: usize = 16 * 1024;

/// Hints from the claims of a Belvo JWT (the documented sample). Nobody checked the signature: they
/// warn of mistakes and never grant anything. A token that is no JWT gives none.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Claims {
    pub(super) environment: Option<Environment>,
    pub(super) expires_at_wall_ms: Option<i64>,
    pub(super) issued_at_wall_ms: Option<i64>,
    pub(super) updates_link: bool,
}

impl Claims {
    pub(super) fn read(token: &str) -> Self {
        payload(token)
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .map_or_else(Self::default, |claims: Value| Self {
                environment: environment(&claims),
                expires_at_wall_ms: wall_ms(&claims["exp"]),
                issued_at_wall_ms: wall_ms(&claims["iat"]),
                updates_link: claims["link"]["id"]
                    .as_str()
                    .is_some_and(|id| !id.is_empty()),
            })
    }
}

fn environment(claims: &Value) -> Option<Environment> {
    let text = |name: &str| claims[name].as_str();
    text("environment")
        .and_then(Environment::from_name)
        .or_else(|| text("api_url").and_then(Environment::from_host))
        .or_else(|| text("iss").and_then(Environment::from_host))
}

/// Seconds since 1970 as milliseconds.
fn wall_ms(seconds: &Value) -> Option<i64> {
    seconds.as_i64()?.checked_mul(1000)
}

fn payload(token: &str) -> Option<Vec<u8>> {
    let mut parts = token.split('.');
    let (_header, payload, _signature) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || payload.len() > MAX_CLAIMS_BYTES.div_ceil(3) * 4 {
        return None;
    }
    decode_base64url(payload)
}

/// RFC 4648 §5, padding optional. By hand, because a crate for twenty lines costs every phone.
fn decode_base64url(text: &str) -> Option<Vec<u8>> {
    let text = text.trim_end_matches('=');
    if text.len() % 4 == 1 {
        return None;
    }
    let mut out = Vec::with_capacity(text.len() / 4 * 3 + 2);
    let mut bits: u32 = 0;
    let mut held = 0;
    for byte in text.bytes() {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(six);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held).to_le_bytes()[0]);
        }
    }
    Some(out)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A token with these claims; the signature is not one.
    pub(in super::super) fn token_with(claims: &str) -> String {
        format!(
            "eyJhbGciOiJIUzUxMiJ9.{}.c2ln",
            encode_base64url(claims.as_bytes())
        )
    }

    fn encode_base64url(bytes: &[u8]) -> String {
        const ALPHABET: &[u8; 64] =
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let mut out = String::new();
        for chunk in bytes.chunks(3) {
            let mut group = [0; 3];
            group[..chunk.len()].copy_from_slice(chunk);
            let word = u32::from_be_bytes([0, group[0], group[1], group[2]]);
            for index in 0..=chunk.len() {
                let six = (word >> (18 - 6 * index)) & 63;
                out.push(char::from(ALPHABET[six as usize]));
            }
        }
        out
    }

    #[test]
    fn base64url_of_the_rfc() {
        // RFC 4648 §10, and the two characters that differ from plain base64.
        for (text, bytes) in [
            ("", &b""[..]),
            ("Zg", b"f"),
            ("Zg==", b"f"),
            ("Zm8", b"fo"),
            ("Zm9v", b"foo"),
            ("Zm9vYg", b"foob"),
            ("Zm9vYmFy", b"foobar"),
            ("-_-_", b"\xfb\xff\xbf"),
        ] {
            assert_eq!(decode_base64url(text).as_deref(), Some(bytes), "{text}");
        }
        for text in ["Z", "Zm9vY", "Zm+/", "Z g", "é"] {
            assert_eq!(decode_base64url(text), None, "{text}");
        }
    }

    #[test]
    fn the_documented_claims_are_read() {
        // A literal, so that the encoder above is not its own judge:
        // {"exp":1700001200,"iat":1700000000,"environment":"sandbox"}
        let token = "eyJhbGciOiJIUzUxMiJ9.\
                     eyJleHAiOjE3MDAwMDEyMDAsImlhdCI6MTcwMDAwMDAwMCwiZW52aXJvbm1lbnQiOiJzYW5kYm94In0.c2ln";
        let claims = Claims::read(token);
        assert_eq!(claims.environment, Some(Environment::Sandbox));
        assert_eq!(claims.expires_at_wall_ms, Some(1_700_001_200_000));
        assert_eq!(claims.issued_at_wall_ms, Some(1_700_000_000_000));
        assert!(!claims.updates_link);
    }

    #[test]
    fn the_environment_falls_back_to_the_hosts() {
        for (claims, expected) in [
            (
                r#"{"api_url":"sandbox.belvo.com"}"#,
                Some(Environment::Sandbox),
            ),
            (r#"{"iss":"api.belvo.com"}"#, Some(Environment::Production)),
            (
                r#"{"environment":"production","iss":"sandbox.belvo.com"}"#,
                Some(Environment::Production),
            ),
            (r#"{"environment":7,"iss":"elsewhere.example"}"#, None),
        ] {
            assert_eq!(
                Claims::read(&token_with(claims)).environment,
                expected,
                "{claims}"
            );
        }
    }

    #[test]
    fn a_link_means_update_mode() {
        let updates = |claims: &str| Claims::read(&token_with(claims)).updates_link;
        assert!(updates(r#"{"link":{"id":"a","status":"invalid"}}"#));
        assert!(!updates(r#"{"link":null}"#));
        assert!(!updates(r#"{"link":{"id":""}}"#));
    }

    #[test]
    fn anything_else_gives_no_hint() {
        let long = format!(r#"{{"exp":1,"pad":"{}"}}"#, "x".repeat(MAX_CLAIMS_BYTES));
        let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
        for token in [
            String::new(),
            "opaque".to_owned(),
            "a.b.c".to_owned(),
            "a.b.c.d".to_owned(),
            token_with("[1]"),
            token_with("not json"),
            token_with(r#"{"exp":9223372036854775807,"iat":"x"}"#),
            token_with(&long),
            token_with(&deep),
        ] {
            assert!(Claims::read(&token) == Claims::default(), "{token:.60}");
        }
    }
}
