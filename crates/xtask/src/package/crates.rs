//! The Rust crates that are linked into a library, as cargo resolves them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::process::{cargo, output, root};

const OURS: [&str; 2] = ["vinculo", "vinculo-uniffi"];

/// What is in a library besides our own code and Rust's.
pub(crate) struct Linked {
    pub(crate) crates: Vec<Crate>,
}

pub(crate) struct Crate {
    pub(crate) name: String,
    pub(crate) version: String,
    /// An expression of SPDX.
    pub(crate) licence: String,
    pub(crate) repository: String,
    /// Its SHA-256, from the lockfile.
    pub(crate) checksum: String,
    /// Its sources, where licences are.
    pub(crate) sources: PathBuf,
}

impl Linked {
    /// Macros run while compiling, and are in no library.
    pub(crate) fn for_target(target: &str) -> Result<Self, String> {
        let mut tree = cargo(["tree", "--locked", "-p", "vinculo", "--features", "ffi"]);
        tree.args([
            "-e",
            "normal,no-proc-macro",
            "--prefix",
            "none",
            "--target",
            target,
        ]);
        tree.args(["--format", "{p}|{l}|{r}"]);
        let tree = output(&mut tree).ok_or("`cargo tree -p vinculo` failed")?;
        let lock = super::read(&root().join("Cargo.lock"))?;
        let checksums = checksums(&lock);
        let sources = sources()?;
        let mut crates = BTreeMap::new();
        for line in tree.lines() {
            let line = line.trim_end_matches(" (*)");
            let Some((name, version, licence, repository)) = parts(line) else {
                return Err(format!(
                    "`cargo tree` printed a line of another form: {line}"
                ));
            };
            if OURS.contains(&name) {
                continue;
            }
            let key = format!("{name}-{version}");
            let checksum = checksums
                .get(&key)
                .ok_or_else(|| format!("Cargo.lock has no checksum of {key}"))?;
            let folder = sources
                .get(&key)
                .ok_or_else(|| format!("`cargo metadata` does not say where {key} is"))?;
            let linked = Crate {
                name: name.to_owned(),
                version: version.to_owned(),
                licence: licence.to_owned(),
                repository: repository.to_owned(),
                checksum: (*checksum).to_owned(),
                sources: folder.clone(),
            };
            crates.insert(key, linked);
        }
        if crates.is_empty() {
            return Err("`cargo tree` shows nothing linked into the core".to_owned());
        }
        Ok(Self {
            crates: crates.into_values().collect(),
        })
    }
}

/// `url v2.5.8|MIT OR Apache-2.0|https://…`; a path may follow the version.
fn parts(line: &str) -> Option<(&str, &str, &str, &str)> {
    let mut fields = line.split('|');
    let mut package = fields.next()?.split(' ');
    let name = package.next()?;
    let version = package.next()?.strip_prefix('v')?;
    Some((name, version, fields.next()?, fields.next()?))
}

/// By `name-version`.
fn checksums(lock: &str) -> BTreeMap<String, &str> {
    let mut found = BTreeMap::new();
    for package in lock.split("[[package]]") {
        let field = |name: &str| {
            package.lines().find_map(|line| {
                line.strip_prefix(name)?
                    .strip_prefix(" = \"")?
                    .strip_suffix('"')
            })
        };
        if let (Some(name), Some(version), Some(checksum)) =
            (field("name"), field("version"), field("checksum"))
        {
            found.insert(format!("{name}-{version}"), checksum);
        }
    }
    found
}

/// By `name-version`, which is what cargo calls the folder of a crate from a registry.
fn sources() -> Result<BTreeMap<String, PathBuf>, String> {
    let mut metadata = cargo(["metadata", "--locked", "--format-version", "1"]);
    let text = output(&mut metadata).ok_or("`cargo metadata` failed")?;
    let mut found = BTreeMap::new();
    for rest in text.split("\"manifest_path\":\"").skip(1) {
        let manifest = rest.split('"').next().unwrap_or_default();
        let folder = Path::new(manifest).parent().unwrap_or(Path::new(""));
        if let Some(name) = folder.file_name() {
            found.insert(name.to_string_lossy().into_owned(), folder.to_owned());
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_line_of_the_tree() {
        let line = "url v2.5.8|MIT OR Apache-2.0|https://github.com/servo/rust-url";
        assert_eq!(
            parts(line),
            Some((
                "url",
                "2.5.8",
                "MIT OR Apache-2.0",
                "https://github.com/servo/rust-url"
            ))
        );
        assert_eq!(
            parts("vinculo v0.1.0 (/somewhere)|MIT OR Apache-2.0|").map(|found| found.1),
            Some("0.1.0")
        );
        assert!(parts("warning: something").is_none());
    }

    #[test]
    fn reads_checksums_of_a_lockfile() {
        let lock = "version = 4\n\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nchecksum = \"abc\"\n\n[[package]]\nname = \"ours\"\nversion = \"0.1.0\"\n";
        let found = checksums(lock);
        assert_eq!(found.get("a-1.0.0"), Some(&"abc"));
        assert_eq!(found.len(), 1);
    }
}
