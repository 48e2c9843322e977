//! The activities that links open: whether others may start them, and which instance they reach.

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
    let mut judged = BTreeSet::new();
    let launched: BTreeSet<&str> = app
        .activities
        .iter()
        .filter(|activity| activity.has_category(LAUNCHER))
        .filter_map(|activity| Some(app.shown(activity)?.name.as_str()))
        .collect();
    for (activity, _, _) in app.link_filters() {
        // An alias is exported by itself, and launched as what it stands for.
        if seen.insert(&activity.name) {
            not_exported(activity, findings);
        }
        if let Some(shown) = app
            .shown(activity)
            .filter(|shown| judged.insert(&shown.name))
        {
            launch_mode(shown, launched.contains(shown.name.as_str()), findings);
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

fn launch_mode(activity: &Merged, is_launched: bool, findings: &mut Vec<Finding>) {
    let mode = activity.launch_mode.map(|attr| attr.value.as_str());
    let is_single = matches!(
        mode,
        Some("singleTop" | "singleTask" | "singleInstance" | "singleInstancePerTask")
    );
    // What shows nothing only passes the link on.
    let shows_nothing = activity
        .activity
        .theme
        .as_deref()
        .is_some_and(|theme| theme.contains("NoDisplay") || theme.contains("Translucent"));
    if is_single || shows_nothing {
        return;
    }
    let source = activity.source;
    let tag = &activity.activity.tag;
    // A `singleTask` that is launched from the home screen again ends all above it, a session's activity too.
    let better = if is_launched {
        "singleTop"
    } else {
        "singleTask"
    };
    let attribute = format!("android:launchMode=\"{better}\"");
    let own = activity.activity.launch_mode.as_ref();
    let edit = match own {
        Some(attr) => Edit::replace(source, attr.span.clone(), better),
        None => tag.with_attribute(source, &attribute),
    };
    let what = format!(
        "A link opens a second {}, on top of the one with the session, which never hears of it.",
        activity.short_name()
    );
    findings.push(
        Finding::at(Code::ANDROID_LAUNCH_MODE, source, tag.span.start, what)
            .say("Let it be one instance, and take the link in onNewIntent (and in onCreate, after a process death):")
            .text(attribute)
            .edit([edit]),
    );
}
