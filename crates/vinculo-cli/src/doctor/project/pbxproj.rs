//! `project.pbxproj`: an old-style property list, in which objects name each other by id.

use std::collections::BTreeMap;
use std::ops::Range;

use super::plist::{Kind, Value};
use super::{Placeholders, Source, folder_of, placeholders};
use crate::doctor::codes::Code;
use crate::doctor::finding::Finding;

/// Deeper than any project file.
const MAX_DEPTH: usize = 32;

/// An Xcode project.
#[derive(Clone, Debug)]
pub struct XcodeProject<'a> {
    /// The file.
    pub source: &'a Source,
    /// The folder that its paths begin in.
    pub root: String,
    /// The apps among its targets.
    pub apps: Vec<AppTarget>,
    /// Products of Swift packages that any target links.
    pub products: Vec<String>,
}

/// A target that makes an app.
#[derive(Clone, Debug, Default)]
pub struct AppTarget {
    /// Its name.
    pub name: String,
    /// Its settings and the project's, all configurations in one; what differs between them has no value.
    pub settings: Placeholders,
    /// `INFOPLIST_FILE` of each configuration, relative to the doctor's folder.
    pub info_plists: Vec<String>,
    /// `CODE_SIGN_ENTITLEMENTS` of each configuration, likewise.
    pub entitlements: Vec<String>,
    /// `PRODUCT_BUNDLE_IDENTIFIER` of each configuration, resolved where that is possible.
    pub bundle_ids: Vec<String>,
    /// `IPHONEOS_DEPLOYMENT_TARGET`, where this app takes it from.
    pub deployment_targets: Vec<(String, Range<usize>)>,
}

impl<'a> XcodeProject<'a> {
    /// Reads one.
    ///
    /// # Errors
    /// A finding, if it is torn.
    pub fn read(source: &'a Source) -> Result<Self, Box<Finding>> {
        let document = Reader::read(&source.text).map_err(|offset| {
            let what = "It cannot be read from here on, so no target was looked at.";
            Box::new(
                Finding::at(Code::UNREADABLE, source, offset, what)
                    .say("Open the project in Xcode, which says what is wrong with it."),
            )
        })?;
        let objects: BTreeMap<&str, &Value> = document
            .get("objects")
            .map(Value::entries)
            .unwrap_or_default()
            .iter()
            .map(|(id, _, value)| (id.as_str(), value))
            .collect();
        let of_kind = |kind: &'static str| {
            let objects = objects.values();
            objects
                .copied()
                .filter(move |value| value.get("isa").and_then(Value::text) == Some(kind))
        };
        let text =
            |value: &Value, key: &str| value.get(key).and_then(Value::text).map(str::to_owned);
        let root = folder_of(folder_of(&source.path)).to_owned();
        let shared = of_kind("PBXProject")
            .next()
            .map(|project| configurations(project, &objects));
        let shared = shared.unwrap_or_default();
        Ok(Self {
            apps: of_kind("PBXNativeTarget")
                .filter(|target| {
                    text(target, "productType").as_deref()
                        == Some("com.apple.product-type.application")
                })
                .map(|target| app(target, &configurations(target, &objects), &shared, &root))
                .collect(),
            products: of_kind("XCSwiftPackageProductDependency")
                .filter_map(|product| text(product, "productName"))
                .collect(),
            source,
            root,
        })
    }
}

type Settings = BTreeMap<String, (String, Range<usize>)>;

/// The settings of each configuration of a target or of the project.
fn configurations(owner: &Value, objects: &BTreeMap<&str, &Value>) -> Vec<Settings> {
    let list = owner.get("buildConfigurationList").and_then(Value::text);
    let ids = list.and_then(|id| objects.get(id)?.get("buildConfigurations"));
    let ids = ids.map(Value::items).unwrap_or_default();
    ids.iter()
        .filter_map(|id| objects.get(id.text()?)?.get("buildSettings"))
        .map(|settings| {
            let entries = settings.entries().iter();
            entries
                .filter_map(|(name, _, value)| {
                    let place = value.span.clone();
                    Some((name.clone(), (value.text()?.to_owned(), place)))
                })
                .collect()
        })
        .collect()
}

fn app(target: &Value, own: &[Settings], shared: &[Settings], root: &str) -> AppTarget {
    let mut settings = Placeholders::new();
    for source in [shared, own] {
        let mut level = Placeholders::new();
        for (name, (value, _)) in source.iter().flatten() {
            placeholders::add(&mut level, name.clone(), Some(value.clone()));
        }
        settings.extend(level);
    }
    let name = target
        .get("name")
        .and_then(Value::text)
        .unwrap_or_default()
        .to_owned();
    for key in ["TARGET_NAME", "PRODUCT_NAME"] {
        let is_known = settings
            .get(key)
            .is_some_and(|value| value.as_deref() != Some("$(TARGET_NAME)"));
        if !is_known {
            settings.insert(key.to_owned(), Some(name.clone()));
        }
    }
    let paths = |key: &str| {
        let mut found: Vec<String> = own
            .iter()
            .chain(shared)
            .filter_map(|settings| settings.get(key))
            .map(|(path, _)| relative(root, path))
            .collect();
        found.sort();
        found.dedup();
        found
    };
    let mut bundle_ids: Vec<String> = own
        .iter()
        .filter_map(|own| own.get("PRODUCT_BUNDLE_IDENTIFIER"))
        .filter_map(|(id, _)| {
            super::resolve(id, "$(", ')', &settings)
                .known()
                .map(str::to_owned)
        })
        .collect();
    bundle_ids.sort();
    bundle_ids.dedup();
    // The project's is for configurations without one of their own.
    let of = |settings: &[Settings]| {
        let values = settings
            .iter()
            .filter_map(|settings| settings.get("IPHONEOS_DEPLOYMENT_TARGET"));
        values.cloned().collect::<Vec<_>>()
    };
    let mut deployment_targets = of(own);
    if deployment_targets.len() < own.len() {
        deployment_targets.extend(of(shared));
    }
    AppTarget {
        deployment_targets,
        info_plists: paths("INFOPLIST_FILE"),
        entitlements: paths("CODE_SIGN_ENTITLEMENTS"),
        name,
        settings,
        bundle_ids,
    }
}

fn relative(root: &str, path: &str) -> String {
    let path = path.trim_matches('"');
    let path = ["$(SRCROOT)/", "$(PROJECT_DIR)/", "./"]
        .iter()
        .find_map(|prefix| path.strip_prefix(prefix))
        .unwrap_or(path);
    if root.is_empty() {
        path.to_owned()
    } else {
        format!("{root}/{path}")
    }
}

impl AppTarget {
    /// Whether it is for iPhones: macOS, tvOS and the rest are not asked for anything.
    #[must_use]
    pub fn is_for_ios(&self) -> bool {
        let setting = |name: &str| self.settings.get(name).cloned().flatten();
        let platforms = setting("SUPPORTED_PLATFORMS");
        match setting("SDKROOT").as_deref() {
            None | Some("iphoneos") => true,
            Some("auto") => platforms.is_none_or(|platforms| platforms.contains("iphoneos")),
            Some(_) => false,
        }
    }
}

/// Reads the old form. Own, because the fix for a setting needs its place, which packages for this form do not tell.
struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    /// The top value, or where it cannot be read.
    fn read(text: &'t str) -> Result<Value, usize> {
        let mut reader = Self { text, at: 0 };
        reader.value(0).ok_or(reader.at.min(text.len()))
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        if depth > MAX_DEPTH {
            return None;
        }
        let start = self.skip()?;
        let kind = match self.text.as_bytes().get(self.at)? {
            b'{' => {
                self.at += 1;
                let mut entries = Vec::new();
                while self.peek()? != b'}' {
                    let from = self.at;
                    let key = self.word()?;
                    let span = from..self.at;
                    self.expect(b'=')?;
                    let value = self.value(depth + 1)?;
                    self.expect(b';')?;
                    entries.push((key, span, value));
                }
                self.at += 1;
                Kind::Dict(entries)
            }
            b'(' => {
                self.at += 1;
                let mut items = Vec::new();
                while self.peek()? != b')' {
                    items.push(self.value(depth + 1)?);
                    if self.peek()? == b',' {
                        self.at += 1;
                    }
                }
                self.at += 1;
                Kind::Array(items)
            }
            _ => Kind::Text(self.word()?),
        };
        Some(Value {
            kind,
            span: start..self.at,
        })
    }

    fn word(&mut self) -> Option<String> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        if bytes.get(start) == Some(&b'"') {
            let mut out = String::new();
            let mut escaped = false;
            for (offset, character) in self.text[start + 1..].char_indices() {
                match character {
                    _ if escaped => {
                        out.push(character);
                        escaped = false;
                    }
                    '\\' => escaped = true,
                    '"' => {
                        self.at = start + 1 + offset + 1;
                        return Some(out);
                    }
                    _ => out.push(character),
                }
            }
            return None;
        }
        let rest = &self.text[start..];
        let end = rest
            .find(|c: char| c.is_whitespace() || "{}()=;,\"".contains(c))
            .unwrap_or(rest.len());
        self.at += end;
        (end > 0).then(|| rest[..end].to_owned())
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    fn peek(&mut self) -> Option<u8> {
        self.skip()?;
        self.text.as_bytes().get(self.at).copied()
    }

    /// Skips white space and comments; answers where it came to.
    fn skip(&mut self) -> Option<usize> {
        loop {
            let rest = self.text.get(self.at..)?;
            let blank = rest.len() - rest.trim_start().len();
            self.at += blank;
            let rest = &rest[blank..];
            if rest.starts_with("//") {
                self.at += rest.find('\n').unwrap_or(rest.len());
            } else if let Some(inside) = rest.strip_prefix("/*") {
                self.at += 2 + inside.find("*/")? + 2;
            } else {
                return Some(self.at);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_old_form_is_read_with_its_places() {
        let text =
            "// !$*UTF8*$!\n{ a = b; \"c d\" = (1, \"x\\\"y\" /* z */, ); e = { f = g.h/i; }; }";
        let value = Reader::read(text).unwrap();
        assert_eq!(value.get("c d").unwrap().items()[1].text(), Some("x\"y"));
        let inner = value.get("e").unwrap().get("f").unwrap();
        assert_eq!(
            (inner.text(), &text[inner.span.clone()]),
            (Some("g.h/i"), "g.h/i")
        );
    }

    #[test]
    fn a_torn_file_tells_where() {
        for text in [
            "",
            "{",
            "{ a",
            "{ a = ",
            "{ a = (b",
            "{ a = \"b",
            "{ /* ",
            &"(".repeat(100_000),
        ] {
            assert!(Reader::read(text).is_err(), "{text}");
        }
    }
}
