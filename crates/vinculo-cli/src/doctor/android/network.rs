//! What the app may send, and to whom: passwords of banks are typed here.

use super::super::codes::Code;
use super::super::finding::{Edit, Finding};
use super::super::project::name_of;
use super::super::project::network_config::NetworkConfig;
use super::app::App;

pub(super) fn check(app: &App, findings: &mut Vec<Finding>) {
    for manifest in &app.manifests {
        for (name, tag) in &manifest.removed_permissions {
            if name == "android.permission.INTERNET" {
                let what = "The permission INTERNET, which the AAR brings, is taken out again: nothing of the widget loads.";
                let kept = "<uses-permission android:name=\"android.permission.INTERNET\" />";
                findings.push(
                    Finding::at(
                        Code::ANDROID_INTERNET_REMOVED,
                        manifest.source,
                        tag.span.start,
                        what,
                    )
                    .say("Write instead:")
                    .text(kept)
                    .edit([Edit::replace(
                        manifest.source,
                        tag.span.clone(),
                        kept,
                    )]),
                );
            }
        }
    }
    let applications = app
        .manifests
        .iter()
        .filter_map(|manifest| Some((manifest.source, manifest.application.as_ref()?)));
    let config = applications
        .clone()
        .find_map(|(_, application)| application.network_config.as_ref());
    for (source, application) in applications {
        // From Android 7 on a configuration takes the place of this attribute.
        if let Some(attr) = application
            .cleartext
            .as_ref()
            .filter(|attr| attr.value == "true" && config.is_none())
        {
            let what = "Every server may be spoken to in clear. Vinculo speaks https alone, so nothing of it needs this, and a page that is led to \
                        http is read by others.";
            findings.push(
                Finding::at(Code::ANDROID_CLEARTEXT, source, attr.span.start, what)
                    .say("Allow it in src/debug/AndroidManifest.xml alone, and write here:")
                    .text("android:usesCleartextTraffic=\"false\"")
                    .edit([Edit::replace(source, attr.span.clone(), "false")]),
            );
        }
    }
    if let Some(attr) = config {
        configuration(app, name_of(&attr.value), findings);
    }
}

fn configuration(app: &App, file: &str, findings: &mut Vec<Finding>) {
    let is_it = |path: &str| {
        path.contains("res/xml/")
            && !path.contains("src/debug/")
            && name_of(path) == format!("{file}.xml")
    };
    for source in app.project.files(is_it) {
        let config = match NetworkConfig::read(source) {
            Ok(Some(config)) => config,
            Ok(None) => continue,
            Err(finding) => {
                findings.push(*finding);
                continue;
            }
        };
        for (attr, domains) in &config.cleartext {
            // The machine of whoever develops: the sandbox, an emulator's host.
            if !domains.is_empty()
                && domains
                    .iter()
                    .all(|domain| matches!(domain.as_str(), "localhost" | "127.0.0.1" | "10.0.2.2"))
            {
                continue;
            }
            let whom = if domains.is_empty() {
                "every server".to_owned()
            } else {
                domains.join(", ")
            };
            let what = format!(
                "The app may speak to {whom} in clear. Vinculo speaks https alone, so nothing of it needs this."
            );
            findings.push(
                Finding::at(Code::ANDROID_CLEARTEXT, source, attr.span.start, what)
                    .say("Keep it for localhost and 10.0.2.2, or in src/debug, and write here:")
                    .text("cleartextTrafficPermitted=\"false\"")
                    .edit([Edit::replace(source, attr.span.clone(), "false")]),
            );
        }
        for span in &config.user_certificates {
            let what = "Certificates that a user installed are trusted in releases: whoever talks a user into one reads bank passwords on the way.";
            findings.push(
                Finding::at(Code::ANDROID_USER_CERTIFICATES, source, span.start, what)
                    .say("Move it into <debug-overrides>, which releases ignore; remove it here.")
                    .edit([Edit::remove(source, span.clone())]),
            );
        }
    }
}
