//! RFC, the tax number of a person or a company in Mexico.

use super::grouping::{compact, is_date};

/// Characters by their value in the tax authority's table; `Ñ` (38) cannot stand in an external id.
const TABLE: &str = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ ";

/// 4 letters (a person) or 3 (a company), a date, 3 more characters of which the last checks the
/// others.
///
/// Written as it is issued, upper case and without separators, the form is enough: some issued
/// numbers have a check digit that does not add up. Written otherwise the check digit must be right
/// too, because `inv-240131-001` is an ordinary id.
pub(super) fn is_rfc(text: &str) -> bool {
    let Some(compacted) = compact(text, &[&[13], &[12], &[4, 6, 3], &[3, 6, 3]]) else {
        return false;
    };
    if !compacted.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return false;
    }
    let upper = compacted.to_ascii_uppercase();
    let (letters, rest) = upper.split_at(upper.len() - 9);
    letters.bytes().all(|b| b.is_ascii_uppercase())
        && is_date(&rest[..6])
        && (upper == text || has_right_check_digit(&upper))
}

/// Weights 13 … 2 over twelve characters, a company's padded with a space; modulo 11.
fn has_right_check_digit(rfc: &str) -> bool {
    let (body, check) = rfc.split_at(rfc.len() - 1);
    let padded = format!("{body:>12}");
    let values: Option<Vec<usize>> = padded.chars().map(|c| TABLE.find(c)).collect();
    let Some(values) = values else {
        return false;
    };
    let sum: usize = values.iter().zip((2..=13).rev()).map(|(v, w)| v * w).sum();
    let expected = match 11 - sum % 11 {
        11 => "0".to_owned(),
        10 => "A".to_owned(),
        digit => digit.to_string(),
    };
    check == expected
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn well_formed_numbers_are_found() {
        for text in [
            "GODE561231GR8",
            "gode561231gr8",
            "GODE-561231-GR8",
            "SAT970701NN3",
            "SAT-970701-NN3",
            "VECJ880326XXX",
        ] {
            assert!(is_rfc(text), "{text}");
        }
    }

    #[test]
    fn other_texts_are_not() {
        for text in [
            "GODE561331GR8",
            "GOD1561231GR8",
            "GODE561231GR",
            "GODE-561231-GR7",
            "gode561231gr7",
            "inv-240131-001",
            "inv240131001",
            "GODE5-61231-GR8",
        ] {
            assert!(!is_rfc(text), "{text}");
        }
    }
}
