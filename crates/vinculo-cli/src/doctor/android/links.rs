//! Whether links reach the app at all: a filter for each callback, complete, with a path that bears the nonce.

use super::super::callback::{Callback, as_scheme, matches_pattern};
use super::super::codes::Code;
use super::super::finding::{Edit, Finding};
use super::super::project::Source;
use super::super::project::manifest::{BROWSABLE, DEFAULT, Filter, PathRule, VIEW};
use super::app::App;
use super::merged::Merged;
use super::new_filter::{filter_text, prefix, with_filter};

pub(super) fn check(app: &App, findings: &mut Vec<Finding>) {
    let filters = app.link_filters();
    for (activity, source, filter) in &filters {
        incomplete(activity, source, filter, findings);
    }
    if app.callbacks.is_empty() {
        if filters.is_empty() {
            none(app, findings);
        }
        for (_, source, filter) in &filters {
            if app.is_web_filter(filter) {
                exact_paths(source, filter, findings);
            }
        }
    }
    for callback in app.callbacks {
        declared(app, callback, &filters, findings);
    }
}

fn incomplete(activity: &Merged, source: &Source, filter: &Filter, findings: &mut Vec<Finding>) {
    let needed = [
        (&filter.actions, "action", VIEW),
        (&filter.categories, "category", DEFAULT),
        (&filter.categories, "category", BROWSABLE),
    ];
    let lacking: Vec<_> = needed
        .iter()
        .filter(|(has, _, name)| !has.iter().any(|own| own == name))
        .collect();
    if lacking.is_empty() {
        return;
    }
    let names: Vec<&str> = lacking
        .iter()
        .map(|(_, _, name)| name.rsplit('.').next().unwrap_or(name))
        .collect();
    let lines: Vec<String> = lacking
        .iter()
        .map(|(_, element, name)| format!("<{element} android:name=\"{name}\" />"))
        .collect();
    let lines = lines.join("\n");
    let what = format!(
        "The link filter of {} lacks {}, so a browser or a bank's app cannot open it.",
        activity.short_name(),
        names.join(" and "),
    );
    let edit = filter
        .tag
        .as_ref()
        .map(|tag| tag.with_child(source, &lines));
    findings.push(
        Finding::at(
            Code::ANDROID_FILTER_INCOMPLETE,
            source,
            filter.span.start,
            what,
        )
        .say("Add to the filter:")
        .text(lines)
        .edit(edit),
    );
}

fn none(app: &App, findings: &mut Vec<Finding>) {
    let what = "No activity opens links. A bank that returns through its app or the browser cannot bring the user back.";
    let own = app.application_id.as_deref().and_then(as_scheme);
    let lines = filter_text(own.as_deref().unwrap_or("com.example.bank"), None, "");
    let mut finding = with_filter(app, Code::ANDROID_NO_DEEP_LINK, what, lines);
    if own.is_none() {
        finding.fix.edits.clear();
    }
    findings.push(finding);
}

fn declared(
    app: &App,
    callback: &Callback,
    filters: &[(&Merged, &Source, &Filter)],
    findings: &mut Vec<Finding>,
) {
    let mut by_path = None;
    for (_, source, filter) in filters {
        let schemes = app.parts(&filter.schemes);
        // What is computed was noted elsewhere, and may be the one.
        if !schemes.iter().any(|part| {
            part.value
                .known()
                .is_none_or(|scheme| scheme.eq_ignore_ascii_case(&callback.scheme))
        }) {
            continue;
        }
        if !app.may_be_host(filter, callback) {
            continue;
        }
        if filter.hosts.is_empty()
            || filter.paths.is_empty()
            || filter
                .paths
                .iter()
                .any(|rule| match app.resolve(&rule.value).known() {
                    Some(value) => covers(&rule.kind, value, &callback.path),
                    None => true,
                })
        {
            return;
        }
        by_path = Some((*source, *filter));
    }
    if let Some((source, filter)) = by_path {
        wrong_path(callback, source, filter, findings);
        return;
    }
    let what = format!(
        "No activity takes {}, so who comes back from the bank by this link does not reach the app.",
        callback.url
    );
    let lines = filter_text(&callback.scheme, Some(&callback.host), callback.base_path());
    findings.push(with_filter(
        app,
        Code::ANDROID_CALLBACK_UNDECLARED,
        &what,
        lines,
    ));
}

fn wrong_path(callback: &Callback, source: &Source, filter: &Filter, findings: &mut Vec<Finding>) {
    let exact = filter
        .paths
        .iter()
        .find(|rule| rule.value.value.trim_end_matches('/') == callback.base_path());
    let what = format!(
        "The filter takes other paths than {}: a session adds its nonce as the last segment of the path.",
        callback.url
    );
    let finding = Finding::at(Code::ANDROID_CALLBACK_PATH, source, filter.span.start, what);
    let path = prefix(callback.base_path());
    let wanted = format!("android:pathPrefix=\"{path}\"");
    findings.push(if let Some(rule) = exact {
        finding
            .say("Match by prefix, instead of the exact path:")
            .text(wanted)
            .edit(by_prefix(source, rule, path))
    } else {
        let line = format!("<data {wanted} />");
        let edit = filter.tag.as_ref().map(|tag| tag.with_child(source, &line));
        finding.say("Add to the filter:").text(line).edit(edit)
    });
}

/// Without callbacks nobody knows which paths are meant, but an exact one never bears a nonce.
fn exact_paths(source: &Source, filter: &Filter, findings: &mut Vec<Finding>) {
    let looks_ours = |path: &str| {
        ["belvo", "callback", "vinculo"]
            .iter()
            .any(|word| path.to_lowercase().contains(word))
    };
    for rule in filter
        .paths
        .iter()
        .filter(|rule| rule.kind == "path" && looks_ours(&rule.value.value))
    {
        let path = prefix(rule.value.value.trim_end_matches('/'));
        let what = format!(
            "\"{}\" is matched exactly, and a session adds its nonce as the last segment of the path.",
            rule.value.value
        );
        findings.push(
            Finding::at(
                Code::ANDROID_CALLBACK_PATH,
                source,
                rule.value.span.start,
                what,
            )
            .say("Match by prefix:")
            .text(format!("android:pathPrefix=\"{path}\""))
            .edit(by_prefix(source, rule, path)),
        );
    }
}

fn by_prefix(source: &Source, rule: &PathRule, path: String) -> [Edit; 2] {
    [
        Edit::replace(source, rule.value.span.clone(), path),
        Edit::replace(source, rule.kind_span.clone(), "android:pathPrefix"),
    ]
}

/// Whether a path of a filter fits. Android's patterns have `.*` for any number of characters.
fn covers(kind: &str, rule: &str, path: &str) -> bool {
    match kind {
        "path" => path == rule,
        "pathPrefix" => path.starts_with(rule),
        "pathSuffix" => path.ends_with(rule),
        "pathPattern" => matches_pattern(&rule.replace(".*", "*").replace('?', "\u{0}"), path),
        // Sets and counts: not read, so not judged.
        _ => true,
    }
}
