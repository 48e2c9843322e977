//! Keeps the arrows of `docs/ARCHITECTURE.md`: who may name whom, what the core may not do, and how
//! long a file may be. Every rule stands in `rules.rs` beside violations that it must find.

mod complaints;
mod contract;
mod paths;
mod rules;

use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn the_source_keeps_the_architecture() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let modules = root_modules(&root.join("src"));
    assert!(
        modules.iter().any(|module| module == "callback"),
        "{modules:?}"
    );

    let mut files = Vec::new();
    // `fuzz` is another workspace, and held to the same length.
    for dir in ["src", "tests", "crates", "bindings/bindgen", "fuzz"] {
        collect(&root.join(dir), &mut files);
    }
    let mut read = Vec::new();
    let mut violations = Vec::new();
    for file in files {
        let source = fs::read_to_string(&file).expect("source is text");
        let name = file.strip_prefix(root).expect("below the root");
        let name = name.to_string_lossy().replace('\\', "/");
        violations.extend(rules::violations(&name, &source, &modules));
        read.push(name);
    }
    for expected in [
        "src/lib.rs",
        "src/callback/mod.rs",
        "crates/xtask/src/main.rs",
        "fuzz/fuzz_targets/journal.rs",
    ] {
        assert!(
            read.iter().any(|name| name == expected),
            "{expected} was not read"
        );
    }
    assert!(violations.is_empty(), "\n{}\n", violations.join("\n"));
}

fn root_modules(src: &Path) -> Vec<String> {
    entries(src)
        .iter()
        .filter_map(|path| path.file_stem()?.to_str().map(str::to_owned))
        .collect()
}

fn collect(dir: &Path, files: &mut Vec<PathBuf>) {
    for path in entries(dir) {
        let name = path.file_name().unwrap_or_default();
        if path.is_dir() && name != "target" && name != "node_modules" {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

fn entries(dir: &Path) -> Vec<PathBuf> {
    let listed: std::io::Result<Vec<PathBuf>> = fs::read_dir(dir).and_then(|entries| {
        entries
            .map(|entry| entry.map(|entry| entry.path()))
            .collect()
    });
    let mut paths = listed.unwrap_or_else(|error| panic!("{}: {error}", dir.display()));
    paths.sort();
    paths
}
