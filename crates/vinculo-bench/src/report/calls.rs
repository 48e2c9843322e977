//! What a call costs from Kotlin and Swift: read from the reports of JMH and of the Swift benchmarks, which measure there.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::table::Table;
use super::timing::{human, three_digits};

/// The languages, and where their reports are.
const LANGUAGES: [(&str, &str); 2] = [("Kotlin", "kotlin.json"), ("Swift", "swift.json")];

/// What is measured, in the order of the table.
const CASES: [(&str, &str); 8] = [
    ("empty", "a method without arguments and answer"),
    (
        "advance",
        "a session hears of a navigation within the widget",
    ),
    ("decide", "the same decision without a session"),
    ("javaNetUri", "`java.net.URI`, scheme and host compared"),
    (
        "androidNetUri",
        "`android.net.Uri`, scheme and host compared",
    ),
    ("urlComponents", "`URLComponents`, scheme and host compared"),
    (
        "loadAndDecide",
        "the library is loaded and decides, in a new process",
    ),
    ("jnaAlone", "JNA alone loads the library, in a new process"),
];

/// A goal of one case in one language: what a webview waits for, and what an app's start waits for. Both bounds are of the median.
struct Bound {
    language: &'static str,
    id: &'static str,
    times_empty: Option<f64>,
    ns: f64,
}

const GOALS: [Bound; 3] = [
    Bound {
        language: "Kotlin",
        id: "advance",
        times_empty: Some(3.0),
        ns: 30e3,
    },
    Bound {
        language: "Kotlin",
        id: "loadAndDecide",
        times_empty: None,
        ns: 60e6,
    },
    Bound {
        language: "Swift",
        id: "advance",
        times_empty: None,
        ns: 1.2e3,
    },
];

/// One case in one language.
struct Row {
    id: String,
    median: f64,
    ninth_decile: f64,
}

/// All calls that were measured.
pub(crate) struct Calls {
    languages: Vec<(&'static str, Vec<Row>)>,
}

impl Calls {
    /// Reads the reports of a folder.
    pub(crate) fn read(folder: &Path) -> Result<Self, String> {
        let mut languages = Vec::new();
        for (language, file) in LANGUAGES {
            let path = folder.join(file);
            let wrong = |what: &str| format!("{}: {what}", path.display());
            let text = fs::read_to_string(&path).map_err(|e| wrong(&e.to_string()))?;
            let report: Value = serde_json::from_str(&text).map_err(|e| wrong(&e.to_string()))?;
            let rows = report.as_array().ok_or_else(|| wrong("is no list"))?;
            let rows: Option<Vec<Row>> = rows.iter().map(Row::read).collect();
            let rows = rows.ok_or_else(|| wrong("has a row that is not understood"))?;
            languages.push((language, rows));
        }
        Ok(Self { languages })
    }

    /// The names of the goals, and whether they are met.
    pub(crate) fn goals(&self) -> Vec<(String, bool)> {
        let judged = GOALS.iter().filter_map(|goal| {
            let (_, rows) = self
                .languages
                .iter()
                .find(|(name, _)| *name == goal.language)?;
            let row = rows.iter().find(|row| row.id == goal.id)?;
            let name = format!("{}/{}", goal.language.to_lowercase(), goal.id);
            Some((name, goal.is_met(row, empty(rows))))
        });
        judged.collect()
    }

    pub(crate) fn table(&self) -> Table {
        let heading = [
            "language", "what", "median", "9 of 10", "× empty", "goal", "",
        ];
        let mut table = Table::new(heading);
        for (language, rows) in &self.languages {
            for (id, about) in CASES {
                let Some(row) = rows.iter().find(|row| row.id == id) else {
                    continue;
                };
                let goal = GOALS
                    .iter()
                    .find(|goal| goal.language == *language && goal.id == id);
                let times = match empty(rows) {
                    Some(empty) if id != "empty" && !is_first_call(id) => {
                        three_digits(row.median / empty)
                    }
                    _ => String::new(),
                };
                let met = match goal.map(|goal| goal.is_met(row, empty(rows))) {
                    Some(true) => "met",
                    Some(false) => "**not met**",
                    None => "",
                };
                table.row(vec![
                    (*language).to_owned(),
                    about.to_owned(),
                    human(row.median),
                    human(row.ninth_decile),
                    times,
                    goal.map(Bound::shown).unwrap_or_default(),
                    met.to_owned(),
                ]);
            }
        }
        table
    }
}

/// The median of an empty call.
fn empty(rows: &[Row]) -> Option<f64> {
    rows.iter()
        .find(|row| row.id == "empty")
        .map(|row| row.median)
}

/// Of a whole process: an empty call is no measure of it.
fn is_first_call(id: &str) -> bool {
    matches!(id, "loadAndDecide" | "jnaAlone")
}

impl Bound {
    fn is_met(&self, row: &Row, empty: Option<f64>) -> bool {
        let is_few_times = match (self.times_empty, empty) {
            (Some(most), Some(empty)) => row.median / empty <= most,
            (Some(_), None) => false,
            (None, _) => true,
        };
        is_few_times && row.median <= self.ns
    }

    fn shown(&self) -> String {
        match self.times_empty {
            Some(times) => format!("≤ {times} ×, ≤ {}", human(self.ns)),
            None => format!("≤ {}", human(self.ns)),
        }
    }
}

impl Row {
    /// A benchmark of JMH, or a row of ours.
    fn read(row: &Value) -> Option<Self> {
        if let Some(id) = row.get("id") {
            return Some(Self {
                id: id.as_str()?.to_owned(),
                median: row.get("medianNs")?.as_f64()?,
                ninth_decile: row.get("ninthDecileNs")?.as_f64()?,
            });
        }
        let metric = row.get("primaryMetric")?;
        let percentile = |name| metric.get("scorePercentiles")?.get(name)?.as_f64();
        let name = row.get("benchmark")?.as_str()?;
        (metric.get("scoreUnit")?.as_str()? == "ns/op").then_some(())?;
        Some(Self {
            id: name.rsplit('.').next()?.to_owned(),
            median: percentile("50.0")?,
            ninth_decile: percentile("90.0")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn both_reports_are_read() {
        let jmh = json!({"benchmark": "dev.vinculo.bench.Calls.advance", "primaryMetric": {
            "scoreUnit": "ns/op", "scorePercentiles": {"0.0": 1.0, "50.0": 2.0, "90.0": 3.0}}});
        let row = Row::read(&jmh).unwrap();
        assert_eq!(
            (row.id.as_str(), row.median, row.ninth_decile),
            ("advance", 2.0, 3.0)
        );
        let ours = json!({"id": "empty", "medianNs": 4.0, "ninthDecileNs": 5.0});
        let row = Row::read(&ours).unwrap();
        assert_eq!((row.median, row.ninth_decile), (4.0, 5.0));
        let other_unit = json!({"benchmark": "a.b", "primaryMetric": {"scoreUnit": "us/op", "scorePercentiles": {"50.0": 2.0, "90.0": 3.0}}});
        assert!(Row::read(&other_unit).is_none());
    }

    fn calls(language: &'static str, empty: f64, advance: f64) -> Calls {
        let row = |id: &str, median| Row {
            id: id.into(),
            median,
            ninth_decile: median,
        };
        let rows = vec![row("empty", empty), row("advance", advance)];
        Calls {
            languages: vec![(language, rows)],
        }
    }

    #[test]
    fn a_goal_is_two_bounds_in_kotlin() {
        for (empty, advance, met) in [(10e3, 29e3, true), (10e3, 31e3, false), (5e3, 16e3, false)] {
            let calls = calls("Kotlin", empty, advance);
            assert_eq!(calls.goals(), [("kotlin/advance".to_owned(), met)]);
            assert_eq!(calls.table().to_string().contains("**not met**"), !met);
        }
    }

    #[test]
    fn a_goal_is_one_bound_in_swift() {
        for (advance, met) in [(1.1e3, true), (1.3e3, false)] {
            let calls = calls("Swift", 10.0, advance);
            assert_eq!(calls.goals(), [("swift/advance".to_owned(), met)]);
        }
    }
}
