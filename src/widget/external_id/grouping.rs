//! Documents written with separators.

/// The text without `-` and `_`, if its groups have one of the customary lengths. Separators at
/// other places make it some other id.
pub(super) fn compact(text: &str, customary: &[&[usize]]) -> Option<String> {
    let groups: Vec<&str> = text.split(['-', '_', '.', '/']).collect();
    customary
        .iter()
        .any(|lengths| {
            groups
                .iter()
                .map(|group| group.len())
                .eq(lengths.iter().copied())
        })
        .then(|| groups.concat())
}

/// The digits' values, if there is nothing but digits.
pub(super) fn digits(text: &str) -> Option<Vec<u32>> {
    text.chars().map(|c| c.to_digit(10)).collect()
}

/// Whether all are the same, as in `00000000000`: such numbers pass the check digits and are never
/// issued.
pub(super) fn all_equal(values: &[u32]) -> bool {
    values.windows(2).all(|pair| pair[0] == pair[1])
}

/// Whether `yymmdd` is a day of some year: the century is not written, so February 29 may be one.
pub(super) fn is_date(yymmdd: &str) -> bool {
    let Some(values) = digits(yymmdd).filter(|values| values.len() == 6) else {
        return false;
    };
    let (year, month, day) = (
        values[0] * 10 + values[1],
        values[2] * 10 + values[3],
        values[4] * 10 + values[5],
    );
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        // 1900 was no leap year, 2000 was: year 00 gets the benefit of the doubt.
        2 if year % 4 == 0 => 29,
        2 => 28,
        _ => return false,
    };
    (1..=last).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_count_at_customary_places_only() {
        let customary: &[&[usize]] = &[&[4], &[2, 2]];
        assert_eq!(compact("1234", customary).as_deref(), Some("1234"));
        assert_eq!(compact("12-34", customary).as_deref(), Some("1234"));
        assert_eq!(compact("1-234", customary), None);
        assert_eq!(compact("12-34-", customary), None);
    }

    #[test]
    fn dates_are_days_of_the_calendar() {
        for date in ["561231", "000229", "040229", "920313"] {
            assert!(is_date(date), "{date}");
        }
        for date in ["561331", "010229", "560431", "560400", "56123", "56123a"] {
            assert!(!is_date(date), "{date}");
        }
    }
}
