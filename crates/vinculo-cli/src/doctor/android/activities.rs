//! The activities that links open: whether others may start them.

use std::collections::BTreeSet;

use super::super::codes::Code;
use super::super::finding::{Edit, Finding};
use super::super::project::manifest::LAUNCHER;
use super::app::App;
use super::build::target_sdk;
use super::merged::Merged;

/// From here on an activity with a filter must say whether it is exported.
const EXPORTED_IS_ASKED: u32 = 31;

pub(super) fn check(app: &App, findings: &mut Vec<Finding>) {
    let must_say = target_sdk(app).is_none_or(|target| target >= EXPORTED_IS_ASKED);
    for activity in &app.activities {
        if !activity.filters.is_empty() && activity.exported.is_none() && must_say {
            missing(activity, findings);
        }
    }
    let mut seen = BTreeSet::new();
    for (activity, _, _) in app.link_filters() {
        // An alias is exported by itself.
        if seen.insert(&activity.name) {
            not_exported(activity, findings);
        }
    }
}

fn missing(activity: &Merged, findings: &mut Vec<Finding>) {
    let source = activity.source;
    let tag = &activity.activity.tag;
    let opens = activity.has_links() || activity.has_category(LAUNCHER);
    let attribute = format!("android:exported=\"{opens}\"");
    let what = format!(
        "{} has an intent filter and no android:exported. The build fails, or phones from Android 12 on refuse to install the app.",
        activity.short_name()
    );
    findings.push(
        Finding::at(Code::ANDROID_EXPORTED_MISSING, source, tag.span.start, what)
            .say("Add to the activity:")
            .edit([tag.with_attribute(source, &attribute)])
            .text(attribute),
    );
}

fn not_exported(activity: &Merged, findings: &mut Vec<Finding>) {
    let Some((source, exported)) = activity.exported.filter(|(_, attr)| attr.value == "false")
    else {
        return;
    };
    let what = format!(
        "{} has a filter for links and android:exported=\"false\": neither a browser nor a bank's app may open it.",
        activity.short_name()
    );
    findings.push(
        Finding::at(
            Code::ANDROID_EXPORTED_FALSE,
            source,
            exported.span.start,
            what,
        )
        .say("Write instead:")
        .text("android:exported=\"true\"")
        .edit([Edit::replace(source, exported.span.clone(), "true")]),
    );
}
