//! Which types `src/` exports to Kotlin and Swift, read from its derive lines, so that the list
//! of what must be generated keeps itself.

use std::fs;
use std::path::{Path, PathBuf};

/// A type that derives one of uniffi's kinds.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Exported {
    pub(crate) name: String,
    pub(crate) is_error: bool,
}

const DERIVES: [&str; 4] = [
    "uniffi::Record",
    "uniffi::Enum",
    "uniffi::Object",
    "uniffi::Error",
];

/// All exported types below a directory.
pub(crate) fn types_in(dir: &Path) -> Result<Vec<Exported>, String> {
    let mut files = Vec::new();
    collect(dir, &mut files)?;
    let mut types = Vec::new();
    for file in files {
        if file.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&file)
                .map_err(|e| format!("cannot read {}: {e}", file.display()))?;
            types.extend(types_of(&text));
        }
    }
    if types.is_empty() {
        Err(format!("no exported type below {}", dir.display()))
    } else {
        Ok(types)
    }
}

/// Whether the text declares `name` with the keyword.
pub(crate) fn declares(text: &str, keyword: &str, name: &str) -> bool {
    let declaration = format!("{keyword} {name}");
    text.match_indices(&declaration).any(|(at, _)| {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let before = text[..at].chars().next_back();
        let after = text[at + declaration.len()..].chars().next();
        !before.is_some_and(is_word) && !after.is_some_and(is_word)
    })
}

/// All files below a directory, in a stable order.
pub(crate) fn collect(dir: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    let listed = || -> std::io::Result<Vec<PathBuf>> {
        fs::read_dir(dir)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect()
    };
    let mut paths = listed().map_err(|e| format!("cannot list {}: {e}", dir.display()))?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

/// The derive may stand some lines above the type, among other attributes and comments.
fn types_of(text: &str) -> Vec<Exported> {
    let mut types = Vec::new();
    let mut derives = String::new();
    for line in text.lines().map(str::trim) {
        if line.starts_with("//") {
            continue;
        }
        match declared_name(line) {
            Some(name) => {
                if DERIVES.iter().any(|derive| derives.contains(derive)) {
                    types.push(Exported {
                        name: renamed(&derives).unwrap_or(name).to_owned(),
                        is_error: derives.contains("uniffi::Error"),
                    });
                }
                derives.clear();
            }
            None if line.is_empty() || line.ends_with(['}', ';']) => derives.clear(),
            None => derives.push_str(line),
        }
    }
    types
}

/// The name of `uniffi(name = "…")`, where the type has another one outside Rust.
fn renamed(attributes: &str) -> Option<&str> {
    let (_, rest) = attributes.split_once("uniffi(name = \"")?;
    rest.split('"').next()
}

fn declared_name(line: &str) -> Option<&str> {
    let rest = line
        .strip_prefix("pub struct ")
        .or_else(|| line.strip_prefix("pub enum "))?;
    let end = rest
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(rest.len());
    // No name: the type of a macro (`pub enum $name`), which cannot be read off the text.
    (end > 0).then_some(&rest[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_exported_types_and_leaves_the_others() {
        let text = r#"
#[derive(Clone)]
#[cfg_attr(feature = "ffi", derive(uniffi::Record))]
/// A comment between.
#[must_use]
pub struct Callback {
    pub event: u8,
}

#[derive(Clone)]
pub struct Inner(u8);

#[cfg_attr(feature = "ffi", derive(uniffi::Enum), uniffi(name = "BelvoEnvironment"))]
pub enum Environment {
    Sandbox,
}

#[cfg_attr(
    feature = "ffi",
    derive(uniffi::Error)
)]
pub enum StartError {
    Broken,
}
"#;
        let names: Vec<_> = types_of(text)
            .into_iter()
            .map(|found| (found.name, found.is_error))
            .collect();
        assert_eq!(
            names,
            [
                ("Callback".to_owned(), false),
                ("BelvoEnvironment".to_owned(), false),
                ("StartError".to_owned(), true)
            ]
        );
    }

    #[test]
    fn a_declaration_is_a_whole_word() {
        let text = "sealed class WidgetEvent {\npublic enum Decision: Equatable";
        assert!(declares(text, "class", "WidgetEvent"));
        assert!(declares(text, "enum", "Decision"));
        assert!(!declares(text, "class", "Widget"));
        assert!(!declares(text, "enum", "Dec"));
    }
}
