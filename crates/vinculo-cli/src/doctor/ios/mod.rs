//! What is asked of an Xcode project.

mod app;
mod domains;
mod handling;
mod package;
mod transport;
mod url_types;

use super::Options;
use super::finding::Finding;
use super::project::{Project, has_extension, name_of};
use app::{App, Parsed};

/// Whether a file is needed.
#[must_use]
pub(super) fn wanted(path: &str) -> bool {
    has_extension(
        path,
        &[
            "plist",
            "pbxproj",
            "entitlements",
            "xcconfig",
            "swift",
            "m",
            "mm",
        ],
    ) || is_site_association(path)
        || name_of(path) == "project.yml"
}

/// `apple-app-site-association`, with or without the ending that editors like.
fn is_site_association(path: &str) -> bool {
    matches!(
        name_of(path),
        "apple-app-site-association" | "apple-app-site-association.json"
    )
}

/// Everything that is found; `None` if there is no app.
#[must_use]
pub(super) fn check(project: &Project, options: &Options) -> Option<Vec<Finding>> {
    let mut findings = Vec::new();
    let parsed = Parsed::read(project, &mut findings);
    let apps = App::all(project, &parsed, &options.callbacks);
    if apps.is_empty() && findings.is_empty() {
        return None;
    }
    for app in &apps {
        url_types::check(app, &mut findings);
        transport::check(app, &mut findings);
        domains::check(app, options, &mut findings);
    }
    if !apps.is_empty() {
        package::check(project, &parsed, &mut findings);
        handling::check(project, &apps, &mut findings);
    }
    Some(findings)
}
