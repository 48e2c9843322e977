//! Which instance of which activity a link reaches, and what becomes of the widget then.

use std::collections::BTreeMap;

use super::super::codes::Code;
use super::super::finding::{Edit, Finding};
use super::super::project::Source;
use super::super::project::manifest::Filter;
use super::app::App;
use super::callback_activity::{LAUNCH_MODE, NAME, Screens, THEME, WHY, element, shows_nothing};
use super::code::Declaration;
use super::merged::Merged;

type Link<'a> = (&'a Source, &'a Filter);
type Declarations<'a> = BTreeMap<&'a str, Vec<Declaration<'a>>>;

pub(super) fn check(app: &App, findings: &mut Vec<Finding>) {
    // An alias is launched as what it stands for.
    let mut shown: BTreeMap<&str, (&Merged, Vec<Link>)> = BTreeMap::new();
    for (activity, source, filter) in app.link_filters() {
        if let Some(activity) = app.shown(activity) {
            let entry = shown.entry(&activity.name);
            let (_, links) = entry.or_insert_with(|| (activity, Vec::new()));
            links.push((source, filter));
        }
    }
    let mut activities = shown.values().map(|(activity, _)| activity);
    // Then it is not said that the other links of the app are callbacks, too.
    if app.callbacks.is_empty() && activities.any(|activity| shows_nothing(activity)) {
        return;
    }
    let hosts_view = app.code.hosts_view();
    let screens = Screens::of(app);
    let declarations = app.code.declarations();
    // What shows nothing only passes the link on.
    for (activity, links) in shown
        .values()
        .filter(|(activity, _)| !shows_nothing(activity))
    {
        let mode = activity.launch_mode.map(|attr| attr.value.as_str());
        let is_single = mode.is_some_and(|mode| mode.starts_with("single"));
        let is_launcher = screens.is_launcher(activity);
        if hosts_view {
            if !is_single {
                second_instance(activity, is_launcher, findings);
            }
        } else if !is_launcher && !is_single && passes_on(activity, &declarations) {
            findings.push(not_invisible(activity));
        } else if is_launcher || !is_single {
            findings.push(own_screen(app, &screens, activity, links));
        }
    }
}

/// Where the activity itself has the widget, the link is for the instance that there is.
fn second_instance(activity: &Merged, is_launcher: bool, findings: &mut Vec<Finding>) {
    let source = activity.source;
    let tag = &activity.activity.tag;
    // A `singleTask` that is launched from the home screen again ends all above it, a session's activity too.
    let better = if is_launcher {
        "singleTop"
    } else {
        "singleTask"
    };
    let attribute = format!("android:launchMode=\"{better}\"");
    let edit = match &activity.activity.launch_mode {
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

/// What only passes the link on is to be seen nowhere, and in the app's own task.
fn not_invisible(activity: &Merged) -> Finding {
    let source = activity.source;
    let tag = &activity.activity.tag;
    let own = &activity.activity;
    let finding = Finding::at(
        Code::ANDROID_LAUNCH_MODE,
        source,
        tag.span.start,
        second(activity),
    )
    .say(format!("Links are for {WHY}:"))
    .text(format!("{LAUNCH_MODE}\n{THEME}"));
    // What another theme is for, nobody knows.
    if own.theme.is_some() {
        return finding;
    }
    let mode = match &own.launch_mode {
        Some(attr) => Edit::replace(source, attr.span.clone(), "singleTask"),
        None => tag.with_attribute(source, LAUNCH_MODE),
    };
    finding.edit([mode, tag.with_attribute(source, THEME)])
}

fn second(activity: &Merged) -> String {
    let name = activity.short_name();
    format!(
        "A link opens a second {name}, on top of the widget or in the task of the app that it comes from."
    )
}

/// Where the package's screen has the widget, a screen of the app's own is the wrong one for links, in any launch mode.
fn own_screen(app: &App, screens: &Screens, activity: &Merged, links: &[Link]) -> Finding {
    let mode = activity.launch_mode.map(|attr| attr.value.as_str());
    let what = match mode {
        Some(mode) if mode.starts_with("single") && mode != "singleTop" => format!(
            "{} is {mode} and lies below the widget: a link to it ends all that is above, the widget too.",
            activity.short_name()
        ),
        _ => second(activity),
    };
    let source = activity.source;
    let at = activity.activity.tag.span.start;
    let finding = Finding::at(Code::ANDROID_LAUNCH_MODE, source, at, what);
    let filters: Vec<String> = links
        .iter()
        .map(|(source, filter)| dedented(source, filter))
        .collect();
    let element = element(&filters.join("\n"));
    let finding = finding
        .say(format!(
            "Move the filter to {WHY}; it hands the link to VinculoConnect.onNewIntent:"
        ))
        .text(screens.element_and_class(&element));
    let manifest = app
        .manifests
        .iter()
        .find(|manifest| manifest.source.path == source.path);
    let application = manifest.and_then(|manifest| manifest.application.as_ref());
    // An activity that is there already may do something else.
    let Some(application) = application.filter(|_| !screens.is_taken) else {
        return finding;
    };
    let moved = links
        .iter()
        .map(|(source, filter)| Edit::remove(source, filter.span.clone()));
    finding.edit(moved.chain([application.tag.with_child(source, &element)]))
}

/// Whether its class finishes at once, as far as words tell.
fn passes_on(activity: &Merged, declarations: &Declarations) -> bool {
    let Some(found) = declarations.get(activity.short_name()) else {
        return activity.short_name() == NAME;
    };
    found.iter().any(|class| {
        let text = &class.source.text;
        text.contains("finish()") && !text.contains("setContent")
    })
}

/// As it would stand at the beginning of a line.
fn dedented(source: &Source, filter: &Filter) -> String {
    let written = source.text.get(filter.span.clone()).unwrap_or_default();
    let indent = source.indent(filter.span.start);
    let lines = written.lines();
    let lines: Vec<&str> = lines
        .map(|line| line.strip_prefix(indent).unwrap_or(line))
        .collect();
    lines.join("\n")
}
