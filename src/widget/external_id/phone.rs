//! Phone numbers.

/// Whether it is as many bare digits as a phone number may have: ten in Mexico, up to fifteen with a
/// country code (E.164).
pub(super) fn is_phone(text: &str) -> bool {
    (10..=15).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_to_fifteen_digits_are_doubtful() {
        for text in [
            "5512345678",
            "5215512345678",
            "11987654321",
            "123456789012345",
        ] {
            assert!(is_phone(text), "{text}");
        }
        for text in [
            "",
            "123456789",
            "1234567890123456",
            "user-5512345678",
            "55-1234-5678",
        ] {
            assert!(!is_phone(text), "{text}");
        }
    }
}
