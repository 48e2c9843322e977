//! Names that nobody can guess.

use std::fmt::Write as _;
use std::hash::{BuildHasher as _, RandomState};

/// Random hexadecimal digits. The standard library seeds its hash maps from the operating system, which is enough for a
/// demo on loopback; an app takes the platform's random numbers.
#[expect(
    clippy::disallowed_methods,
    reason = "the tool's one source of randomness"
)]
pub(crate) fn hex(digits: usize) -> String {
    let mut out = String::with_capacity(digits + 16);
    while out.len() < digits {
        // Writing to a String cannot fail.
        let _ = write!(out, "{:016x}", RandomState::new().hash_one(out.len()));
    }
    out.truncate(digits);
    out
}

/// Any number.
#[expect(
    clippy::disallowed_methods,
    reason = "the tool's one source of randomness"
)]
pub(crate) fn number() -> u32 {
    let [a, b, c, d, ..] = RandomState::new().hash_one(0).to_be_bytes();
    u32::from_be_bytes([a, b, c, d])
}

/// A random UUID.
pub(crate) fn uuid() -> String {
    let digits = hex(30);
    let part = |range| digits.get(range).unwrap_or_default();
    format!(
        "{}-{}-4{}-a{}-{}",
        part(0..8),
        part(8..12),
        part(12..15),
        part(15..18),
        part(18..30)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_the_asked_form_and_never_the_same() {
        assert_eq!(hex(32).len(), 32);
        assert_ne!(hex(32), hex(32));
        let id = uuid();
        let lengths: Vec<_> = id.split('-').map(str::len).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12]);
    }
}
