//! `AndroidManifest.xml` as a type.

use std::ops::Range;

use roxmltree::Node;

use super::xml::{ANDROID, Attr, TOOLS, Tag, attr, children, parse};
use super::{Source, folder_of};
use crate::doctor::finding::Finding;

/// One manifest of one source set of one module.
#[derive(Clone, Debug)]
pub struct Manifest<'a> {
    /// The file.
    pub source: &'a Source,
    /// The folder of the module; empty for the project itself.
    pub module: String,
    /// `main`, `debug`, a flavour; `main` where there are no source sets.
    pub set: String,
    /// `package`, as older projects have it.
    pub package: Option<String>,
    /// The element `manifest`.
    pub tag: Tag,
    /// `uses-permission` that the merger is told to leave out.
    pub removed_permissions: Vec<(String, Tag)>,
    /// `uses-sdk android:minSdkVersion`.
    pub min_sdk: Option<Attr>,
    /// The element `application`.
    pub application: Option<Application>,
    /// Activities and their aliases.
    pub activities: Vec<Activity>,
    /// Actions that `queries` names.
    pub queried_actions: Vec<String>,
    /// The element `queries`.
    pub queries: Option<Tag>,
}

/// The element `application`.
#[derive(Clone, Debug)]
pub struct Application {
    /// Its place.
    pub tag: Tag,
    /// `android:name`: the class.
    pub name: Option<Attr>,
    /// `android:usesCleartextTraffic`.
    pub cleartext: Option<Attr>,
    /// `android:networkSecurityConfig`.
    pub network_config: Option<Attr>,
    /// `android:debuggable`.
    pub debuggable: Option<Attr>,
}

/// An activity, or an alias of one.
#[derive(Clone, Debug)]
pub struct Activity {
    /// Its place.
    pub tag: Tag,
    /// `android:name`, as it is written.
    pub name: String,
    /// Whether it can be started at all, as far as is written.
    pub enabled: bool,
    /// `android:targetActivity`: what an alias stands for.
    pub target: Option<String>,
    /// `android:exported`.
    pub exported: Option<Attr>,
    /// `android:launchMode`; an alias has none.
    pub launch_mode: Option<Attr>,
    /// `android:theme`; an alias has none.
    pub theme: Option<String>,
    /// Its filters.
    pub filters: Vec<Filter>,
}

/// An `intent-filter`.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// From `<` to behind the last `>`.
    pub span: Range<usize>,
    /// The element's place, for additions.
    pub tag: Option<Tag>,
    /// Actions, as they are written.
    pub actions: Vec<String>,
    /// Categories.
    pub categories: Vec<String>,
    /// `android:autoVerify`.
    pub auto_verify: Option<Attr>,
    /// All schemes of its `data`; they combine with all hosts.
    pub schemes: Vec<Attr>,
    /// All hosts.
    pub hosts: Vec<Attr>,
    /// All paths.
    pub paths: Vec<PathRule>,
}

/// A path of a filter.
#[derive(Clone, Debug)]
pub struct PathRule {
    /// `path`, `pathPrefix`, `pathPattern` …
    pub kind: String,
    /// Where the kind is written.
    pub kind_span: Range<usize>,
    /// Its value.
    pub value: Attr,
}

/// `android.intent.action.VIEW`
pub const VIEW: &str = "android.intent.action.VIEW";
/// `android.intent.category.DEFAULT`
pub const DEFAULT: &str = "android.intent.category.DEFAULT";
/// `android.intent.category.LAUNCHER`
pub const LAUNCHER: &str = "android.intent.category.LAUNCHER";
/// `android.intent.category.BROWSABLE`
pub const BROWSABLE: &str = "android.intent.category.BROWSABLE";

impl<'a> Manifest<'a> {
    /// Reads one.
    ///
    /// # Errors
    /// A finding, if it is no XML.
    pub fn read(source: &'a Source) -> Result<Self, Box<Finding>> {
        let document = parse(source, false)?;
        let root = document.root_element();
        let application = children(root, "application").next();
        let queries = children(root, "queries").next();
        let (module, set) = place(&source.path);
        Ok(Self {
            source,
            module,
            set,
            package: root.attribute("package").map(str::to_owned),
            tag: Tag::of(root, source),
            removed_permissions: children(root, "uses-permission")
                .filter(|node| {
                    matches!(
                        node.attribute((TOOLS, "node")),
                        Some("remove" | "removeAll")
                    )
                })
                .filter_map(|node| {
                    Some((attr(node, ANDROID, "name")?.value, Tag::of(node, source)))
                })
                .collect(),
            min_sdk: children(root, "uses-sdk")
                .find_map(|node| attr(node, ANDROID, "minSdkVersion")),
            activities: application
                .map(|node| {
                    node.children()
                        .filter_map(|child| activity(child, source))
                        .collect()
                })
                .unwrap_or_default(),
            application: application.map(|node| Application {
                tag: Tag::of(node, source),
                name: attr(node, ANDROID, "name"),
                cleartext: attr(node, ANDROID, "usesCleartextTraffic"),
                network_config: attr(node, ANDROID, "networkSecurityConfig"),
                debuggable: attr(node, ANDROID, "debuggable"),
            }),
            queried_actions: queries
                .map(|node| {
                    let intents = children(node, "intent");
                    intents.flat_map(|intent| names(intent, "action")).collect()
                })
                .unwrap_or_default(),
            queries: queries.map(|node| Tag::of(node, source)),
        })
    }

    /// Whether what ships is built from it: not `debug`, not tests.
    #[must_use]
    pub fn ships(&self) -> bool {
        let set = self.set.to_lowercase();
        !(set.ends_with("debug") || set.starts_with("test") || set.starts_with("androidtest"))
    }
}

impl Filter {
    /// Whether it has a category.
    #[must_use]
    pub fn has_category(&self, name: &str) -> bool {
        self.categories.iter().any(|own| own == name)
    }

    /// Whether a link is meant to open it: it shows something by its scheme, and not by its kind alone.
    #[must_use]
    pub fn is_for_links(&self) -> bool {
        !self.schemes.is_empty()
            && (self.actions.iter().any(|action| action == VIEW) || self.has_category(BROWSABLE))
            && !self.schemes.iter().all(|scheme| {
                matches!(
                    scheme.value.as_str(),
                    "content" | "file" | "mailto" | "tel" | "geo" | "sms"
                )
            })
    }
}

/// `app/src/main/AndroidManifest.xml` is of `app` and `main`.
fn place(path: &str) -> (String, String) {
    let folder = folder_of(path);
    if let Some((module, set)) = folder.rsplit_once("/src/") {
        return (module.to_owned(), set.to_owned());
    }
    if let Some(set) = folder.strip_prefix("src/") {
        return (String::new(), set.to_owned());
    }
    (folder.to_owned(), "main".to_owned())
}

fn activity(node: Node, source: &Source) -> Option<Activity> {
    if !node.has_tag_name("activity") && !node.has_tag_name("activity-alias") {
        return None;
    }
    let is_alias = node.has_tag_name("activity-alias");
    let of_activity = |name| attr(node, ANDROID, name).filter(|_| !is_alias);
    let target = attr(node, ANDROID, "targetActivity").map(|target| target.value);
    Some(Activity {
        tag: Tag::of(node, source),
        name: attr(node, ANDROID, "name")?.value,
        target: is_alias.then(|| target.unwrap_or_default()),
        enabled: node.attribute((ANDROID, "enabled")) != Some("false"),
        exported: attr(node, ANDROID, "exported"),
        launch_mode: of_activity("launchMode"),
        theme: of_activity("theme").map(|theme| theme.value),
        filters: children(node, "intent-filter")
            .map(|node| filter(node, source))
            .collect(),
    })
}

fn filter(node: Node, source: &Source) -> Filter {
    let mut filter = Filter {
        span: node.range(),
        tag: Some(Tag::of(node, source)),
        actions: names(node, "action"),
        categories: names(node, "category"),
        auto_verify: attr(node, ANDROID, "autoVerify"),
        ..Filter::default()
    };
    // What is for Android 15's finer rules (`uri-relative-filter-group`) is left alone.
    for data in children(node, "data") {
        filter.schemes.extend(attr(data, ANDROID, "scheme"));
        filter.hosts.extend(attr(data, ANDROID, "host"));
        for attribute in data.attributes() {
            let kind = attribute.name();
            if attribute.namespace() == Some(ANDROID) && kind.starts_with("path") {
                filter.paths.push(PathRule {
                    kind: kind.to_owned(),
                    kind_span: attribute.range_qname(),
                    value: Attr::of(attribute),
                });
            }
        }
    }
    filter
}

fn names(node: Node, element: &'static str) -> Vec<String> {
    children(node, element)
        .filter_map(|node| attr(node, ANDROID, "name"))
        .map(|attribute| attribute.value)
        .collect()
}
