//! CURP, the population register's key of a person in Mexico.

use super::grouping::is_date;

const STATES: &str = "AS BC BS CC CL CM CS CH DF DG GT GR HG JC MC MN MS NT NL OC PL QT QR SP SL SR \
                      TC TS TL VZ YN ZS NE";

/// 18 characters: 4 letters, birth date, sex (`H`, `M` or `X`), state, 3 consonants, a mark and a
/// check digit. The check digit is not computed: nothing else has this form, and a mistyped CURP is
/// as personal as a right one.
pub(super) fn is_curp(text: &str) -> bool {
    if text.len() != 18 || !text.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return false;
    }
    let text = text.to_ascii_uppercase();
    let bytes = text.as_bytes();
    let consonant = |b: &u8| b.is_ascii_uppercase() && !b"AEIOU".contains(b);
    bytes[..4].iter().all(u8::is_ascii_uppercase)
        && is_date(&text[4..10])
        && b"HMX".contains(&bytes[10])
        && STATES
            .split_ascii_whitespace()
            .any(|state| state == &text[11..13])
        && bytes[13..16].iter().all(consonant)
        && bytes[17].is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn well_formed_keys_are_found() {
        for text in [
            "BEML920313HCMLNS09",
            "beml920313hcmlns09",
            "BEML920313HNELNSA1",
        ] {
            assert!(is_curp(text), "{text}");
        }
    }

    #[test]
    fn other_texts_are_not() {
        for text in [
            "BEML921313HCMLNS09",
            "BEML920313ACMLNS09",
            "BEML920313HZZLNS09",
            "BEML920313HCMANS09",
            "BEML920313HCMLNS0A",
            "BEML920313HCMLNS0",
            // Belvo's own sandbox user: there is no 13th month.
            "BLPM951331IONVGR54",
        ] {
            assert!(!is_curp(text), "{text}");
        }
    }
}
