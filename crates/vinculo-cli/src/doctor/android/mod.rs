//! What is asked of an Android project.

mod activities;
mod app;
mod app_links;
mod application_id;
mod build;
mod callback_activity;
mod code;
mod dependency;
mod launch_mode;
mod links;
mod merged;
mod native;
mod network;
mod new_filter;
mod provider;
mod queries;
mod schemes;

use super::Options;
use super::finding::Finding;
use super::project::{Project, has_extension, name_of};
use app::{App, Parsed};

/// Whether a file is needed.
#[must_use]
pub(super) fn wanted(path: &str) -> bool {
    let name = name_of(path);
    name == "AndroidManifest.xml"
        || name == "assetlinks.json"
        || has_extension(name, &["gradle", "kt", "java"])
        || name.ends_with(".gradle.kts")
        || name.ends_with(".versions.toml")
        || (has_extension(name, &["xml"])
            && (path.contains("res/xml/") || path.contains("res/values/")))
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
        dependency::check(app, &mut findings);
        build::check(app, &mut findings);
        native::check(app, &mut findings);
        provider::check(app, &mut findings);
        schemes::check(app, &mut findings);
        links::check(app, &mut findings);
        activities::check(app, &mut findings);
        launch_mode::check(app, &mut findings);
        app_links::check(app, options, &mut findings);
        queries::check(app, &mut findings);
        network::check(app, &mut findings);
    }
    Some(findings)
}
