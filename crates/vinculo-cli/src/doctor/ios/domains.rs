//! Universal links: https callbacks, which Apple verifies with the website.

use super::super::Options;
use super::super::callback::Callback;
use super::super::codes::Code;
use super::super::finding::{Edit, Finding};
use super::super::project::Source;
use super::super::project::association::{AppDetail, site_association};
use super::super::project::plist::{Value, string};
use super::app::{App, DOMAINS, List};

pub(super) fn check(app: &App, options: &Options, findings: &mut Vec<Finding>) {
    let mut hosts: Vec<String> = Vec::new();
    for list in &app.entitlements {
        for value in list
            .value
            .get(DOMAINS)
            .map(Value::items)
            .unwrap_or_default()
        {
            hosts.extend(domain(list, value, findings));
        }
    }
    let web: Vec<&Callback> = app
        .callbacks
        .iter()
        .filter(|callback| callback.is_web())
        .collect();
    let mut told: Vec<&str> = Vec::new();
    for callback in &web {
        let is_there = hosts.iter().any(|host| callback.is_of_host(host));
        if !is_there && !told.contains(&callback.host.as_str()) {
            told.push(&callback.host);
            findings.push(missing(app, callback));
        }
    }
    if !web.is_empty() || !hosts.is_empty() {
        website(app, options, &web, findings);
    }
}

/// The host of an entry, with what is wrong with it.
fn domain(list: &List, value: &Value, findings: &mut Vec<Finding>) -> Option<String> {
    let text = value.text().unwrap_or_default();
    let rest = text.strip_prefix("applinks:")?;
    let (host, mode) = rest
        .split_once('?')
        .map_or((rest, None), |(host, mode)| (host, Some(mode)));
    let bare = host
        .trim_start_matches("https://")
        .trim_start_matches("http://");
    let bare = bare.split(['/', ':']).next().unwrap_or_default();
    let at = |code, what: &str| Finding::at(code, list.source, value.span.start, what);
    let finding = if bare != host {
        let what = format!(
            "\"{text}\" is no associated domain: it has the host alone, without scheme, port and path. No link opens the app."
        );
        Some(at(Code::IOS_ASSOCIATED_DOMAIN_MALFORMED, &what).say("Write instead:"))
    } else if mode.is_some_and(|mode| mode.contains("developer")) {
        let what = "mode=developer is for devices of developers: for everybody else no link opens the app.";
        Some(at(Code::IOS_ASSOCIATED_DOMAIN_DEVELOPER, what).say("Before a release write:"))
    } else {
        None
    };
    let edit = Edit::replace(list.source, value.span.clone(), entry(bare));
    findings.extend(finding.map(|finding| finding.text(entry(bare)).edit([edit])));
    Some(bare.to_owned())
}

fn entry(host: &str) -> String {
    string(&format!("applinks:{host}"))
}

fn missing(app: &App, callback: &Callback) -> Finding {
    let line = entry(&callback.host);
    let whole = format!("<key>{DOMAINS}</key>\n<array>\n    {line}\n</array>");
    if let Some(list) = app.unused_entitlements.first() {
        let what = format!(
            "{} has no CODE_SIGN_ENTITLEMENTS, so this file has no effect, and {} opens the browser.",
            app.name(),
            callback.url
        );
        return Finding::in_file(Code::IOS_ENTITLEMENTS_UNUSED, &list.source.path, what)
            .say("In the build settings of the target set Code Signing Entitlements:")
            .text(format!("CODE_SIGN_ENTITLEMENTS = {};", list.source.path));
    }
    let what = format!(
        "{} is not associated with {}, so {} opens the browser and not the app.",
        app.name(),
        callback.host,
        callback.url
    );
    let code = Code::IOS_ASSOCIATED_DOMAIN_MISSING;
    let Some(list) = app.entitlements.first() else {
        return Finding::of_project(code, what)
            .say("Xcode: target, Signing & Capabilities, + Associated Domains; which writes to the entitlements:")
            .text(whole);
    };
    match list.value.get(DOMAINS) {
        Some(domains) => Finding::at(code, list.source, domains.span.start, what)
            .say("Add to the array:")
            .edit([domains.with_child(list.source, &line)])
            .text(line),
        None => Finding::in_file(code, &list.source.path, what)
            .say("Add to the entitlements:")
            .edit([list.value.with_child(list.source, &whole)])
            .text(whole),
    }
}

fn website(app: &App, options: &Options, web: &[&Callback], findings: &mut Vec<Finding>) {
    let files: Vec<&Source> = match &options.aasa {
        Some(file) => vec![file],
        None => app.project.files(super::is_site_association).collect(),
    };
    if files.is_empty() {
        let what = "The app takes https links, and the website's apple-app-site-association is not in the project, so it was not judged.";
        findings.push(
            Finding::of_project(Code::IOS_AASA_NOT_FOUND, what)
                .say("Give a copy: --aasa FILE. Websites have it at /.well-known/apple-app-site-association."),
        );
    }
    let ids = app
        .target
        .map(|target| target.bundle_ids.as_slice())
        .unwrap_or_default();
    for source in files {
        let example = example(
            ids.first().map_or("com.example.bank", String::as_str),
            web.first().map_or("", |callback| callback.base_path()),
        );
        let details = match site_association(source) {
            Ok(details) => details,
            Err(problem) => {
                let what = format!(
                    "It {problem}. Apple verifies nothing with it, and links open the browser."
                );
                findings.push(
                    Finding::in_file(Code::IOS_AASA_MALFORMED, &source.path, what)
                        .say("Write it so, with the id of your team in front:")
                        .text(example),
                );
                continue;
            }
        };
        if ids.is_empty() {
            let what = "The bundle id is computed or in no project file, so it was not looked for in this file.";
            findings.push(
                Finding::in_file(Code::UNKNOWN_VALUE, &source.path, what)
                    .say("Check by hand that it is among the appIDs here."),
            );
            continue;
        }
        let own: Vec<&AppDetail> = details
            .iter()
            .filter(|detail| {
                detail
                    .app_ids
                    .iter()
                    .any(|app| ids.iter().any(|id| is_app(app, id)))
            })
            .collect();
        if own.is_empty() {
            findings.push(no_app(source, &details, &ids[0], example));
            continue;
        }
        for callback in web
            .iter()
            .filter(|callback| !own.iter().any(|detail| detail.covers(&callback.path)))
        {
            findings.push(no_path(source, callback));
        }
    }
}

/// `ABCDE12345.com.example.bank` is `com.example.bank`.
fn is_app(app_id: &str, bundle_id: &str) -> bool {
    app_id
        .split_once('.')
        .is_some_and(|(_, id)| id == bundle_id)
}

fn no_app(source: &Source, details: &[AppDetail], id: &str, example: String) -> Finding {
    let what =
        format!("It names no app {id}, so Apple verifies nothing, and links open the browser.");
    let finding = Finding::in_file(Code::IOS_AASA_APP, &source.path, what)
        .say("Add it, with the id of your team in front:")
        .text(example);
    // The only app that is named, of whatever id: its id is what is wrong.
    if let [only] = details
        && let [named] = only.app_ids.as_slice()
        && let Some((team, _)) = named.split_once('.')
        && let Some(at) = source.text.find(&format!("\"{named}\""))
    {
        return finding.edit([Edit::replace(
            source,
            at + 1..at + 1 + named.len(),
            format!("{team}.{id}"),
        )]);
    }
    finding
}

fn no_path(source: &Source, callback: &Callback) -> Finding {
    let what = format!(
        "Its paths do not cover {}: a session adds its nonce as the last segment of the path.",
        callback.url
    );
    let pattern = format!("{}/*", callback.base_path());
    let component = format!("{{ \"/\": \"{pattern}\" }}");
    let exact = format!("\"{}\"", callback.base_path());
    let finding = Finding::in_file(Code::IOS_AASA_PATH, &source.path, what)
        .say("Add in front of the components of the app:")
        .text(component.clone());
    if !callback.base_path().is_empty()
        && let Some(at) = source.text.find(&exact)
    {
        return finding.edit([Edit::replace(source, at + 1..at + exact.len() - 1, pattern)]);
    }
    let list = source
        .text
        .find("\"components\"")
        .and_then(|at| Some(at + source.text[at..].find('[')? + 1));
    finding.edit(list.map(|at| Edit::insert(source, at, format!("{component}, "))))
}

fn example(id: &str, path: &str) -> String {
    format!(
        "{{ \"applinks\": {{ \"details\": [ {{\n  \"appIDs\": [ \"TEAMID.{id}\" ],\n  \"components\": [ {{ \"/\": \"{path}/*\" }} ]\n}} ] }} }}"
    )
}
