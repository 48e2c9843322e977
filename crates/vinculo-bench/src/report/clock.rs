//! The one place that reads the clock: the document bears its date.

use std::time::{SystemTime, UNIX_EPOCH};

/// `2026-11-26`, in UTC.
#[expect(clippy::disallowed_methods, reason = "the document bears its date")]
pub(crate) fn today() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    date(since.map_or(0, |since| since.as_secs() / 86_400))
}

/// Of so many days after 1970, by the calendar's cycle of 400 years.
fn date(days: u64) -> String {
    let (mut year, mut left) = (1970 + days / 146_097 * 400, days % 146_097);
    while left >= days_of_year(year) {
        left -= days_of_year(year);
        year += 1;
    }
    let february = days_of_year(year) - 337;
    let months = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut month = 1;
    for length in months {
        if left < length {
            break;
        }
        left -= length;
        month += 1;
    }
    format!("{year:04}-{month:02}-{:02}", left + 1)
}

fn days_of_year(year: u64) -> u64 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    365 + u64::from(leap)
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn known_days() {
        let known = [
            (0, "1970-01-01"),
            (11_016, "2000-02-29"),
            (11_017, "2000-03-01"),
            (20_783, "2026-11-26"),
            (47_541, "2100-03-01"),
            (157_113, "2400-02-29"),
        ];
        for (days, text) in known {
            assert_eq!(date(days), text);
        }
    }
}
