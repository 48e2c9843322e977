//! An app of the project, put together from the files that it is built from.

use std::collections::BTreeMap;

use super::super::callback::{Callback, is_web, without_colon};
use super::super::codes::Code;
use super::super::finding::Finding;
use super::super::project::catalog::Catalog;
use super::super::project::dependency::{Dependency, dependencies};
use super::super::project::gradle::{BuildFile, strings};
use super::super::project::manifest::{Application, Filter, LAUNCHER, Manifest};
use super::super::project::xml::{Attr, children, parse};
use super::super::project::{
    Placeholders, Project, Resolved, Source, has_extension, name_of, placeholders, resolve,
};
use super::application_id::{Written, application_id};
use super::code::Code as Sources;
use super::merged::{Merged, merged};

/// Every file of the project that has a form.
pub(super) struct Parsed<'a> {
    pub(super) manifests: Vec<Manifest<'a>>,
    pub(super) builds: Vec<BuildFile<'a>>,
    pub(super) catalogs: Vec<Catalog<'a>>,
    strings: BTreeMap<String, String>,
}

impl<'a> Parsed<'a> {
    pub(super) fn read(project: &'a Project, findings: &mut Vec<Finding>) -> Self {
        let mut parsed = Self {
            manifests: Vec::new(),
            builds: project.files(is_build_file).map(BuildFile::read).collect(),
            catalogs: Vec::new(),
            strings: BTreeMap::new(),
        };
        for build in parsed.builds.iter().filter(|build| build.is_cut) {
            let what = "It has more statements than are read, so findings may be missing.";
            let finding = Finding::in_file(Code::PARTLY_READ, &build.source.path, what);
            findings.push(finding.say("Write what is generated into a file of its own."));
        }
        for source in project.files(|path| name_of(path) == "AndroidManifest.xml") {
            match Manifest::read(source) {
                Ok(manifest) => parsed.manifests.push(manifest),
                Err(finding) => findings.push(*finding),
            }
        }
        for source in project.files(|path| path.ends_with(".versions.toml")) {
            match Catalog::read(source) {
                Ok(catalog) => parsed.catalogs.push(catalog),
                Err(finding) => findings.push(*finding),
            }
        }
        for source in project.files(|path| path.contains("res/values/")) {
            match parse(source, false) {
                Ok(document) => {
                    let strings = children(document.root_element(), "string");
                    parsed.strings.extend(strings.filter_map(|node| {
                        let name = format!("@string/{}", node.attribute("name")?);
                        Some((name, node.text().unwrap_or_default().trim().to_owned()))
                    }));
                }
                Err(finding) => findings.push(*finding),
            }
        }
        parsed
    }

    /// A value of a build file that may stand in a catalogue.
    pub(super) fn literal<'v>(&'v self, value: &'v str) -> Option<&'v str> {
        let known = self
            .catalogs
            .iter()
            .find_map(|catalog| Some(catalog.version(value)?.value.as_str()));
        known.or_else(|| {
            strings(value)
                .first()
                .copied()
                .filter(|text| !text.contains('$'))
        })
    }

    fn applies(&self, build: &BuildFile, plugin: &str) -> bool {
        build.entries.iter().any(|entry| {
            let is_applied = entry.path.last().is_some_and(|block| block == "plugins")
                || entry.text.starts_with("apply");
            is_applied
                && !entry.text.contains("apply false")
                && !entry.text.contains("apply(false)")
                && (entry.strings().contains(&plugin)
                    || accessor(&entry.text).is_some_and(|accessor| {
                        let item = self
                            .catalogs
                            .iter()
                            .find_map(|catalog| catalog.plugin(accessor));
                        item.is_some_and(|item| item.module == plugin)
                    }))
        })
    }
}

/// An app, and the library modules of its project.
pub(super) struct App<'a> {
    pub(super) project: &'a Project,
    pub(super) parsed: &'a Parsed<'a>,
    pub(super) callbacks: &'a [Callback],
    /// The folder of its module.
    pub(super) module: String,
    /// What it does, in words.
    pub(super) code: Sources<'a>,
    /// The build file of its module.
    pub(super) build: Option<&'a BuildFile<'a>>,
    /// Of the app and of the project's libraries: what ships.
    pub(super) manifests: Vec<&'a Manifest<'a>>,
    /// Of all modules.
    pub(super) dependencies: Vec<(&'a BuildFile<'a>, Dependency)>,
    /// None if it is computed, or if variants have ids of their own.
    pub(super) application_id: Option<String>,
    pub(super) activities: Vec<Merged<'a>>,
    placeholders: Placeholders,
}

/// A scheme or host that is written down, resolved.
pub(super) struct Part<'a> {
    pub(super) attr: &'a Attr,
    pub(super) value: Resolved,
}

impl<'a> App<'a> {
    pub(super) fn all(
        project: &'a Project,
        parsed: &'a Parsed<'a>,
        callbacks: &'a [Callback],
    ) -> Vec<Self> {
        let mut modules: Vec<&str> = parsed
            .builds
            .iter()
            .filter(|build| parsed.applies(build, "com.android.application"))
            .map(|build| build.module.as_str())
            .collect();
        // A plugin of the project's own may apply Android's: then an app is what can be launched.
        if modules.is_empty() {
            let launched = parsed.manifests.iter().filter(|manifest| {
                let filters = manifest
                    .activities
                    .iter()
                    .flat_map(|activity| &activity.filters);
                filters
                    .into_iter()
                    .any(|filter| filter.has_category(LAUNCHER))
            });
            modules = launched.map(|manifest| manifest.module.as_str()).collect();
        }
        modules.sort_unstable();
        modules.dedup();
        let others = modules.clone();
        let app = |module: &str| Self::new(project, parsed, callbacks, module, &others);
        modules.into_iter().map(app).collect()
    }

    fn new(
        project: &'a Project,
        parsed: &'a Parsed<'a>,
        callbacks: &'a [Callback],
        module: &str,
        apps: &[&str],
    ) -> Self {
        let is_of_app = |other: &str| other == module || !apps.contains(&other);
        let build = parsed
            .builds
            .iter()
            .find(|build| build.module == module && !is_settings(&build.source.path));
        let manifests: Vec<_> = parsed
            .manifests
            .iter()
            .filter(|manifest| is_of_app(&manifest.module) && manifest.ships())
            .collect();
        let builds = parsed
            .builds
            .iter()
            .filter(|build| is_of_app(&build.module));
        let dependencies = builds.flat_map(|build| {
            dependencies(build, &parsed.catalogs)
                .into_iter()
                .map(move |found| (build, found))
        });
        let value = |name: &str, path: &str| {
            let (value, _) = build?.value(path, &[name])?;
            parsed.literal(value).map(str::to_owned)
        };
        let namespace = value("namespace", "android").or_else(|| {
            let own = manifests.iter().find(|manifest| manifest.module == module);
            own.and_then(|manifest| manifest.package.clone())
        });
        let application_id = match build.map(application_id) {
            Some(Written::Once(value)) => parsed.literal(value).map(str::to_owned),
            Some(Written::Variously) => None,
            Some(Written::Nowhere) | None => namespace.clone(),
        };
        let mut placeholders = build.map(manifest_placeholders).unwrap_or_default();
        placeholders.insert("applicationId".to_owned(), application_id.clone());
        Self {
            activities: merged(&manifests, namespace.as_deref()),
            dependencies: dependencies.collect(),
            module: module.to_owned(),
            code: Sources::of(project, is_of_app),
            project,
            parsed,
            callbacks,
            build,
            manifests,
            application_id,
            placeholders,
        }
    }

    /// The application in the manifest of its module; that of `main` if there are several.
    pub(super) fn application(&self) -> Option<(&'a Manifest<'a>, &'a Application)> {
        let own = self.manifests.iter().copied();
        let own = own.filter(|manifest| manifest.module == self.module);
        own.filter_map(|manifest| Some((manifest, manifest.application.as_ref()?)))
            .min_by_key(|(manifest, _)| manifest.set != "main")
    }

    /// What an activity shows: itself, or what it is an alias of, if that is in the project.
    pub(super) fn shown<'s>(&'s self, activity: &'s Merged<'a>) -> Option<&'s Merged<'a>> {
        let Some(target) = &activity.target else {
            return Some(activity);
        };
        // They are in the order of their names.
        let found = self
            .activities
            .binary_search_by(|other| other.name.cmp(target));
        let other = self.activities.get(found.ok()?)?;
        other.target.is_none().then_some(other)
    }

    /// A value of a manifest, with its placeholders and strings replaced.
    pub(super) fn resolve(&self, attr: &Attr) -> Resolved {
        if attr.value.starts_with("@string/") {
            let known = self.parsed.strings.get(&attr.value).cloned();
            return known.map_or_else(|| Resolved::Unknown(attr.value.clone()), Resolved::Known);
        }
        resolve(&attr.value, "${", '}', &self.placeholders)
    }

    pub(super) fn parts<'f>(&self, attrs: &'f [Attr]) -> Vec<Part<'f>> {
        let part = |attr| Part {
            attr,
            value: self.resolve(attr),
        };
        attrs.iter().map(part).collect()
    }

    /// The filters that links open and that are the session's: of a callback's scheme; with no callbacks given,
    /// every filter with a scheme of the app's own.
    pub(super) fn link_filters(&self) -> Vec<(&Merged<'a>, &'a Source, &'a Filter)> {
        let mut found = Vec::new();
        for activity in &self.activities {
            for (source, filter) in &activity.filters {
                if filter.is_for_links() && self.concerns(filter) {
                    found.push((activity, *source, *filter));
                }
            }
        }
        found
    }

    fn concerns(&self, filter: &Filter) -> bool {
        self.parts(&filter.schemes).iter().any(|part| {
            let Some(scheme) = part.value.known() else {
                return true;
            };
            if self.callbacks.is_empty() {
                return true;
            }
            let meant = without_colon(scheme);
            self.callbacks.iter().any(|callback| {
                callback.scheme.eq_ignore_ascii_case(meant)
                    && (!callback.is_web() || self.may_be_host(filter, callback))
            })
        })
    }

    /// Whether a filter takes a callback's host, as far as its hosts are known.
    pub(super) fn may_be_host(&self, filter: &Filter, callback: &Callback) -> bool {
        let hosts = self.parts(&filter.hosts);
        hosts.is_empty()
            || hosts.iter().any(|host| {
                host.value
                    .known()
                    .is_none_or(|host| callback.is_of_host(host))
            })
    }

    /// Whether a filter takes links of websites.
    pub(super) fn is_web_filter(&self, filter: &Filter) -> bool {
        self.parts(&filter.schemes)
            .iter()
            .any(|part| part.value.known().is_some_and(is_web))
    }
}

pub(super) fn is_settings(path: &str) -> bool {
    name_of(path).starts_with("settings.gradle")
}

fn is_build_file(path: &str) -> bool {
    has_extension(path, &["gradle"]) || path.ends_with(".gradle.kts")
}

/// What stands in `alias(…)`.
pub(super) fn accessor(text: &str) -> Option<&str> {
    let inside = text
        .strip_prefix("alias(")
        .or_else(|| text.strip_prefix("alias "))?;
    Some(inside.split([')', ' ']).next().unwrap_or_default())
}

/// `manifestPlaceholders`, in its many ways of writing.
fn manifest_placeholders(build: &BuildFile) -> Placeholders {
    let mut found = Placeholders::new();
    for entry in &build.entries {
        if !entry.text.contains("manifestPlaceholders") {
            continue;
        }
        let span = entry.span.clone();
        let written = build.source.text.get(span).unwrap_or_default();
        let at = written.find("manifestPlaceholders").unwrap_or_default();
        for (key, value) in pairs(&written[at..]) {
            placeholders::add(&mut found, key, value);
        }
    }
    found
}

/// `["k"] = "v"`, `[k: 'v', m: x]`, `mapOf("k" to "v")`: a key is a word in front of `:`, `to`, `=` or a comma.
fn pairs(text: &str) -> Vec<(String, Option<String>)> {
    let mut words: Vec<(String, bool)> = Vec::new();
    let mut rest = text.strip_prefix("manifestPlaceholders").unwrap_or(text);
    while let Some(first) = rest.chars().next() {
        let taken = if first == '"' || first == '\'' {
            let inside = &rest[1..];
            let end = inside.find(first).unwrap_or(inside.len());
            words.push((inside[..end].to_owned(), !inside[..end].contains('$')));
            (end + 2).min(rest.len())
        } else if first.is_alphanumeric() || first == '_' {
            let end = rest
                .find(|c: char| !(c.is_alphanumeric() || "_.".contains(c)))
                .unwrap_or(rest.len());
            let word = &rest[..end];
            if !["to", "mapOf", "putAll", "put", "set", "mutableMapOf"].contains(&word) {
                words.push((word.to_owned(), false));
            }
            end
        } else {
            first.len_utf8()
        };
        rest = &rest[taken..];
    }
    words
        .chunks_exact(2)
        .map(|pair| (pair[0].0.clone(), pair[1].1.then(|| pair[1].0.clone())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_read_in_every_way_of_writing() {
        for text in [
            r#"manifestPlaceholders["scheme"] = "a.b""#,
            r#"manifestPlaceholders += mapOf("scheme" to "a.b")"#,
            "manifestPlaceholders = [scheme: 'a.b']",
            r#"manifestPlaceholders.put("scheme", "a.b")"#,
            "manifestPlaceholders scheme: 'a.b'",
        ] {
            assert_eq!(
                pairs(text),
                [("scheme".to_owned(), Some("a.b".to_owned()))],
                "{text}"
            );
        }
        assert_eq!(
            pairs(r"manifestPlaceholders = [scheme: base]"),
            [("scheme".to_owned(), None)]
        );
    }
}
