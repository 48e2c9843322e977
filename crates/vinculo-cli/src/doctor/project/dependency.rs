//! What a build file depends on, in every way that Gradle lets it be written.

use std::ops::Range;

use super::catalog::{Catalog, Item};
use super::gradle::{BuildFile, Entry, strings};

/// No module depends on more; bundles multiply.
const MAX_DEPENDENCIES: usize = 20_000;

/// A dependency of a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// `implementation`, `testImplementation` …
    pub configuration: String,
    /// `group:name`.
    pub module: String,
    /// The version, if it is written down.
    pub version: Option<String>,
    /// `linux-x86-64` and the like.
    pub classifier: Option<String>,
    /// Whether `@aar` or `type = "aar"` is asked for.
    pub is_aar: bool,
    /// Whether no newer version may win.
    pub is_strict: bool,
    /// Whether the statement asks for a whole bundle, and is not to be changed for one of its members.
    pub is_of_bundle: bool,
    /// The statement.
    pub span: Range<usize>,
    /// The coordinates in quotes, without these.
    pub literal: Option<Range<usize>>,
}

impl Dependency {
    /// Whether the app itself gets it, and not its tests or its build.
    #[must_use]
    pub fn ships(&self) -> bool {
        let name = self.configuration.to_lowercase();
        let ships = ["implementation", "api", "runtimeonly", "compileonly"]
            .iter()
            .any(|end| name.ends_with(end));
        ships && !name.contains("test") && !name.starts_with("debug")
    }
}

/// The dependencies of a build file.
#[must_use]
pub fn dependencies(build: &BuildFile, catalogs: &[Catalog]) -> Vec<Dependency> {
    build
        .entries
        .iter()
        .filter(|entry| {
            entry
                .path
                .last()
                .is_some_and(|block| block == "dependencies")
        })
        .filter(|entry| !entry.is_in("buildscript"))
        .flat_map(|entry| read(build, entry, catalogs).unwrap_or_default())
        .take(MAX_DEPENDENCIES)
        .collect()
}

fn read(build: &BuildFile, entry: &Entry, catalogs: &[Catalog]) -> Option<Vec<Dependency>> {
    let text = entry.text.as_str();
    let end = text.find(|c: char| !c.is_alphanumeric())?;
    let (configuration, notation) = text.split_at(end);
    let body = entry
        .body
        .clone()
        .and_then(|body| build.source.text.get(body));
    // The braces of a block, or what stands behind the coordinates within the parentheses.
    let options = format!("{} {}", notation, body.unwrap_or_default());
    let mut found = Dependency {
        configuration: configuration.to_owned(),
        module: String::new(),
        version: None,
        classifier: None,
        is_aar: options.contains("@aar")
            || options.contains("\"aar\"")
            || options.contains("'aar'"),
        is_strict: options.contains("strictly")
            || options.contains("!!")
            || options.contains("force = true"),
        is_of_bundle: false,
        span: entry.span.clone(),
        literal: None,
    };
    let accessor = notation.trim_start_matches([' ', '(']);
    let accessor = accessor.strip_prefix("variantOf(").unwrap_or(accessor);
    let end = accessor
        .find(|c: char| !(c.is_alphanumeric() || c == '.'))
        .unwrap_or(accessor.len());
    let accessor = accessor[..end].trim_end_matches(".get");
    if let Some(item) = catalogs
        .iter()
        .find_map(|catalog| catalog.library(accessor))
    {
        found.module.clone_from(&item.module);
        found.version.clone_from(&item.version);
        return Some(vec![found]);
    }
    if let Some(items) = catalogs.iter().find_map(|catalog| catalog.bundle(accessor)) {
        let member = |item: &Item| Dependency {
            module: item.module.clone(),
            version: item.version.clone(),
            is_of_bundle: true,
            ..found.clone()
        };
        return Some(items.into_iter().map(member).collect());
    }
    let named = |name: &str| {
        let at = notation
            .find(&format!("{name}:"))
            .or_else(|| notation.find(&format!("{name} =")))?;
        strings(&notation[at..])
            .first()
            .map(|value| (*value).to_owned())
    };
    let first = *strings(notation).first()?;
    if !first.contains(':') {
        found.module = format!("{}:{}", named("group")?, named("name")?);
        found.version = named("version").filter(|version| !version.contains('$'));
        found.classifier = named("classifier");
        return Some(vec![found]);
    }
    let raw = build
        .source
        .text
        .get(entry.span.clone())
        .unwrap_or_default();
    found.literal = raw.find(first).map(|at| {
        let start = entry.span.start + at;
        start..start + first.len()
    });
    let mut parts = first.split('@').next().unwrap_or_default().split(':');
    found.module = format!("{}:{}", parts.next()?, parts.next()?);
    found.version = parts
        .next()
        .map(|version| version.trim_end_matches("!!").to_owned())
        .filter(|version| !version.contains('$') && !version.is_empty());
    found.classifier = parts.next().map(str::to_owned);
    Some(vec![found])
}
