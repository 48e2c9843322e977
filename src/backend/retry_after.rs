//! The header `Retry-After` (RFC 9110 §10.2.3): seconds, or a date in any of three forms.

/// Nobody waits longer than a day for an answer to a phone.
const MAX_MS: u64 = 24 * 60 * 60 * 1_000;

/// Milliseconds to wait, at most a day; a date in the past is 0. `None` if it is neither a number nor
/// a date of RFC 9110 §5.6.7. `now_wall_ms` is the host's clock, milliseconds since 1970.
#[must_use]
pub fn retry_after_ms(value: &str, now_wall_ms: i64) -> Option<u64> {
    let value = value.trim();
    // Any longer text is neither.
    if value.is_empty() || value.len() > 64 {
        return None;
    }
    if value.bytes().all(|b| b.is_ascii_digit()) {
        // Too many digits for a number are a long time all the same.
        let seconds = value.parse::<u64>().unwrap_or(u64::MAX);
        return Some(seconds.saturating_mul(1_000).min(MAX_MS));
    }
    let until = date_wall_ms(value)?;
    let left = u64::try_from(until.saturating_sub(now_wall_ms)).unwrap_or(0);
    Some(left.min(MAX_MS))
}

fn date_wall_ms(text: &str) -> Option<i64> {
    let words: Vec<&str> = text
        .split([' ', ',', '-'])
        .filter(|word| !word.is_empty())
        .collect();
    // Sun, 06 Nov 1994 08:49:37 GMT, the obsolete Sunday, 06-Nov-94 08:49:37 GMT, and C's form
    // Sun Nov  6 08:49:37 1994.
    let ([_, day, month, year, time, "GMT"] | [_, month, day, time, year]) = words[..] else {
        return None;
    };
    let year = match (year.len(), number(year)?) {
        (4, year @ 1970..) => year,
        (2, year) => year + if year < 70 { 2000 } else { 1900 },
        _ => return None,
    };
    let month = MONTHS.iter().position(|name| *name == month)?;
    let day = number(day)?;
    let month = i64::try_from(month).ok()? + 1;
    if day < 1 || day > days_in(month, year) {
        return None;
    }
    let seconds = days_since_1970(year, month, day) * 86_400 + seconds_of_day(time)?;
    Some(seconds * 1_000)
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

fn number(text: &str) -> Option<i64> {
    let digits = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

fn seconds_of_day(time: &str) -> Option<i64> {
    let mut parts = time.split(':').map(number);
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
    // 60 is a leap second.
    let real = parts.next().is_none() && hour < 24 && minute < 60 && second <= 60;
    real.then_some(hour * 3_600 + minute * 60 + second)
}

fn is_leap(year: i64) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

fn days_in(month: i64, year: i64) -> i64 {
    match month {
        2 => 28 + i64::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// At most 8,030 years of 12 months: short enough to count.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let years: i64 = (1970..year)
        .map(|year| 365 + i64::from(is_leap(year)))
        .sum();
    let months: i64 = (1..month).map(|month| days_in(month, year)).sum();
    years + months + day - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 1994-11-06 08:49:37 UTC, the example of RFC 9110 §5.6.7.
    const EXAMPLE_MS: i64 = 784_111_777_000;

    #[test]
    fn the_three_dates_of_the_rfc_are_one_moment() {
        for text in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ] {
            assert_eq!(date_wall_ms(text), Some(EXAMPLE_MS), "{text}");
            assert_eq!(retry_after_ms(text, EXAMPLE_MS - 1_500), Some(1_500));
            assert_eq!(retry_after_ms(text, EXAMPLE_MS + 1), Some(0));
            assert_eq!(retry_after_ms(text, i64::MAX), Some(0));
            assert_eq!(retry_after_ms(text, i64::MIN), Some(MAX_MS));
        }
    }

    #[test]
    fn known_moments() {
        for (text, seconds) in [
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
            ("Tue, 29 Feb 2000 00:00:00 GMT", 951_782_400),
            ("Fri, 01 Mar 2024 00:00:00 GMT", 1_709_251_200),
            ("Fri, 31 Dec 9999 23:59:59 GMT", 253_402_300_799),
        ] {
            assert_eq!(date_wall_ms(text), Some(seconds * 1_000), "{text}");
        }
    }

    #[test]
    fn seconds_up_to_a_day() {
        for (text, expected) in [
            ("0", 0),
            (" 120 ", 120_000),
            ("86400", MAX_MS),
            ("99999999999999999999999", MAX_MS),
        ] {
            assert_eq!(retry_after_ms(text, 0), Some(expected), "{text}");
        }
    }

    #[test]
    fn anything_else_is_nothing() {
        for text in [
            "",
            " ",
            "-1",
            "1.5",
            "+1",
            "soon",
            "Sun, 06 Nov 1994 08:49:37",
            "Sun, 06 Nov 1994 08:49:37 CET",
            "Sun, 31 Feb 2023 08:49:37 GMT",
            "Sun, 00 Nov 1994 08:49:37 GMT",
            "Sun, 06 nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 24:00:00 GMT",
            "Sun, 06 Nov 1994 08:49 GMT",
            "Sun, 06 Nov 1994 08:49:37:1 GMT",
            "Sun, 06 Nov 1969 08:49:37 GMT",
            "Sun, 06 Nov 19999 08:49:37 GMT",
            "２",
        ] {
            assert_eq!(retry_after_ms(text, 0), None, "{text}");
        }
        assert_eq!(retry_after_ms(&"1".repeat(65), 0), None);
    }
}
