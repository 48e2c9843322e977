//! Time as text.

/// ISO 8601 in UTC with six fraction digits and `Z`, the form that Belvo's answers have
/// (`2024-07-07T22:40:48.712917Z`). Times before 1970 are written as 1970.
pub(crate) fn micros(wall_ms: i64) -> String {
    format!("{}000Z", seconds_and_millis(wall_ms))
}

/// The same with three fraction digits, the form of the widget's page messages (`2020-04-27T19:09:23.918Z`).
pub(crate) fn millis(wall_ms: i64) -> String {
    format!("{}Z", seconds_and_millis(wall_ms))
}

fn seconds_and_millis(wall_ms: i64) -> String {
    let ms = wall_ms.max(0);
    let (year, month, day) = civil(ms / 86_400_000);
    let (hour, minute, second) = (ms / 3_600_000 % 24, ms / 60_000 % 60, ms / 1000 % 60);
    format!(
        "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{:03}",
        ms % 1000
    )
}

/// Days since 1970 to year, month and day: Howard Hinnant's `civil_from_days`, for days from 1970 on.
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted / 146_097;
    let of_era = shifted % 146_097;
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_moments() {
        assert_eq!(micros(0), "1970-01-01T00:00:00.000000Z");
        assert_eq!(micros(951_782_400_000), "2000-02-29T00:00:00.000000Z");
        assert_eq!(micros(1_709_816_230_007), "2024-03-07T12:57:10.007000Z");
        assert_eq!(millis(1_588_014_563_918), "2020-04-27T19:09:23.918Z");
        assert_eq!(micros(-5), "1970-01-01T00:00:00.000000Z");
    }
}
