//! What a website says about its apps: `assetlinks.json` for Android, `apple-app-site-association` for Apple.

use serde_json::Value;

use super::Source;
use crate::doctor::callback::matches_pattern;

/// A statement of `assetlinks.json` that gives all links to an app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssetStatement {
    /// The app's id.
    pub package: String,
    /// Whether each of its fingerprints has the form of one, and there is one.
    pub has_fingerprints: bool,
}

/// Reads `assetlinks.json`.
///
/// # Errors
/// What is wrong with it, as the end of a sentence.
pub fn asset_links(source: &Source) -> Result<Vec<AssetStatement>, String> {
    let value: Value =
        serde_json::from_str(&source.text).map_err(|error| format!("is no JSON ({error})"))?;
    let statements = value
        .as_array()
        .ok_or("is no list of statements: it must begin with [")?;
    let mut found = Vec::new();
    for statement in statements {
        let target = &statement["target"];
        if target["namespace"] != "android_app" {
            continue;
        }
        let relations = statement["relation"]
            .as_array()
            .ok_or("has a statement without `relation`")?;
        if !relations
            .iter()
            .any(|relation| relation == "delegate_permission/common.handle_all_urls")
        {
            continue;
        }
        let package = target["package_name"]
            .as_str()
            .ok_or("has a statement without `package_name`")?;
        let prints = target["sha256_cert_fingerprints"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        found.push(AssetStatement {
            package: package.to_owned(),
            has_fingerprints: !prints.is_empty()
                && prints
                    .iter()
                    .all(|print| print.as_str().is_some_and(is_fingerprint)),
        });
    }
    Ok(found)
}

/// 32 bytes in hexadecimal, parted by colons.
fn is_fingerprint(text: &str) -> bool {
    let is_byte = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    text.split(':').count() == 32 && text.split(':').all(is_byte)
}

/// One entry of `applinks.details`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppDetail {
    /// `TEAMID.bundle.id`.
    pub app_ids: Vec<String>,
    /// Patterns for paths in order, and whether each excludes.
    pub paths: Vec<(String, bool)>,
}

/// Reads `apple-app-site-association`, in its form since iOS 13 and in the one before.
///
/// # Errors
/// What is wrong with it, as the end of a sentence.
pub fn site_association(source: &Source) -> Result<Vec<AppDetail>, String> {
    let value: Value =
        serde_json::from_str(&source.text).map_err(|error| format!("is no JSON ({error})"))?;
    let links = value.get("applinks").ok_or("has no `applinks`")?;
    let details = links["details"]
        .as_array()
        .ok_or("has no list `applinks.details`")?;
    details.iter().map(detail).collect()
}

fn detail(detail: &Value) -> Result<AppDetail, String> {
    let mut app_ids: Vec<String> = detail["appIDs"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(text)
        .collect();
    app_ids.extend(text(&detail["appID"]));
    if app_ids.is_empty() {
        return Err("has details without `appIDs`".to_owned());
    }
    let mut paths = Vec::new();
    if let Some(components) = detail["components"].as_array() {
        for component in components {
            let path = component.get("/").map_or(Some("*"), Value::as_str);
            let path = path.ok_or("has a component whose `/` is no text")?;
            paths.push((path.to_owned(), component["exclude"] == true));
        }
    } else {
        for path in detail["paths"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(text)
        {
            let excluded = path.strip_prefix("NOT ");
            paths.push((excluded.unwrap_or(&path).to_owned(), excluded.is_some()));
        }
    }
    Ok(AppDetail { app_ids, paths })
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

impl AppDetail {
    /// Whether links with this path open the app: the first pattern that matches decides.
    #[must_use]
    pub fn covers(&self, path: &str) -> bool {
        let first = self
            .paths
            .iter()
            .find(|(pattern, _)| matches_pattern(pattern, path));
        first.is_some_and(|(_, excludes)| !excludes)
    }
}
