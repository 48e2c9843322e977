//! CPF, the tax number of a person in Brazil.

use super::grouping::{all_equal, compact, digits};

/// 11 digits of which the last two check the others (Receita Federal, modulo 11).
pub(super) fn is_cpf(text: &str) -> bool {
    compact(text, &[&[11], &[9, 2], &[3, 3, 3, 2]])
        .and_then(|text| digits(&text))
        .is_some_and(|values| {
            !all_equal(&values)
                && values[9] == check_digit(&values[..9])
                && values[10] == check_digit(&values[..10])
        })
}

/// Weights 2, 3, 4 … from the right.
fn check_digit(values: &[u32]) -> u32 {
    let sum: u32 = values.iter().rev().zip(2..).map(|(v, w)| v * w).sum();
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
            "52998224725",
            "11144477735",
            "529982247-25",
            "529-982-247-25",
            "529_982_247_25",
        ] {
            assert!(is_cpf(text), "{text}");
        }
    }

    #[test]
    fn other_numbers_are_not() {
        for text in [
            "52998224726",
            "52998224735",
            "11111111111",
            "5299822472",
            "5-2998224725",
            "user52998224725",
        ] {
            assert!(!is_cpf(text), "{text}");
        }
    }
}
