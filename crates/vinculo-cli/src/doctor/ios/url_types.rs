//! `CFBundleURLTypes`: the schemes whose links open the app.

use std::collections::BTreeSet;

use super::super::callback::{
    as_scheme, is_deliverable, is_generic, is_web, may_be_scheme, without_colon,
};
use super::super::codes::Code;
use super::super::finding::{Edit, Finding};
use super::super::project::plist::{Value, string};
use super::super::project::xml::indented;
use super::super::project::{Resolved, Source};
use super::app::{App, URL_TYPES};

/// A scheme that is declared.
struct Declared<'a> {
    source: &'a Source,
    url_type: &'a Value,
    value: &'a Value,
    scheme: Resolved,
}

pub(super) fn check(app: &App, findings: &mut Vec<Finding>) {
    let declared = declared(app);
    let mut seen = BTreeSet::new();
    for one in &declared {
        let line = one.value.span.start;
        let scheme = match &one.scheme {
            Resolved::Known(scheme) => scheme.as_str(),
            Resolved::Unknown(name) => {
                let what = format!(
                    "The scheme's value ({name}) is not written in the project's settings, so it was not judged."
                );
                findings.push(
                    Finding::at(Code::UNKNOWN_VALUE, one.source, line, what).say(
                        "Check by hand that it is the app's own, and the one of the callback URLs.",
                    ),
                );
                continue;
            }
        };
        if !is_deliverable(scheme) || is_web(scheme) {
            invalid(one, scheme, findings);
        } else if may_be_scheme(app.callbacks, scheme) && is_generic(scheme) {
            generic(app, one, scheme, findings);
        }
        if !seen.insert((&one.source.path, scheme.to_lowercase())) {
            let what = format!(
                "\"{scheme}\" is declared twice, so a change of one of them has no effect."
            );
            // With its type, if nothing else is in it.
            let alone = one
                .url_type
                .get("CFBundleURLSchemes")
                .is_some_and(|schemes| schemes.items().len() == 1);
            let span = if alone {
                one.url_type.span.clone()
            } else {
                one.value.span.clone()
            };
            findings.push(
                Finding::at(Code::IOS_SCHEME_DUPLICATE, one.source, line, what)
                    .say("Remove one of them.")
                    .edit([Edit::remove(one.source, span)]),
            );
        }
    }
    if app.callbacks.is_empty() {
        if declared.is_empty() && !app.has_domains() {
            let own = by_id(app);
            let scheme = own.as_deref().unwrap_or("com.example.bank");
            let what = "No link opens the app. A bank that returns through its app or the browser cannot bring the user back.";
            let mut finding = with_type(app, Code::IOS_NO_DEEP_LINK, what, scheme);
            if own.is_none() {
                finding.fix.edits.clear();
            }
            findings.push(finding);
        }
        return;
    }
    let mut told: Vec<&str> = Vec::new();
    for callback in app.callbacks.iter().filter(|callback| !callback.is_web()) {
        let is_declared = declared.iter().any(|one| {
            one.scheme
                .known()
                .is_none_or(|scheme| scheme.eq_ignore_ascii_case(&callback.scheme))
        });
        if is_declared || told.contains(&callback.scheme.as_str()) {
            continue;
        }
        told.push(&callback.scheme);
        let what = format!(
            "{} does not declare the scheme of {}, so who comes back from the bank by it does not reach the app.",
            app.name(),
            callback.url
        );
        findings.push(with_type(
            app,
            Code::IOS_CALLBACK_UNDECLARED,
            &what,
            &callback.scheme,
        ));
    }
}

fn declared<'a>(app: &App<'a>) -> Vec<Declared<'a>> {
    let mut found = Vec::new();
    for list in &app.info {
        let types = list
            .value
            .get(URL_TYPES)
            .map(Value::items)
            .unwrap_or_default();
        for url_type in types {
            let schemes = url_type
                .get("CFBundleURLSchemes")
                .map(Value::items)
                .unwrap_or_default();
            for value in schemes {
                found.push(Declared {
                    source: list.source,
                    url_type,
                    value,
                    scheme: app.resolve(value.text().unwrap_or_default()),
                });
            }
        }
    }
    found
}

fn invalid(one: &Declared, scheme: &str, findings: &mut Vec<Finding>) {
    let line = one.value.span.start;
    let meant = as_scheme(without_colon(scheme));
    let finding = if meant.as_deref().is_some_and(is_web) {
        let what = "An app cannot take https by a URL type; that is what universal links are for.";
        Finding::at(Code::IOS_SCHEME_INVALID, one.source, line, what)
            .say("Remove it, and add applinks:<host> to the associated domains.")
            .edit([Edit::remove(one.source, one.url_type.span.clone())])
    } else {
        let what = format!(
            "\"{scheme}\" is no scheme: letters, digits, +, - and . are allowed, without a colon. No link ever opens it."
        );
        let finding = Finding::at(Code::IOS_SCHEME_INVALID, one.source, line, what)
            .say("Write the scheme alone, and the same in callback_urls of the token request:");
        if let Some(meant) = meant {
            finding.text(string(&meant)).edit([Edit::replace(
                one.source,
                one.value.span.clone(),
                string(&meant),
            )])
        } else {
            finding.text(string("com.example.bank"))
        }
    };
    findings.push(finding);
}

fn generic(app: &App, one: &Declared, scheme: &str, findings: &mut Vec<Finding>) {
    let what = format!(
        "Other apps are likely to have the scheme \"{scheme}\" too, and iOS does not say which of them a link opens."
    );
    let mut finding = Finding::at(Code::IOS_SCHEME_GENERIC, one.source, one.value.span.start, what)
        .say("Add a scheme that is only yours, such as the bundle id, and use it in callback_urls of the token request. This one may go \
              if no other link of the app has it.");
    // No edit: what else opens the app by this scheme is not in the project.
    if let Some(own) = by_id(app) {
        finding = finding.text(string(&own));
    }
    findings.push(finding);
}

/// None if configurations have ids of their own: the property list is shared by them.
fn by_id(app: &App) -> Option<String> {
    match app.target?.bundle_ids.as_slice() {
        [id] => as_scheme(id),
        _ => None,
    }
}

/// A URL type, in the property list that is there.
fn with_type(app: &App, code: Code, what: &str, scheme: &str) -> Finding {
    let entry = format!(
        "<dict>\n    <key>CFBundleURLSchemes</key>\n    <array>\n        {}\n    </array>\n</dict>",
        string(scheme)
    );
    let Some(list) = app.first_info() else {
        return Finding::of_project(code, what)
            .say("Xcode: target, Info, URL Types, + ; which adds to Info.plist:")
            .text(whole(&entry));
    };
    match list.value.get(URL_TYPES) {
        Some(types) => Finding::at(code, list.source, types.span.start, what)
            .say("Add to CFBundleURLTypes:")
            .edit([types.with_child(list.source, &entry)])
            .text(entry),
        None => Finding::in_file(code, &list.source.path, what)
            .say("Add to the property list:")
            .edit([list.value.with_child(list.source, &whole(&entry))])
            .text(whole(&entry)),
    }
}

fn whole(entry: &str) -> String {
    let entry = indented(entry);
    format!("<key>{URL_TYPES}</key>\n<array>\n{entry}\n</array>")
}
