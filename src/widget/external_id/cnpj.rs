//! CNPJ, the tax number of a company in Brazil.

use super::grouping::{all_equal, compact};

/// 14 characters of which the last two, always digits, check the others. Since July 2026 the first
/// twelve may hold upper-case letters (Instrução Normativa RFB 2.229/2024); a character counts as
/// its ASCII code less 48.
pub(super) fn is_cnpj(text: &str) -> bool {
    compact(text, &[&[14], &[12, 2], &[8, 4, 2], &[2, 3, 3, 4, 2]])
        .and_then(|text| values(&text))
        .is_some_and(|values| {
            values[12] < 10
                && values[13] < 10
                && !all_equal(&values)
                && values[12] == check_digit(&values[..12])
                && values[13] == check_digit(&values[..13])
        })
}

/// Letters count in upper case only, as they are issued: random lower-case ids stay free.
fn values(text: &str) -> Option<Vec<u32>> {
    text.bytes()
        .map(|b| {
            (b.is_ascii_digit() || b.is_ascii_uppercase()).then(|| u32::from(b) - u32::from(b'0'))
        })
        .collect()
}

/// Weights 2 to 9 from the right, again and again.
fn check_digit(values: &[u32]) -> u32 {
    let weights = (2..=9).cycle();
    let sum: u32 = values.iter().rev().zip(weights).map(|(v, w)| v * w).sum();
    match sum % 11 {
        0 | 1 => 0,
        rest => 11 - rest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn valid_numbers_are_found_in_their_customary_forms() {
        for text in [
            "11222333000181",
            "112223330001-81",
            "11222333-0001-81",
            "11-222-333-0001-81",
            // The sample of the tax authority's paper on the alphanumeric form.
            "12ABC34501DE35",
            "12ABC34501DE-35",
        ] {
            assert!(is_cnpj(text), "{text}");
        }
    }

    #[test]
    fn other_texts_are_not() {
        for text in [
            "11222333000182",
            "11222333000191",
            "00000000000000",
            "12ABC34501DE36",
            "12abc34501de35",
            "12ABC34501DEZ5",
            "1122233300018",
        ] {
            assert!(!is_cnpj(text), "{text}");
        }
    }
}
