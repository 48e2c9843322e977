//! What a call costs from Kotlin and Swift: read from the reports of JMH and of the Swift benchmarks, which measure there.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::table::Table;
use super::timing::{human, three_digits};

/// At most so many times an empty call.
const TIMES_EMPTY: f64 = 3.0;

/// A language, and the most that a call may take at the median, in nanoseconds.
const LANGUAGES: [(&str, &str, f64); 2] = [
    ("Kotlin", "kotlin.json", 30e3),
    ("Swift", "swift.json", 1.2e3),
];

/// Loading the library and the first decision, on a JVM, at the median in nanoseconds.
const FIRST_CALL: f64 = 60e6;

/// What was measured, and whether it has a goal.
const CASES: [(&str, &str, bool); 6] = [
    ("empty", "a method without arguments and answer", false),
    (
        "advance",
        "a session hears of a navigation within the widget",
        true,
    ),
    ("decide", "the same decision without a session", true),
    (
        "javaNetUri",
        "`java.net.URI`, scheme and host compared",
        false,
    ),
    (
        "androidNetUri",
        "`android.net.Uri`, scheme and host compared",
        false,
    ),
    (
        "urlComponents",
        "`URLComponents`, scheme and host compared",
        false,
    ),
];

/// One case in one language.
struct Row {
    id: String,
    median: f64,
    ninth_decile: f64,
}

/// All calls that were measured.
pub(crate) struct Calls {
    languages: Vec<(&'static str, f64, Vec<Row>)>,
}

impl Calls {
    /// Reads the reports of a folder.
    pub(crate) fn read(folder: &Path) -> Result<Self, String> {
        let mut languages = Vec::new();
        for (language, file, most) in LANGUAGES {
            let path = folder.join(file);
            let wrong = |what: &str| format!("{}: {what}", path.display());
            let text = fs::read_to_string(&path).map_err(|e| wrong(&e.to_string()))?;
            let report: Value = serde_json::from_str(&text).map_err(|e| wrong(&e.to_string()))?;
            let rows = report.as_array().ok_or_else(|| wrong("is no list"))?;
            let rows: Option<Vec<Row>> = rows.iter().map(Row::read).collect();
            let rows = rows.ok_or_else(|| wrong("has a row that is not understood"))?;
            languages.push((language, most, rows));
        }
        Ok(Self { languages })
    }

    pub(crate) fn table(&self) -> Table {
        let heading = [
            "language", "what", "median", "9 of 10", "× empty", "goal", "",
        ];
        let mut table = Table::new(heading);
        for (language, most, rows) in &self.languages {
            let find = |id: &str| rows.iter().find(|row| row.id == id);
            let Some(empty) = find("empty") else { continue };
            for (id, about, has_goal) in CASES {
                let Some(row) = find(id) else { continue };
                let times = row.median / empty.median;
                let (goal, met) = if has_goal {
                    (
                        format!("≤ {TIMES_EMPTY} ×, ≤ {}", human(*most)),
                        met(times <= TIMES_EMPTY && row.median <= *most),
                    )
                } else {
                    (String::new(), "")
                };
                let times = if id == "empty" {
                    String::new()
                } else {
                    three_digits(times)
                };
                table.row(row.cells(language, about, times, goal, met));
            }
            if let Some(row) = find("loadAndDecide") {
                let about = "the library is loaded and decides, in a new process";
                let goal = format!("≤ {}", human(FIRST_CALL));
                let met = met(row.median <= FIRST_CALL);
                table.row(row.cells(language, about, String::new(), goal, met));
            }
        }
        table
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

    fn cells(
        &self,
        language: &str,
        about: &str,
        times: String,
        goal: String,
        met: &str,
    ) -> Vec<String> {
        vec![
            language.to_owned(),
            about.to_owned(),
            human(self.median),
            human(self.ninth_decile),
            times,
            goal,
            met.to_owned(),
        ]
    }
}

fn met(met: bool) -> &'static str {
    if met { "met" } else { "**not met**" }
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

    #[test]
    fn a_goal_is_two_bounds() {
        let calls = |advance: f64| {
            let row = |id: &str, median| Row {
                id: id.into(),
                median,
                ninth_decile: median,
            };
            let rows = vec![row("empty", 10e3), row("advance", advance)];
            let calls = Calls {
                languages: vec![("Kotlin", 30e3, rows)],
            };
            calls.table().to_string()
        };
        assert!(calls(29e3).contains(" met"));
        assert!(calls(31e3).contains("**not met**"));
    }
}
