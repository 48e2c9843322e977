//! App Links: https callbacks, which Android verifies with the website.

use super::super::Options;
use super::super::codes::Code;
use super::super::finding::{Edit, Finding};
use super::super::project::association::asset_links;
use super::super::project::{Source, name_of};
use super::app::App;

pub(super) fn check(app: &App, options: &Options, findings: &mut Vec<Finding>) {
    let filters = app.link_filters();
    let web: Vec<_> = filters
        .iter()
        .filter(|(_, _, filter)| app.is_web_filter(filter))
        .collect();
    if web.is_empty() {
        return;
    }
    // A link of the app that is no callback may be meant for whoever allows it by hand.
    let code = if app.callbacks.is_empty() {
        Code::ANDROID_WEB_LINK_UNVERIFIED
    } else {
        Code::ANDROID_APP_LINK_UNVERIFIED
    };
    for (activity, source, filter) in &web {
        let verify = filter.auto_verify.as_ref();
        if verify.is_some_and(|attr| attr.value == "true") {
            continue;
        }
        let attribute = "android:autoVerify=\"true\"";
        let edit = match (verify, &filter.tag) {
            (Some(attr), _) => Some(Edit::replace(source, attr.span.clone(), "true")),
            (None, Some(tag)) => Some(tag.with_attribute(source, attribute)),
            (None, None) => None,
        };
        let what = format!(
            "{} takes https links that Android is not asked to verify. From Android 12 on they open the browser, and not the app.",
            activity.short_name()
        );
        findings.push(
            Finding::at(code, source, filter.span.start, what)
                .say("Add to the intent-filter:")
                .text(attribute)
                .edit(edit),
        );
    }
    let files: Vec<&Source> = match &options.assetlinks {
        Some(file) => vec![file],
        None => app
            .project
            .files(|path| name_of(path) == "assetlinks.json")
            .collect(),
    };
    if files.is_empty() {
        let what = "The app takes https links, and the website's assetlinks.json is not in the project, so it was not judged.";
        findings.push(
            Finding::of_project(Code::ANDROID_ASSETLINKS_NOT_FOUND, what).say(
                "Give a copy: --assetlinks FILE. Websites have it at /.well-known/assetlinks.json.",
            ),
        );
    }
    for source in files {
        statements(app, source, findings);
    }
}

fn statements(app: &App, source: &Source, findings: &mut Vec<Finding>) {
    let id = app.application_id.as_deref();
    let example = statement(id.unwrap_or("com.example.bank"));
    let statements = match asset_links(source) {
        Ok(statements) => statements,
        Err(problem) => {
            let what = format!(
                "It {problem}. Android verifies nothing with it, and links open the browser."
            );
            findings.push(
                Finding::in_file(Code::ANDROID_ASSETLINKS_MALFORMED, &source.path, what)
                    .say("Write it so, with the fingerprint that `./gradlew signingReport` or Play's console shows:")
                    .text(example),
            );
            return;
        }
    };
    let Some(id) = id else {
        let what = "The application id is computed, or variants have their own, so it was not looked for in this file.";
        let finding = Finding::in_file(Code::UNKNOWN_VALUE, &source.path, what);
        findings.push(finding.say("Check by hand that each one is a package_name here."));
        return;
    };
    let own: Vec<_> = statements
        .iter()
        .filter(|statement| statement.package == id)
        .collect();
    if own.is_empty() {
        let what = format!("It gives no links to {id}, so Android opens the browser for them.");
        let mut finding = Finding::in_file(Code::ANDROID_ASSETLINKS_APP, &source.path, what)
            .say("Add a statement for it, with the fingerprint that `./gradlew signingReport` or Play's console shows:")
            .text(example);
        // Another app's only statement, with a proper fingerprint: its name is what is wrong.
        if let [only] = statements.as_slice()
            && only.has_fingerprints
            && let Some(at) = source.text.find(&format!("\"{}\"", only.package))
        {
            finding = finding.edit([Edit::replace(
                source,
                at + 1..at + 1 + only.package.len(),
                id,
            )]);
        }
        findings.push(finding);
    } else if !own.iter().any(|statement| statement.has_fingerprints) {
        let what = format!(
            "Its statement for {id} has no sha256_cert_fingerprints that could be one: 32 bytes, parted by colons."
        );
        findings.push(
            Finding::in_file(Code::ANDROID_ASSETLINKS_APP, &source.path, what)
                .say("Put in the one that `./gradlew signingReport` or Play's console shows:")
                .text(example),
        );
    }
}

fn statement(id: &str) -> String {
    format!(
        "[{{\n  \"relation\": [\"delegate_permission/common.handle_all_urls\"],\n  \"target\": {{\n    \"namespace\": \"android_app\",\n    \
         \"package_name\": \"{id}\",\n    \"sha256_cert_fingerprints\": [\"AB:CD:…\"]\n  }}\n}}]"
    )
}
