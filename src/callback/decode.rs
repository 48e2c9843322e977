//! One percent-decoding, and the repair of what it may uncover.

use std::borrow::Cow;

use super::anomaly::{Anomaly, AnomalySet};
use super::split::has_byte;

/// Decodes a name or value of a query: `+` is a space, each `%XX` is decoded once, what is broken
/// stays as it stands. Borrows when there is nothing to do.
pub(super) fn decode<'a>(raw: &'a str, odd: &mut AnomalySet) -> Cow<'a, str> {
    if !has_byte(raw, |b| matches!(b, b'%' | b'+') || is_unwanted(b)) {
        return Cow::Borrowed(raw);
    }
    let bytes = raw.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let [byte, tail @ ..] = rest {
        rest = tail;
        match byte {
            b'+' => decoded.push(b' '),
            b'%' => {
                if let [high, low, tail @ ..] = tail
                    && let (Some(high), Some(low)) = (hex(*high), hex(*low))
                {
                    decoded.push(high << 4 | low);
                    rest = tail;
                } else {
                    odd.add(Anomaly::BrokenEscape);
                    decoded.push(b'%');
                }
            }
            _ => decoded.push(*byte),
        }
    }
    let text = String::from_utf8(decoded).unwrap_or_else(|error| {
        odd.add(Anomaly::InvalidUtf8);
        String::from_utf8_lossy(error.as_bytes()).into_owned()
    });
    without_controls(Cow::Owned(text), odd)
}

/// Removes NUL, the other C0 controls and DEL; tabs and line breaks stay.
pub(super) fn without_controls<'a>(text: Cow<'a, str>, odd: &mut AnomalySet) -> Cow<'a, str> {
    if !has_byte(&text, is_unwanted) {
        return text;
    }
    odd.add(Anomaly::ControlCharacter);
    let mut text = text.into_owned();
    text.retain(|c| !u8::try_from(c).is_ok_and(is_unwanted));
    Cow::Owned(text)
}

/// All of them are ASCII, so that none is part of another character.
fn is_unwanted(byte: u8) -> bool {
    (byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r')) || byte == 0x7f
}

fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(raw: &str) -> (String, Vec<Anomaly>) {
        let mut odd = AnomalySet::default();
        let text = decode(raw, &mut odd).into_owned();
        (text, odd.into_vec())
    }

    #[test]
    fn decodes_once() {
        assert_eq!(decoded("%2520"), ("%20".into(), vec![]));
        assert_eq!(decoded("a%26b%3Dc%23d"), ("a&b=c#d".into(), vec![]));
        assert_eq!(decoded("S%c3%A3o+Paulo"), ("São Paulo".into(), vec![]));
        // RFC 6749, appendix B.
        assert_eq!(
            decoded("+%25%26%2B%C2%A3%E2%82%AC"),
            (" %&+£€".into(), vec![])
        );
    }

    #[test]
    fn keeps_broken_escapes() {
        for raw in ["50%", "%2", "%zz", "percent%symbol", "%é", "%%%"] {
            assert_eq!(
                decoded(raw),
                (raw.into(), vec![Anomaly::BrokenEscape]),
                "{raw}"
            );
        }
        assert_eq!(
            decoded("valid%20a%with%20b"),
            ("valid a%with b".into(), vec![Anomaly::BrokenEscape])
        );
        assert_eq!(decoded("%%41"), ("%A".into(), vec![Anomaly::BrokenEscape]));
    }

    #[test]
    fn replaces_what_is_not_utf8() {
        assert_eq!(
            decoded("%C3%28"),
            ("\u{fffd}(".into(), vec![Anomaly::InvalidUtf8])
        );
        assert_eq!(
            decoded("%C0%AF"),
            ("\u{fffd}\u{fffd}".into(), vec![Anomaly::InvalidUtf8])
        );
    }

    #[test]
    fn removes_controls_but_not_line_breaks() {
        assert_eq!(
            decoded("a%00b%7Fc%0A%09"),
            ("abc\n\t".into(), vec![Anomaly::ControlCharacter])
        );
        assert_eq!(
            decoded("a\u{1}b"),
            ("ab".into(), vec![Anomaly::ControlCharacter])
        );
    }
}
