//! Activities as the manifest merger makes them of all manifests.

use std::collections::BTreeMap;

use super::super::project::Source;
use super::super::project::manifest::{Activity, Filter, Manifest};
use super::super::project::xml::Attr;

/// What any of an activity's declarations says.
pub(super) struct Merged<'a> {
    /// With its package.
    pub(super) name: String,
    /// The name of the activity that it is an alias of.
    pub(super) target: Option<String>,
    pub(super) source: &'a Source,
    pub(super) activity: &'a Activity,
    pub(super) exported: Option<(&'a Source, &'a Attr)>,
    pub(super) launch_mode: Option<&'a Attr>,
    pub(super) filters: Vec<(&'a Source, &'a Filter)>,
}

/// In the order of their names.
pub(super) fn merged<'a>(
    manifests: &[&'a Manifest<'a>],
    namespace: Option<&str>,
) -> Vec<Merged<'a>> {
    let mut found: BTreeMap<String, Merged<'a>> = BTreeMap::new();
    for manifest in manifests {
        let package = manifest.package.as_deref().or(namespace);
        let package = package.unwrap_or_default();
        for activity in manifest
            .activities
            .iter()
            .filter(|activity| activity.enabled)
        {
            let name = qualified(package, &activity.name);
            let merged = found.entry(name.clone()).or_insert_with(|| Merged {
                name,
                target: activity
                    .target
                    .as_deref()
                    .map(|target| qualified(package, target)),
                source: manifest.source,
                activity,
                exported: None,
                launch_mode: None,
                filters: Vec::new(),
            });
            merged.exported = merged.exported.or(activity
                .exported
                .as_ref()
                .map(|attr| (manifest.source, attr)));
            merged.launch_mode = merged.launch_mode.or(activity.launch_mode.as_ref());
            merged.filters.extend(
                activity
                    .filters
                    .iter()
                    .map(|filter| (manifest.source, filter)),
            );
        }
    }
    found.into_values().collect()
}

fn qualified(package: &str, name: &str) -> String {
    match name.strip_prefix('.') {
        Some(short) => format!("{package}.{short}"),
        None if !name.contains('.') => format!("{package}.{name}"),
        None => name.to_owned(),
    }
}

impl Merged<'_> {
    /// For people: without its package.
    pub(super) fn short_name(&self) -> &str {
        self.name.rsplit('.').next().unwrap_or(&self.name)
    }

    /// Whether a filter of it has this category.
    pub(super) fn has_category(&self, category: &str) -> bool {
        let mut filters = self.filters.iter();
        filters.any(|(_, filter)| filter.has_category(category))
    }

    /// Whether links open it.
    pub(super) fn has_links(&self) -> bool {
        let mut filters = self.filters.iter();
        filters.any(|(_, filter)| filter.is_for_links())
    }
}
