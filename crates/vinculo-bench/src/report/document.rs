//! The tables, and the document around them.

use std::fmt::Write as _;

use vinculo_bench::cases::session::snapshot_sizes;

use super::Measured;
use super::goals::{self, Comparison, Goal};
use super::growth;
use super::machine::Machine;
use super::rounds::Effort;
use super::table::Table;
use super::timing::human;

/// Every table that has rows.
pub(crate) fn tables(measured: &Measured, comparisons: &[Comparison]) -> String {
    let mut text = goals::summary(measured, comparisons);
    let mut section = |title: &str, about: &str, tables: &[Table]| {
        if tables.iter().all(Table::is_empty) {
            return;
        }
        let _ = write!(text, "\n\n## {title}\n\n{about}");
        for table in tables {
            let _ = write!(text, "\n\n{}", table.to_string().trim_end());
        }
    };
    section(
        "Side by side",
        SIDE_BY_SIDE,
        &[side_by_side(measured, comparisons)],
    );
    if let Some(calls) = &measured.calls {
        section("Calls from Kotlin and Swift", CALLS, &[calls.table()]);
    }
    section("Everything", EVERYTHING, &[everything(measured)]);
    if measured.cases.iter().any(|case| case.group == "session") {
        section("Snapshots", SNAPSHOTS, &[snapshots()]);
    }
    for (title, about, group, unit) in GROWTH {
        let times = growth::times(measured, group, unit);
        section(
            title,
            about,
            &[times, growth::allocations(measured, group, unit)],
        );
    }
    text
}

/// The document: how it was made, what is met, the tables.
pub(crate) fn whole(machine: &Machine, effort: Effort, tables: &str) -> String {
    let Machine {
        date,
        cpu,
        cores,
        system,
        rustc,
        node,
        load: _,
    } = machine;
    let node = node.as_deref().unwrap_or("none");
    let load = machine
        .load
        .map_or_else(|| "unknown".to_owned(), |load| format!("{load:.2}"));
    let busy = if machine.is_busy() { BUSY } else { "" };
    let rounds = effort.rounds;
    format!(
        "# Benchmarks\n\nWritten by `cargo xtask bench`, whole: change the cases in `crates/vinculo-bench`, not this text. `--only GROUP` measures one \
         group, `--quick` proves in seconds that all of it runs.\n\n\
         | | |\n| - | - |\n| date | {date} |\n| processor | {cpu}, {cores} cores |\n| system | {system}, load {load} at the start |\n\
         | Rust | {rustc}, profile `release` |\n| Node.js | {node} |\n| rounds | {rounds} |\n\n{busy}{HOW}\n\n{tables}\n"
    )
}

const BUSY: &str = "\
**This machine was busy when the run began: its load was above half of its cores.** Times are longer and ratios less sure than they would be on one that \
does nothing else; allocations are as they are.\n\n";

const HOW: &str = "\
Measured by criterion, in rounds: each case is measured for a quarter of a second, then all the others, then all again, and MX's dispatcher in each \
round too, so that what else the machine does meets all of them. A time is the median of the samples of all rounds, ± their median absolute \
deviation; a ratio is the median of the ratios of the rounds, with the least and the largest. Allocations are counted, not timed, so they are the \
same on every run; `tests/allocations.rs` holds them.";

const SIDE_BY_SIDE: &str = "\
`Url::parse` finds the parts of a URL and decodes nothing; a callback is read, decoded, classified and checked for oddities: two texts and a list of its own, which weigh most beside the shortest URL. MX's dispatcher \
(`@mxenabled/widget-post-message-definitions` 1.4.0) reads the same values from its own form of URL and calls a callback with a typed event. The place of an app link is read by `Url::parse` \
before its parameters are, as browsers would read it, so it can only cost more. A bank's page is allowed with a note that names its host, \
which the session reports: that is its one allocation, and pages of the widget and frames have none. An append is synced as the bare write is; how long that takes is the disk's.";

const CALLS: &str = "\
Over the generated code, which the packages call once for each event. Measured in those languages, on a desktop JVM (by JMH, three processes a case; the first call in 15) and \
in Swift on Linux: neither says anything of a phone, so read the multiples. An empty call is what uniffi needs for any method: the object is kept alive, and the call is made; in Kotlin \
each crossing costs microseconds, because JNA writes and reads structures. The goal is for what a webview waits for; a decision without a session is a tool's, and is handed the settings anew each time. \
What stands beside compares scheme and host and knows no callback, no frame and no app link.";

const EVERYTHING: &str = "\
One call each. `advance` and a whole session include the making of events and effects. Where a file, a growing collection or a JSON object is in play, \
allocations differ from call to call or build to build and are left out.";

const SNAPSHOTS: &str =
    "Bytes in each phase, of a session with a nonce and the options of an app in Brazil.";

/// Title, explanation, criterion's group, what is counted.
const GROWTH: [(&str, &str, &str, &str); 4] = [
    (
        "Growth: the URL",
        "Time, and in brackets that of each byte; then allocations, and in brackets their bytes. A callback of 64 KiB is the longest that is read.",
        "growth-url",
        "bytes",
    ),
    (
        "Growth: hostile URLs",
        "Exits of shapes that no widget writes and any page may navigate to; time, and in brackets that of each byte; then allocations. They are read on the \
         UI thread, so none may cost much more than `Url::parse` of as many bytes. JSON of more than 4,096 bytes is not read.",
        "growth-hostile",
        "bytes",
    ),
    (
        "Growth: the timeline",
        "Time, and in brackets that of each event; then allocations. The timeline keeps the last 256 entries, two for each of these events, so its text stops growing.",
        "growth-timeline",
        "events",
    ),
    (
        "Growth: the journal",
        "Time, and in brackets that of each entry; then allocations. An outbox holds 256 entries at most unless configured otherwise; here the bounds are lifted, and the journal lies in memory.",
        "growth-journal",
        "entries",
    ),
];

fn side_by_side(measured: &Measured, comparisons: &[Comparison]) -> Table {
    let mut table = Table::new(["what", "Vinculo", "beside", "takes", "ratio", "goal", ""]);
    for comparison in comparisons {
        let Some(case) = measured
            .cases
            .iter()
            .find(|case| case.id() == comparison.ours)
        else {
            continue;
        };
        let (name, takes) = match &comparison.beside {
            Some((id, name)) => (*name, time(measured, id)),
            None => ("", String::new()),
        };
        let figure = match comparison.goal {
            Some(Goal::Allocations(_)) => {
                format!("{} allocations", allocations(measured, &comparison.ours))
            }
            _ => time(measured, &comparison.ours),
        };
        let met = comparison
            .is_met(measured)
            .map_or("", |met| if met { "met" } else { "**not met**" });
        table.row(vec![
            case.about.clone(),
            figure,
            name.to_owned(),
            takes,
            comparison
                .ratio(measured)
                .map_or_else(String::new, goals::shown),
            comparison.goal.map_or_else(String::new, Goal::shown),
            met.to_owned(),
        ]);
    }
    table
}

fn everything(measured: &Measured) -> Table {
    let mut table = Table::new([
        "what",
        "input",
        "median",
        "±",
        "allocations",
        "bytes allocated",
    ]);
    for case in measured
        .cases
        .iter()
        .filter(|case| !case.group.starts_with("growth"))
    {
        let id = case.id();
        let Some(timing) = measured.timings.get(&id) else {
            continue;
        };
        let info = measured
            .allocations
            .get(&id)
            .filter(|_| case.allocates_alike);
        table.row(vec![
            case.about.clone(),
            case.size
                .map_or_else(String::new, |size| format!("{size} B")),
            human(timing.median()),
            human(timing.deviation()),
            info.map_or_else(String::new, |info| info.count_total.to_string()),
            info.map_or_else(String::new, |info| info.bytes_total.to_string()),
        ]);
    }
    table
}

fn snapshots() -> Table {
    let mut table = Table::new(["phase", "bytes"]);
    for (phase, bytes) in snapshot_sizes() {
        table.row(vec![phase.as_str().replace('_', " "), bytes.to_string()]);
    }
    table
}

fn time(measured: &Measured, id: &str) -> String {
    measured
        .timings
        .get(id)
        .map_or_else(String::new, |timing| human(timing.median()))
}

fn allocations(measured: &Measured, id: &str) -> String {
    measured
        .allocations
        .get(id)
        .map_or_else(String::new, |info| info.count_total.to_string())
}
