//! Samples, and what is said of them.

use std::collections::BTreeMap;

/// By the id of the case; `mx/…` for Node's.
pub(crate) type Timings = BTreeMap<String, Timing>;

/// Nanoseconds of one call, in the samples of each round.
#[derive(Default)]
pub(crate) struct Timing {
    rounds: Vec<Vec<f64>>,
}

impl Timing {
    pub(crate) fn add_round(&mut self, samples: Vec<f64>) {
        self.rounds.push(samples);
    }

    pub(crate) fn median(&self) -> f64 {
        median(self.rounds.iter().flatten().copied())
    }

    /// Median absolute deviation, of all samples of all rounds.
    pub(crate) fn deviation(&self) -> f64 {
        let middle = self.median();
        median(
            self.rounds
                .iter()
                .flatten()
                .map(|sample| (sample - middle).abs()),
        )
    }

    /// How often `other` goes into this. Taken within each round, because what else the machine does in a round meets both;
    /// then the least, the middle and the largest of the rounds.
    pub(crate) fn ratio_to(&self, other: &Self) -> Ratio {
        let mut ratios: Vec<f64> = self
            .rounds
            .iter()
            .zip(&other.rounds)
            .map(|(ours, theirs)| median(ours.iter().copied()) / median(theirs.iter().copied()))
            .collect();
        ratios.sort_by(f64::total_cmp);
        Ratio {
            least: ratios.first().copied().unwrap_or(f64::NAN),
            middle: median(ratios.iter().copied()),
            most: ratios.last().copied().unwrap_or(f64::NAN),
        }
    }
}

/// Of two timings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Ratio {
    pub(crate) least: f64,
    pub(crate) middle: f64,
    pub(crate) most: f64,
}

/// Not a number if there is nothing.
pub(crate) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    match values.len() {
        0 => f64::NAN,
        even if even % 2 == 0 => f64::midpoint(values[half - 1], values[half]),
        _ => values[half],
    }
}

/// `412 ns`, `1.28 µs`: three digits.
pub(crate) fn human(nanoseconds: f64) -> String {
    let (value, unit) = match nanoseconds {
        n if n < 1e3 => (n, "ns"),
        n if n < 1e6 => (n / 1e3, "µs"),
        n if n < 1e9 => (n / 1e6, "ms"),
        n => (n / 1e9, "s"),
    };
    format!("{} {unit}", three_digits(value))
}

/// `0.92`, `12.3`, `412`.
pub(crate) fn three_digits(value: f64) -> String {
    let decimals = match value {
        v if v >= 100.0 => 0,
        v if v >= 10.0 => 1,
        _ => 2,
    };
    format!("{value:.decimals$}")
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "halves and whole numbers are exact")]
mod tests {
    use super::*;

    fn timing(rounds: &[&[f64]]) -> Timing {
        Timing {
            rounds: rounds.iter().map(|round| round.to_vec()).collect(),
        }
    }

    #[test]
    fn one_wild_sample_changes_little() {
        let timing = timing(&[&[10.0, 11.0, 12.0], &[10.0, 12.0, 900.0]]);
        assert_eq!(timing.median(), 11.5);
        assert_eq!(timing.deviation(), 1.0);
    }

    #[test]
    fn a_ratio_is_taken_within_its_round() {
        // The machine was four times slower in the second round.
        let ours = timing(&[&[20.0], &[80.0]]);
        let theirs = timing(&[&[10.0], &[40.0]]);
        let ratio = ours.ratio_to(&theirs);
        assert_eq!((ratio.least, ratio.middle, ratio.most), (2.0, 2.0, 2.0));
    }

    #[test]
    fn times_have_three_digits() {
        let shown = [0.5, 84.96, 412.4, 1_284.0, 16_900.0, 2.5e6, 1e9].map(human);
        assert_eq!(
            shown,
            [
                "0.50 ns", "85.0 ns", "412 ns", "1.28 µs", "16.9 µs", "2.50 ms", "1.00 s"
            ]
        );
    }
}
