//! Whether the package is in the app, and the app's oldest iOS.

use super::super::codes::Code;
use super::super::finding::{Edit, Finding};
use super::super::project::pbxproj::{AppTarget, XcodeProject};
use super::super::project::{Project, is_older, name_of};
use super::app::Parsed;

/// `platforms` of the package.
const OLDEST: (u32, u32) = (15, 0);

pub(super) fn check(project: &Project, parsed: &Parsed, findings: &mut Vec<Finding>) {
    let links = parsed
        .projects
        .iter()
        .flat_map(|project| &project.products)
        .any(|product| is_ours(product));
    // Apps in modules depend on it in a package of their own; XcodeGen in its file.
    let in_manifest = project
        .mentions(
            |path| name_of(path) == "Package.swift",
            &[".product(name: \"Vinculo", "name: \"VinculoUI\""],
        )
        .is_some();
    let in_generator = project
        .mentions(
            |path| matches!(name_of(path), "project.yml" | "Project.swift"),
            &["Vinculo"],
        )
        .is_some();
    if !(links || in_manifest || in_generator) {
        let what = "No target links the product Vinculo.";
        let finding = match parsed
            .projects
            .iter()
            .find(|project| !project.apps.is_empty())
        {
            Some(project) => {
                Finding::in_file(Code::IOS_PACKAGE_MISSING, &project.source.path, what)
            }
            None => Finding::of_project(Code::IOS_PACKAGE_MISSING, what),
        };
        findings.push(
            finding
                .say("Build it once on a Mac with `cargo xtask ios` in a clone. Then in Xcode: File, Add Package Dependencies, Add Local, choose the clone, and add Vinculo to the app's target. In a Package.swift:")
                .text(".product(name: \"Vinculo\", package: \"vinculo\")"),
        );
    }
    for project in &parsed.projects {
        for app in project.apps.iter().filter(|app| app.is_for_ios()) {
            oldest(project, app, findings);
        }
    }
}

/// One finding with all places: configurations are changed together.
fn oldest(project: &XcodeProject, app: &AppTarget, findings: &mut Vec<Finding>) {
    let old: Vec<_> = app
        .deployment_targets
        .iter()
        .filter(|(version, _)| is_older(version, OLDEST))
        .collect();
    let Some((version, span)) = old.first() else {
        return;
    };
    let what = format!(
        "The oldest iOS of {} is {version}; Vinculo's is {}.{}, and the build refuses.",
        app.name, OLDEST.0, OLDEST.1
    );
    findings.push(
        Finding::at(
            Code::IOS_DEPLOYMENT_TARGET,
            project.source,
            span.start,
            what,
        )
        .say("Write instead, in each configuration:")
        .text("IPHONEOS_DEPLOYMENT_TARGET = 15.0;")
        .edit(
            old.iter()
                .map(|(_, span)| Edit::replace(project.source, span.clone(), "15.0")),
        ),
    );
}

fn is_ours(product: &str) -> bool {
    matches!(product, "Vinculo" | "VinculoUI")
}
