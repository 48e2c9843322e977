//! `queries`: what an app must announce before it may ask which others are installed.

use super::super::codes::Code;
use super::super::finding::Finding;
use super::super::project::first_mention;
use super::super::project::manifest::VIEW;
use super::super::project::xml::indented;
use super::app::App;

const CUSTOM_TABS: &str = "android.support.customtabs.action.CustomTabsService";

/// What is asked in code and about what, the action that must be announced, and how.
const ASKED: [(&[&str], &str, &str, &str); 2] = [
    (
        &["CustomTabsClient.", "bindCustomTabsService"],
        "",
        CUSTOM_TABS,
        "<intent>\n    <action android:name=\"android.support.customtabs.action.CustomTabsService\" />\n</intent>",
    ),
    (
        &[".resolveActivity(", ".queryIntentActivities("],
        "ACTION_VIEW",
        VIEW,
        "<intent>\n    <action android:name=\"android.intent.action.VIEW\" />\n    <data android:scheme=\"https\" />\n</intent>",
    ),
];

pub(super) fn check(app: &App, findings: &mut Vec<Finding>) {
    let announced = |action: &str| {
        app.manifests
            .iter()
            .any(|manifest| manifest.queried_actions.iter().any(|own| own == action))
    };
    for (words, about, action, lines) in ASKED {
        if announced(action) {
            continue;
        }
        let mut sources = app.code.with(about);
        let Some(source) = sources.find(|source| first_mention(&source.text, words).is_some())
        else {
            continue;
        };
        let what = format!(
            "{} asks which apps can open something, and the manifest does not announce it: from Android 11 on the answer is none.",
            source.path
        );
        let Some(manifest) = app
            .manifests
            .iter()
            .find(|manifest| manifest.application.is_some())
            .or(app.manifests.first())
        else {
            continue;
        };
        let (tag, lines) = match &manifest.queries {
            Some(tag) => (tag, lines.to_owned()),
            None => (
                &manifest.tag,
                format!("<queries>\n{}\n</queries>", indented(lines)),
            ),
        };
        findings.push(
            Finding::in_file(Code::ANDROID_QUERIES_MISSING, &manifest.source.path, what)
                .say("Add to the manifest:")
                .edit([tag.with_child(manifest.source, &lines)])
                .text(lines),
        );
    }
}
