//! What libFuzzer runs, what is replayed, and what has a corpus is one list.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use vinculo_fuzz::ALL;

/// All corpora together: they are for every clone to carry.
const MAX_CORPUS_BYTES: u64 = 300 * 1024;

fn fuzz_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz")
}

fn names() -> BTreeSet<String> {
    ALL.iter().map(|target| target.name.to_owned()).collect()
}

#[test]
fn the_manifest_has_the_same_targets_each_with_one_line_of_its_own() {
    let manifest = fs::read_to_string(fuzz_dir().join("Cargo.toml")).expect("fuzz/Cargo.toml");
    let value =
        |line: &str, key: &str| line.strip_prefix(key)?.strip_suffix('"').map(str::to_owned);
    let (_, bins) = manifest.split_once("[[bin]]").expect("targets");
    let listed: Vec<String> = bins
        .lines()
        .filter_map(|line| value(line, "name = \""))
        .collect();
    assert_eq!(listed.iter().cloned().collect::<BTreeSet<_>>(), names());
    assert_eq!(listed.len(), ALL.len(), "a target stands twice");
    for name in listed {
        assert!(
            manifest.contains(&format!("path = \"fuzz_targets/{name}.rs\"")),
            "{name}"
        );
        let file = fuzz_dir().join(format!("fuzz_targets/{name}.rs"));
        let source = fs::read_to_string(&file).expect("the file of a target");
        assert!(
            source.contains(&format!("vinculo_fuzz::targets::{name}::run(data)")),
            "{name}"
        );
        assert!(
            source.lines().count() <= 3,
            "{name} holds more than one line: it belongs to vinculo-fuzz"
        );
    }
}

#[test]
fn every_target_has_a_corpus_and_no_corpus_is_without_target() {
    let mut bytes = 0;
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(fuzz_dir().join("corpus")).expect("fuzz/corpus") {
        let corpus = entry.expect("a corpus");
        let files: Vec<_> = fs::read_dir(corpus.path()).expect("a directory").collect();
        assert!(!files.is_empty(), "{:?} is empty", corpus.path());
        for file in files {
            bytes += file.and_then(|file| file.metadata()).expect("a file").len();
        }
        found.insert(corpus.file_name().to_string_lossy().into_owned());
    }
    assert_eq!(found, names());
    assert!(
        bytes <= MAX_CORPUS_BYTES,
        "{bytes} bytes of corpora: minimise them (`cargo xtask fuzz --keep`)"
    );
}

#[test]
fn every_target_has_a_file_that_says_its_properties() {
    for target in ALL {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/targets");
        let file = dir.join(format!("{}.rs", target.name));
        let folder = dir.join(target.name).join("mod.rs");
        let source = fs::read_to_string(&file)
            .or_else(|_| fs::read_to_string(&folder))
            .expect("a file");
        assert!(
            source.starts_with(&format!("//! Target `{}`", target.name)),
            "{}",
            target.name
        );
    }
}
