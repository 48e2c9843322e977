//! Phone numbers of Mexico and Brazil.

/// Whether it is digits (and separators) only and reads as a phone number: Mexico's 10 digits, or
/// with the country code 52 or the older 521; Brazil's area code with 8 or 9 digits, also behind 55.
pub(super) fn is_phone(text: &str) -> bool {
    let digits = text.replace(['-', '_'], "");
    let digits = digits.as_bytes();
    digits.iter().all(u8::is_ascii_digit)
        && (is_mexican(digits)
            || is_brazilian(digits)
            || digits.strip_prefix(b"52").is_some_and(is_mexican)
            || digits.strip_prefix(b"521").is_some_and(is_mexican)
            || digits.strip_prefix(b"55").is_some_and(is_brazilian))
}

fn is_mexican(national: &[u8]) -> bool {
    national.len() == 10 && national[0] >= b'2'
}

fn is_brazilian(national: &[u8]) -> bool {
    let area = |a: u8, b: u8| a != b'0' && b != b'0';
    match national {
        [a, b, b'9', rest @ ..] => area(*a, *b) && rest.len() == 8,
        [a, b, b'2'..=b'5', rest @ ..] => area(*a, *b) && rest.len() == 7,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_both_countries_are_found() {
        for text in [
            "5512345678",
            "525512345678",
            "5215512345678",
            "55-1234-5678",
            "11987654321",
            "1133224455",
            "5511987654321",
            "551133224455",
        ] {
            assert!(is_phone(text), "{text}");
        }
    }

    #[test]
    fn other_numbers_are_not() {
        for text in [
            "1700000000",
            "12345",
            "00000000042",
            "10987654321",
            "a5512345678",
        ] {
            assert!(!is_phone(text), "{text}");
        }
    }
}
