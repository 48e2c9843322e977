//! A filter that is not there yet: what it is, and which activity it is for.

use super::super::callback::is_web;
use super::super::codes::Code;
use super::super::finding::Finding;
use super::super::project::manifest::{BROWSABLE, DEFAULT, VIEW};
use super::super::project::xml::escaped;
use super::app::App;
use super::callback_activity::{NAME, Screens, WHY, element};
use super::merged::Merged;

/// As it stands in the manifest: a prefix that ends with the segment, so that the nonce follows.
pub(super) fn prefix(path: &str) -> String {
    format!("{}/", escaped(path))
}

pub(super) fn filter_text(scheme: &str, host: Option<&str>, path: &str) -> String {
    let verify = if is_web(scheme) {
        " android:autoVerify=\"true\""
    } else {
        ""
    };
    let host = host
        .map(|host| format!(" android:host=\"{}\"", escaped(host)))
        .unwrap_or_default();
    let path = if path.is_empty() {
        String::new()
    } else {
        format!(" android:pathPrefix=\"{}\"", prefix(path))
    };
    format!(
        "<intent-filter{verify}>\n    <action android:name=\"{VIEW}\" />\n    <category android:name=\"{DEFAULT}\" />\n    \
         <category android:name=\"{BROWSABLE}\" />\n    <data android:scheme=\"{scheme}\"{host}{path} />\n</intent-filter>"
    )
}

/// In the activity that links open already. Where the app hosts the widget, else in the only one; with several a person must
/// know which has the session. Where the package's screen has it, else in a new activity, and never in the launcher.
pub(super) fn with_filter(app: &App, code: Code, what: &str, lines: String) -> Finding {
    let hosts_view = app.code.hosts_view();
    let screens = Screens::of(app);
    let mut candidates: Vec<&Merged> = app
        .activities
        .iter()
        .filter(|activity| activity.has_links())
        .filter_map(|activity| app.shown(activity))
        .filter(|activity| hosts_view || !screens.is_launcher(activity))
        .collect();
    if candidates.is_empty() {
        let activities = app.activities.iter();
        candidates = activities
            .filter(|activity| activity.target.is_none())
            .filter(|activity| hosts_view || activity.short_name() == NAME)
            .collect();
    }
    if candidates.is_empty() && !hosts_view {
        return with_activity(app, code, what, &lines);
    }
    let place = if hosts_view {
        "the activity that has the session"
    } else {
        "the activity that passes links on"
    };
    candidates.sort_by(|one, other| one.name.cmp(&other.name));
    candidates.dedup_by(|one, other| one.name == other.name);
    match candidates.as_slice() {
        [activity] => {
            let tag = &activity.activity.tag;
            Finding::at(code, activity.source, tag.span.start, what)
                .say(format!("Add to {}, or to {place}:", activity.short_name()))
                .edit([tag.with_child(activity.source, &lines)])
                .text(lines)
        }
        several => {
            let finding = match several.first() {
                Some(first)
                    if several
                        .iter()
                        .all(|other| other.source.path == first.source.path) =>
                {
                    Finding::in_file(code, &first.source.path, what)
                }
                _ => Finding::of_project(code, what),
            };
            finding.say(format!("Add to {place}:")).text(lines)
        }
    }
}

fn with_activity(app: &App, code: Code, what: &str, lines: &str) -> Finding {
    let element = element(lines);
    let finding = match app.application() {
        Some((manifest, application)) => {
            let edit = application.tag.with_child(manifest.source, &element);
            Finding::in_file(code, &manifest.source.path, what).edit([edit])
        }
        None => Finding::of_project(code, what),
    };
    finding
        .say(format!(
            "Add {WHY}; it hands the link to VinculoConnect.onNewIntent:"
        ))
        .text(Screens::of(app).element_and_class(&element))
}
