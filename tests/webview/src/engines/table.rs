//! Writes `docs/engines.md` from its template and the record.

use std::fmt::Write as _;

use super::cases::{self, Case, Setting};
use super::pages::SUCCESS;
use super::record::{By, Engine, Record, Seen};

const NOTHING: &str = "nothing";

/// The whole document.
pub(super) fn document(record: &Record) -> String {
    include_str!("../../engines.template.md")
        .replace("{{webkit}}", record.version(Engine::Webkit))
        .replace("{{chromium}}", record.version(Engine::Chromium))
        .replace("{{ways}}", table(record, 'm').trim_end())
        .replace("{{strings}}", table(record, 'e').trim_end())
}

/// The tests in the last column of the advice.
pub(super) fn tests_of_the_advice(document: &str) -> Vec<&str> {
    let advice = document.split_once("## Traps").map_or("", |(_, rest)| rest);
    let cells = advice
        .lines()
        .filter_map(|line| line.strip_suffix(" |")?.rsplit(" | ").next());
    let words = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2));
    words.filter(|word| !word.contains('/')).collect()
}

fn table(record: &Record, group: char) -> String {
    let mut text = String::from("| case | the page | WebKitGTK | Chromium |\n|---|---|---|---|\n");
    for case in cases::all() {
        if !case.name.starts_with(group) {
            continue;
        }
        let webkit = cell(&record.seen(Engine::Webkit, &case.name));
        let chromium = cell(&record.seen(Engine::Chromium, &case.name));
        let chromium = if chromium == webkit && webkit != NOTHING {
            "the same".to_owned()
        } else {
            chromium
        };
        let _ = writeln!(
            text,
            "| {} | {} | {webkit} | {chromium} |",
            short(&case.name),
            what(&case)
        );
    }
    text
}

/// `m05p_a_blank` → `m05p`.
fn short(name: &str) -> &str {
    name.split('_').next().unwrap_or(name)
}

fn what(case: &Case) -> String {
    let what = escaped(&case.what);
    match case.setting {
        Setting::Default => what,
        Setting::Popups => format!("{what}; scripts may open windows"),
        Setting::Allow => format!("{what}; the first is allowed"),
    }
}

fn cell(seen: &[Seen]) -> String {
    if seen.is_empty() {
        return NOTHING.to_owned();
    }
    let lines: Vec<String> = seen
        .iter()
        .map(|seen| format!("{}{}", door(seen.by), code(&seen.url)))
        .collect();
    lines.join("<br>")
}

/// The usual doors need no word.
fn door(by: By) -> &'static str {
    match by {
        By::Navigation | By::Main => "",
        By::NewWindow | By::Popup => "new window: ",
        By::Iframe => "iframe: ",
        By::WindowOpen => "windowOpen: ",
    }
}

/// The usual callback is shortened.
fn code(url: &str) -> String {
    let url = url.replace(SUCCESS, "myapp://success?…");
    let ticks = if url.contains('`') { "``" } else { "`" };
    format!("{ticks}{}{ticks}", escaped(&url))
}

/// Inside a table a bar would end the cell, also in code.
fn escaped(text: &str) -> String {
    text.replace('|', "\\|")
}
