//! The scheme and host of a filter: what Android never matches, and what other apps have too.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::super::callback::{
    as_scheme, is_deliverable, is_generic, is_web, may_be_scheme, without_colon,
};
use super::super::codes::Code;
use super::super::finding::{Edit, Finding};
use super::super::project::xml::{Attr, escaped};
use super::super::project::{Resolved, Source};
use super::app::{App, Part};
use super::merged::Merged;

/// An activity that takes a scheme, with the hosts that it takes; none: all of them.
type Taken<'a> = (&'a Merged<'a>, Rc<[String]>);

/// More activities of one scheme than these are not compared with each other.
const MAX_TAKERS: usize = 32;

pub(super) fn check(app: &App, findings: &mut Vec<Finding>) {
    let mut seen: BTreeMap<String, Vec<Taken>> = BTreeMap::new();
    for (activity, source, filter) in app.link_filters() {
        let hosts = app.parts(&filter.hosts);
        let schemes = app.parts(&filter.schemes);
        for part in &schemes {
            spelling(app, source, part, findings);
        }
        for part in &hosts {
            match &part.value {
                Resolved::Known(host) => lower_case(source, part, "host", host, findings),
                Resolved::Unknown(name) => unknown(source, part.attr, "host", name, findings),
            }
        }
        for rule in &filter.paths {
            if let Resolved::Unknown(name) = app.resolve(&rule.value) {
                unknown(source, &rule.value, "path", &name, findings);
            }
        }
        let known: Rc<[String]> = hosts
            .iter()
            .filter_map(|host| host.value.known().map(str::to_owned))
            .collect();
        for scheme in schemes.iter().filter_map(|part| part.value.known()) {
            if is_web(scheme) {
                continue;
            }
            let scheme = scheme.to_lowercase();
            let takers = seen.entry(scheme.clone()).or_default();
            let collides = |(other, hosts): &&Taken| {
                other.name != activity.name
                    && (hosts.is_empty()
                        || known.is_empty()
                        || hosts.iter().any(|host| known.contains(host)))
            };
            if let Some((other, _)) = takers.iter().take(MAX_TAKERS).find(collides) {
                let what = format!(
                    "{} and {} both take {scheme}: links. Android asks the user which one, or opens the wrong one, and the session waits.",
                    other.short_name(),
                    activity.short_name(),
                );
                findings.push(
                    Finding::at(Code::ANDROID_SCHEME_COLLISION, source, filter.span.start, what)
                        .say("Keep the filter of the activity that has the session, and remove this one.")
                        .edit([Edit::remove(source, filter.span.clone())]),
                );
            }
            takers.push((activity, Rc::clone(&known)));
        }
    }
}

fn spelling(app: &App, source: &Source, part: &Part, findings: &mut Vec<Finding>) {
    let scheme = match &part.value {
        Resolved::Known(scheme) => scheme,
        Resolved::Unknown(name) => {
            unknown(source, part.attr, "scheme", name, findings);
            return;
        }
    };
    if !is_deliverable(scheme) {
        let what = format!(
            "\"{scheme}\" is no scheme: letters, digits, +, - and . are allowed, without a colon. No link ever opens it."
        );
        let mut finding = Finding::at(
            Code::ANDROID_SCHEME_INVALID,
            source,
            part.attr.span.start,
            what,
        );
        if let Some(better) = as_scheme(without_colon(scheme)) {
            finding = finding
                .say("Write the scheme alone, and the same in callback_urls of the token request:")
                .text(format!("android:scheme=\"{better}\""))
                .edit(replace(source, part, &better));
        } else {
            finding = finding.say("Write a scheme such as the application id.");
        }
        findings.push(finding);
        return;
    }
    lower_case(source, part, "scheme", scheme, findings);
    if may_be_scheme(app.callbacks, scheme) && is_generic(scheme) {
        let what = format!(
            "Other apps are likely to have the scheme \"{scheme}\" too. Android then asks the user which app to open, and any app can listen."
        );
        let mut finding = Finding::at(Code::ANDROID_SCHEME_GENERIC, source, part.attr.span.start, what)
            .say("Add a scheme that is only yours, such as the application id, and use it in callback_urls of the token request. This one may go \
                  if no other link of the app has it.");
        // No edit: what else opens the app by this scheme is not in the project.
        if let Some(own) = app.application_id.as_deref().and_then(as_scheme) {
            finding = finding.text(format!("<data android:scheme=\"{own}\" />"));
        }
        findings.push(finding);
    }
}

fn unknown(source: &Source, attr: &Attr, part: &str, name: &str, findings: &mut Vec<Finding>) {
    let what = format!(
        "The {part}'s value ({name}) is computed, differs between variants or is not in the project, so it was not judged."
    );
    findings.push(
        Finding::at(Code::UNKNOWN_VALUE, source, attr.span.start, what).say(
            "Check by hand that it is lower case, the app's own, and the one of the callback URLs.",
        ),
    );
}

fn lower_case(source: &Source, part: &Part, name: &str, value: &str, findings: &mut Vec<Finding>) {
    if value.chars().any(char::is_uppercase) {
        let lower = value.to_lowercase();
        let what = format!(
            "Browsers write a {name} in lower case, and Android compares exactly: \"{value}\" is never matched."
        );
        findings.push(
            Finding::at(
                Code::ANDROID_SCHEME_CASE,
                source,
                part.attr.span.start,
                what,
            )
            .say("Write it in lower case:")
            .text(format!("android:{name}=\"{lower}\""))
            .edit(replace(source, part, &lower)),
        );
    }
}

/// Only where the value itself is written here, and not a placeholder for it.
fn replace(source: &Source, part: &Part, text: &str) -> Option<Edit> {
    let is_written = part.value.known() == Some(part.attr.value.as_str());
    is_written.then(|| Edit::replace(source, part.attr.span.clone(), escaped(text)))
}
