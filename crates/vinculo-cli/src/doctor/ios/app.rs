//! An app of the project: its property list, its entitlements and its settings.

use super::super::callback::Callback;
use super::super::finding::Finding;
use super::super::project::pbxproj::{AppTarget, XcodeProject};
use super::super::project::plist::{self, Value};
use super::super::project::{
    Placeholders, Project, Resolved, Source, has_extension, name_of, placeholders, resolve,
};

/// The key of a property list under which URL types are.
pub(super) const URL_TYPES: &str = "CFBundleURLTypes";
/// The entitlement for universal links.
pub(super) const DOMAINS: &str = "com.apple.developer.associated-domains";

/// Every file of the project that has a form.
pub(super) struct Parsed<'a> {
    pub(super) projects: Vec<XcodeProject<'a>>,
    plists: Vec<List<'a>>,
    entitlements: Vec<List<'a>>,
    /// Of all `*.xcconfig`; what differs between them has no value.
    settings: Placeholders,
}

/// A property list.
pub(super) struct List<'a> {
    pub(super) source: &'a Source,
    pub(super) value: Value,
}

impl<'a> Parsed<'a> {
    pub(super) fn read(project: &'a Project, findings: &mut Vec<Finding>) -> Self {
        let mut projects = Vec::new();
        for source in project.files(|path| has_extension(path, &["pbxproj"])) {
            match XcodeProject::read(source) {
                Ok(project) => projects.push(project),
                Err(finding) => findings.push(*finding),
            }
        }
        let named: Vec<&str> = projects
            .iter()
            .flat_map(|project| &project.apps)
            .flat_map(|app| &app.info_plists)
            .map(String::as_str)
            .collect();
        let is_info = |path: &str| {
            let name = name_of(path);
            named.contains(&path)
                || name == "Info.plist"
                || (name.ends_with("-Info.plist") && name != "GoogleService-Info.plist")
        };
        Self {
            plists: lists(project, is_info, findings),
            entitlements: lists(
                project,
                |path| has_extension(path, &["entitlements"]),
                findings,
            ),
            projects,
            settings: settings(project),
        }
    }
}

fn settings(project: &Project) -> Placeholders {
    let mut found = Placeholders::new();
    for source in project.files(|path| has_extension(path, &["xcconfig"])) {
        for line in source.text.lines() {
            let line = line.split("//").next().unwrap_or_default();
            let Some((name, value)) = line.split_once('=') else {
                continue;
            };
            let value = value.trim().trim_end_matches(';').to_owned();
            placeholders::add(&mut found, name.trim().to_owned(), Some(value));
        }
    }
    found
}

fn lists<'a>(
    project: &'a Project,
    fits: impl Fn(&str) -> bool,
    findings: &mut Vec<Finding>,
) -> Vec<List<'a>> {
    let mut lists = Vec::new();
    for source in project.files(fits) {
        match plist::read(source) {
            Ok(value) => lists.push(List { source, value }),
            Err(finding) => findings.push(*finding),
        }
    }
    lists
}

/// An app.
pub(super) struct App<'a> {
    pub(super) project: &'a Project,
    pub(super) callbacks: &'a [Callback],
    /// Its target, if there is a project file that names it.
    pub(super) target: Option<&'a AppTarget>,
    /// `Info.plist`; none if Xcode makes all of it from settings.
    pub(super) info: Vec<&'a List<'a>>,
    pub(super) entitlements: Vec<&'a List<'a>>,
    /// Entitlements that lie in the project, and that no configuration of this app names.
    pub(super) unused_entitlements: Vec<&'a List<'a>>,
    /// What configuration files say, for settings that the project file has not.
    files: &'a Placeholders,
}

impl<'a> App<'a> {
    pub(super) fn all(
        project: &'a Project,
        parsed: &'a Parsed<'a>,
        callbacks: &'a [Callback],
    ) -> Vec<Self> {
        let new = |target: Option<&'a AppTarget>,
                   info: Vec<&'a List<'a>>,
                   entitlements: Vec<&'a List<'a>>| Self {
            project,
            callbacks,
            target,
            info,
            unused_entitlements: match target {
                Some(target) if target.entitlements.is_empty() => {
                    parsed.entitlements.iter().collect()
                }
                _ => Vec::new(),
            },
            entitlements,
            files: &parsed.settings,
        };
        let targets: Vec<&AppTarget> = parsed
            .projects
            .iter()
            .flat_map(|project| &project.apps)
            .collect();
        if targets.is_empty() {
            // XcodeGen, Tuist: the project file is made elsewhere, the property lists are here.
            let apps = parsed.plists.iter().filter(|list| is_app(&list.value));
            let all = || parsed.entitlements.iter().collect();
            return apps.map(|list| new(None, vec![list], all())).collect();
        }
        targets
            .into_iter()
            .filter(|target| target.is_for_ios())
            .map(|target| {
                let named = |list: &&List, paths: &[String]| paths.contains(&list.source.path);
                let info = parsed
                    .plists
                    .iter()
                    .filter(|list| named(list, &target.info_plists));
                let entitlements = parsed
                    .entitlements
                    .iter()
                    .filter(|list| named(list, &target.entitlements));
                new(Some(target), info.collect(), entitlements.collect())
            })
            .collect()
    }

    /// A value of a property list, with its settings replaced.
    pub(super) fn resolve(&self, text: &str) -> Resolved {
        let known = self
            .target
            .map(|target| resolve(text, "$(", ')', &target.settings));
        match known {
            Some(Resolved::Known(text)) => Resolved::Known(text),
            _ => resolve(text, "$(", ')', self.files),
        }
    }

    /// Whether it declares schemes, or says that it has none.
    pub(super) fn has_url_types(&self) -> bool {
        self.info
            .iter()
            .any(|list| list.value.get(URL_TYPES).is_some())
    }

    /// Whether it is associated with domains.
    pub(super) fn has_domains(&self) -> bool {
        let mut lists = self.entitlements.iter();
        lists.any(|list| list.value.get(DOMAINS).is_some())
    }

    /// For people.
    pub(super) fn name(&self) -> &str {
        self.target.map_or("The app", |target| target.name.as_str())
    }

    /// The first property list, where something can be added.
    pub(super) fn first_info(&self) -> Option<&'a List<'a>> {
        self.info.first().copied()
    }
}

/// Neither an extension nor a framework nor a bundle of tests.
fn is_app(value: &Value) -> bool {
    let package = value.get("CFBundlePackageType").and_then(Value::text);
    let is_bundle = value
        .entries()
        .iter()
        .any(|(key, _, _)| key.starts_with("CFBundle") || key.starts_with("UI"));
    is_bundle
        && value.get("NSExtension").is_none()
        && !matches!(package, Some("FMWK" | "BNDL" | "XPC!"))
}
