//! What is compared with what, and what is wanted.

use super::Measured;
use super::calls::Calls;
use super::timing::{Ratio, three_digits};

/// One line of the side-by-side table.
pub(crate) struct Comparison {
    /// The id of the case.
    pub(crate) ours: String,
    /// The id of what stands beside it, and its name for a reader.
    pub(crate) beside: Option<(String, &'static str)>,
    pub(crate) goal: Option<Goal>,
}

/// What is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Goal {
    /// At most so many times what stands beside it.
    Times(f64),
    /// What stands beside it takes at least so many times as long.
    Faster(f64),
    /// At most so many nanoseconds.
    Nanoseconds(f64),
    /// At most so many.
    Allocations(u64),
}

impl Comparison {
    /// All, in the order of the table.
    pub(crate) fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for input in ["success", "error", "large"] {
            let ours = format!("parse/{input}");
            all.push(Self::beside(
                &ours,
                format!("{ours}-url"),
                "`Url::parse`",
                Some(Goal::Times(1.5)),
            ));
            all.push(Self::beside(
                &ours,
                format!("{ours}-pairs"),
                "`Url::parse`, pairs decoded",
                None,
            ));
            all.push(Self::beside(
                &ours,
                format!("mx/{input}"),
                "MX's dispatcher on Node",
                Some(Goal::Faster(5.0)),
            ));
        }
        let ours = "parse/app-link";
        all.push(Self::beside(
            ours,
            format!("{ours}-url"),
            "`Url::parse`",
            None,
        ));
        all.push(Self::beside(
            ours,
            format!("{ours}-pairs"),
            "`Url::parse`, pairs decoded",
            None,
        ));
        all.push(Self::beside(
            "decide/widget",
            "decide/widget-url".to_owned(),
            "`Url::parse`",
            None,
        ));
        for (ours, goal) in [
            ("decide/widget", Goal::Nanoseconds(150.0)),
            ("decide/widget", Goal::Allocations(0)),
            ("decide/foreign", Goal::Nanoseconds(150.0)),
            ("decide/foreign", Goal::Allocations(1)),
            ("decide/frame", Goal::Nanoseconds(150.0)),
            ("decide/frame", Goal::Allocations(0)),
        ] {
            all.push(Self {
                ours: ours.to_owned(),
                beside: None,
                goal: Some(goal),
            });
        }
        for (ours, name) in [
            ("journal/synced", "bare write and fsync"),
            ("journal/unsynced", "bare write"),
        ] {
            all.push(Self::beside(ours, format!("{ours}-bare"), name, None));
        }
        all
    }

    fn beside(ours: &str, other: String, name: &'static str, goal: Option<Goal>) -> Self {
        Self {
            ours: ours.to_owned(),
            beside: Some((other, name)),
            goal,
        }
    }

    /// Ours in parts of the other's; `None` if one was not measured.
    pub(crate) fn ratio(&self, measured: &Measured) -> Option<Ratio> {
        let (other, _) = self.beside.as_ref()?;
        let ours = measured.timings.get(&self.ours)?;
        Some(ours.ratio_to(measured.timings.get(other)?))
    }

    /// `None` without a goal, or if something was not measured.
    pub(crate) fn is_met(&self, measured: &Measured) -> Option<bool> {
        Some(match self.goal? {
            Goal::Times(most) => self.ratio(measured)?.middle <= most,
            Goal::Faster(least) => self.ratio(measured)?.middle * least <= 1.0,
            Goal::Nanoseconds(most) => measured.timings.get(&self.ours)?.median() <= most,
            Goal::Allocations(most) => measured.allocations.get(&self.ours)?.count_total <= most,
        })
    }
}

/// `Goals met: 8 of 9.`, and which was not.
pub(crate) fn summary(measured: &Measured, comparisons: &[Comparison]) -> String {
    let compared = comparisons
        .iter()
        .filter_map(|comparison| Some((comparison.ours.clone(), comparison.is_met(measured)?)));
    let calls = measured.calls.iter().flat_map(Calls::goals);
    let judged: Vec<(String, bool)> = compared.chain(calls).collect();
    let missed: Vec<String> = judged
        .iter()
        .filter(|(_, met)| !met)
        .map(|(name, _)| format!("`{name}`"))
        .collect();
    let met = judged.len() - missed.len();
    let mut text = format!("Goals met: {met} of {}.", judged.len());
    if !missed.is_empty() {
        text = format!("{text} Not met: {}.", missed.join(", "));
    }
    text
}

impl Goal {
    pub(crate) fn shown(self) -> String {
        match self {
            Self::Times(most) => format!("≤ {most} ×"),
            Self::Faster(least) => format!("≤ 1/{least}"),
            Self::Nanoseconds(most) => format!("≤ {most} ns"),
            Self::Allocations(0) => "no allocation".to_owned(),
            Self::Allocations(1) => "≤ 1 allocation".to_owned(),
            Self::Allocations(most) => format!("≤ {most} allocations"),
        }
    }
}

/// `1.28 × (1.21 to 1.30)`, or the other way round where ours is much the smaller: `1/18.2 (…)`.
pub(crate) fn shown(ratio: Ratio) -> String {
    let Ratio {
        least,
        middle,
        most,
    } = ratio;
    if middle < 0.5 {
        let [a, b, c] = [middle, most, least].map(|part| three_digits(1.0 / part));
        format!("1/{a} (1/{b} to 1/{c})")
    } else {
        let [a, b, c] = [middle, least, most].map(three_digits);
        format!("{a} × ({b} to {c})")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use allocation_counter::AllocationInfo;

    use super::*;
    use crate::report::timing::Timing;

    fn measured(ours: f64, other: f64, allocations: u64) -> Measured {
        let mut timings = BTreeMap::new();
        for (name, time) in [("a", ours), ("b", other)] {
            let mut timing = Timing::default();
            timing.add_round(vec![time]);
            timings.insert(name.to_owned(), timing);
        }
        let info = AllocationInfo {
            count_total: allocations,
            ..Default::default()
        };
        Measured {
            cases: vec![],
            timings,
            allocations: BTreeMap::from([("a".to_owned(), info)]),
            calls: None,
        }
    }

    #[test]
    fn goals_are_met_up_to_their_limit() {
        let met = |goal, ours, other, allocations| {
            Comparison::beside("a", "b".to_owned(), "", Some(goal)).is_met(&measured(
                ours,
                other,
                allocations,
            ))
        };
        assert_eq!(met(Goal::Times(1.5), 3.0, 2.0, 0), Some(true));
        assert_eq!(met(Goal::Times(1.5), 3.1, 2.0, 0), Some(false));
        assert_eq!(met(Goal::Faster(5.0), 2.0, 10.0, 0), Some(true));
        assert_eq!(met(Goal::Faster(5.0), 2.0, 9.0, 0), Some(false));
        assert_eq!(met(Goal::Nanoseconds(150.0), 150.0, 1.0, 0), Some(true));
        assert_eq!(met(Goal::Nanoseconds(150.0), 151.0, 1.0, 0), Some(false));
        assert_eq!(met(Goal::Allocations(0), 1.0, 1.0, 0), Some(true));
        assert_eq!(met(Goal::Allocations(0), 1.0, 1.0, 1), Some(false));
        assert_eq!(met(Goal::Allocations(1), 1.0, 1.0, 1), Some(true));
        assert_eq!(met(Goal::Allocations(1), 1.0, 1.0, 2), Some(false));
    }

    #[test]
    fn a_missed_goal_is_named() {
        let goals = [2.0, 4.0]
            .map(|most| Comparison::beside("a", "b".to_owned(), "", Some(Goal::Times(most))));
        let text = summary(&measured(3.0, 1.0, 0), &goals);
        assert_eq!(text, "Goals met: 1 of 2. Not met: `a`.");
    }

    #[test]
    fn what_was_not_measured_is_neither_met_nor_missed() {
        let other = Comparison::beside("a", "c".to_owned(), "", Some(Goal::Times(1.0)));
        assert_eq!(other.is_met(&measured(1.0, 1.0, 0)), None);
    }

    #[test]
    fn small_ratios_are_turned_round() {
        let ratio = |least, middle, most| {
            shown(Ratio {
                least,
                middle,
                most,
            })
        };
        assert_eq!(ratio(1.1, 1.25, 1.3), "1.25 × (1.10 to 1.30)");
        assert_eq!(ratio(0.1, 0.125, 0.2), "1/8.00 (1/5.00 to 1/10.0)");
    }
}
