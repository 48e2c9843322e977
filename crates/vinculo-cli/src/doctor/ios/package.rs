//! Whether the package is in the app, and the app's oldest iOS.

use super::super::codes::Code;
use super::super::finding::{Edit, Finding};
use super::super::project::pbxproj::{AppTarget, XcodeProject};
use super::super::project::{Project, has_extension, is_older, name_of};
use super::app::Parsed;

/// The product with the views.
const VIEWS: &str = "VinculoUI";

/// `platforms` of the package.
const OLDEST: (u32, u32) = (15, 0);

pub(super) fn check(project: &Project, parsed: &Parsed, findings: &mut Vec<Finding>) {
    if !links(project, parsed, &["Vinculo", VIEWS]) {
        findings.push(
            missing(parsed, "No target links the product Vinculo.")
                .say("Build it once on a Mac with `cargo xtask ios` in a clone. Then in Xcode: File, Add Package Dependencies, Add Local, choose the clone, and add Vinculo to the app's target. In a Package.swift:")
                .text(".product(name: \"Vinculo\", package: \"vinculo\")"),
        );
    } else if let Some(source) = project.mentions(
        |path| has_extension(path, &["swift"]),
        &["import VinculoUI"],
    ) && !links(project, parsed, &[VIEWS])
    {
        let what = format!(
            "{} imports VinculoUI, and no target links that product.",
            source.path
        );
        findings.push(
            missing(parsed, &what)
                .say("In Xcode, the app's target, General, Frameworks, Libraries: add VinculoUI. In a Package.swift:")
                .text(".product(name: \"VinculoUI\", package: \"vinculo\")"),
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

/// Whether a target has one of these products. Apps in modules depend on them in a package of their own; `XcodeGen` in its file.
fn links(project: &Project, parsed: &Parsed, products: &[&str]) -> bool {
    let mut linked = parsed.projects.iter().flat_map(|project| &project.products);
    let named: Vec<String> = products
        .iter()
        .map(|product| format!("name: \"{product}\""))
        .collect();
    let named: Vec<&str> = named.iter().map(String::as_str).collect();
    linked.any(|linked| products.contains(&linked.as_str()))
        || project
            .mentions(|path| name_of(path) == "Package.swift", &named)
            .is_some()
        || project
            .mentions(
                |path| matches!(name_of(path), "project.yml" | "Project.swift"),
                products,
            )
            .is_some()
}

fn missing(parsed: &Parsed, what: &str) -> Finding {
    let mut apps = parsed.projects.iter();
    match apps.find(|project| !project.apps.is_empty()) {
        Some(project) => Finding::in_file(Code::IOS_PACKAGE_MISSING, &project.source.path, what),
        None => Finding::of_project(Code::IOS_PACKAGE_MISSING, what),
    }
}
