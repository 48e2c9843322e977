//! `gradle/libs.versions.toml`: Gradle's version catalogues.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

use super::Source;
use crate::doctor::codes::Code;
use crate::doctor::finding::Finding;

/// A version catalogue. Keys are as accessors write them: `androidx-core` is `androidx.core`.
#[derive(Clone, Debug)]
pub struct Catalog<'a> {
    /// The file.
    pub source: &'a Source,
    /// The name before the accessors: `libs`.
    pub name: String,
    /// Versions.
    pub versions: BTreeMap<String, Version>,
    /// Libraries.
    pub libraries: BTreeMap<String, Item>,
    /// Plugins; the module is their id.
    pub plugins: BTreeMap<String, Item>,
    /// Bundles: the libraries that are asked for together, by their keys.
    pub bundles: BTreeMap<String, BTreeSet<String>>,
}

/// More than any bundle has; each dependency on it stands for all of them.
const MAX_BUNDLE: usize = 256;

/// A version that has a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The key, as it is written.
    pub key: String,
    /// What it says.
    pub value: String,
}

/// A library or a plugin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The key, as it is written.
    pub key: String,
    /// `group:name`, or the id of a plugin.
    pub module: String,
    /// The version, if one is written down.
    pub version: Option<String>,
    /// The key of the version, if it is one of `versions`.
    pub version_key: Option<String>,
}

impl<'a> Catalog<'a> {
    /// Reads one.
    ///
    /// # Errors
    /// A finding, if it is no TOML.
    pub fn read(source: &'a Source) -> Result<Self, Box<Finding>> {
        let table: Table = toml::from_str(&source.text).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            let what = format!(
                "It is no TOML that can be read ({}), so nothing in it was looked at.",
                error.message()
            );
            Box::new(
                Finding::at(Code::UNREADABLE, source, offset, what)
                    .say("Mend it where the message points."),
            )
        })?;
        let versions: BTreeMap<String, Version> = entries(&table, "versions")
            .filter_map(|(key, value)| {
                let version = Version {
                    key: key.to_owned(),
                    value: version(value)?,
                };
                Some((accessor(key), version))
            })
            .collect();
        let item = |key: &str, value: &Value, of: &str| {
            let (module, written) = match value {
                Value::String(text) => {
                    let (module, version) = text.rsplit_once(':')?;
                    (module.to_owned(), Some(Value::String(version.to_owned())))
                }
                Value::Table(table) => {
                    let text = |name: &str| table.get(name).and_then(Value::as_str);
                    let module = match (text(of), text("group"), text("name")) {
                        (Some(module), _, _) => module.to_owned(),
                        (None, Some(group), Some(name)) => format!("{group}:{name}"),
                        _ => return None,
                    };
                    (module, table.get("version").cloned())
                }
                _ => return None,
            };
            let reference = written
                .as_ref()
                .and_then(|version| version.get("ref")?.as_str());
            let referred = reference.and_then(|key| versions.get(&accessor(key)));
            Some(Item {
                key: key.to_owned(),
                module,
                version: referred
                    .map(|version| version.value.clone())
                    .or_else(|| version(written.as_ref()?)),
                version_key: referred.map(|version| version.key.clone()),
            })
        };
        let items = |name, of| -> BTreeMap<String, Item> {
            entries(&table, name)
                .filter_map(|(key, value)| Some((accessor(key), item(key, value, of)?)))
                .collect()
        };
        let file = super::name_of(&source.path);
        Ok(Self {
            source,
            name: file.split('.').next().unwrap_or("libs").to_owned(),
            libraries: items("libraries", "module"),
            plugins: items("plugins", "id"),
            bundles: entries(&table, "bundles")
                .map(|(key, value)| (accessor(key), members(value)))
                .collect(),
            versions,
        })
    }

    /// The library of an accessor such as `libs.vinculo.android`.
    #[must_use]
    pub fn library(&self, accessor: &str) -> Option<&Item> {
        self.libraries.get(self.key(accessor, ".")?)
    }

    /// The libraries of an accessor such as `libs.bundles.bank`.
    #[must_use]
    pub fn bundle(&self, accessor: &str) -> Option<Vec<&Item>> {
        let members = self.bundles.get(self.key(accessor, ".bundles.")?)?.iter();
        Some(members.filter_map(|key| self.libraries.get(key)).collect())
    }

    /// The plugin of an accessor such as `libs.plugins.android.application`.
    #[must_use]
    pub fn plugin(&self, accessor: &str) -> Option<&Item> {
        self.plugins.get(self.key(accessor, ".plugins.")?)
    }

    /// The version of `libs.versions.minSdk.get().toInt()`.
    #[must_use]
    pub fn version(&self, expression: &str) -> Option<&Version> {
        let rest = self.key(expression, ".versions.")?;
        let key = rest.split(".get()").next().unwrap_or_default();
        self.versions.get(key)
    }

    fn key<'k>(&self, accessor: &'k str, below: &str) -> Option<&'k str> {
        accessor.strip_prefix(&self.name)?.strip_prefix(below)
    }

    /// Where the line of a key begins, and its length without its end.
    #[must_use]
    pub fn line_of(&self, key: &str) -> Option<std::ops::Range<usize>> {
        let mut offset = 0;
        for line in self.source.text.split_inclusive('\n') {
            let rest = line.trim_start();
            let rest = rest.strip_prefix('"').unwrap_or(rest);
            if let Some(rest) = rest.strip_prefix(key)
                && rest.trim_start_matches('"').trim_start().starts_with('=')
            {
                return Some(offset..offset + line.trim_end().len());
            }
            offset += line.len();
        }
        None
    }
}

fn entries<'t>(table: &'t Table, name: &str) -> impl Iterator<Item = (&'t str, &'t Value)> {
    let inner = table.get(name).and_then(Value::as_table);
    inner
        .into_iter()
        .flatten()
        .map(|(key, value)| (key.as_str(), value))
}

/// Keys may be parted by `-`, `_` or `.`; accessors have dots.
fn accessor(key: &str) -> String {
    key.replace(['-', '_'], ".")
}

fn members(bundle: &Value) -> BTreeSet<String> {
    let members = bundle.as_array().into_iter().flatten();
    members
        .filter_map(|member| member.as_str().map(accessor))
        .take(MAX_BUNDLE)
        .collect()
}

/// Plain, or as a rich version.
fn version(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Table(table) => ["strictly", "require", "prefer"]
            .iter()
            .find_map(|kind| Some(table.get(*kind)?.as_str()?.to_owned())),
        _ => None,
    }
}
