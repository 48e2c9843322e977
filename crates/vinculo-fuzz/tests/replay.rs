//! Every committed input, and every seed of the vectors, through the body of its target.

#![expect(clippy::expect_used, reason = "helpers of tests")]

use std::fs;
use std::path::{Path, PathBuf};

use vinculo_fuzz::{ALL, seeds};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Runs one target over all its inputs; a panic names the input.
fn replay(name: &str) {
    let target = ALL
        .iter()
        .find(|target| target.name == name)
        .expect("a target");
    let corpus = root().join("fuzz/corpus").join(name);
    let mut inputs = Vec::new();
    for entry in fs::read_dir(&corpus).expect("a committed corpus") {
        let path = entry.expect("a file").path();
        inputs.push((
            path.display().to_string(),
            fs::read(&path).expect("readable"),
        ));
    }
    assert!(!inputs.is_empty(), "{} is empty", corpus.display());
    let seeds = seeds::of(name, &root().join("vectors")).expect("the vectors are readable");
    assert!(!seeds.is_empty(), "{name} has no seeds");
    let seeds = seeds.into_iter().enumerate();
    inputs.extend(seeds.map(|(index, seed)| (format!("seed {index}"), seed)));
    for (name, bytes) in inputs {
        let shown = Shown(&name, &bytes);
        (target.run)(&bytes);
        drop(shown);
    }
}

/// Says which input it was when its run panics.
struct Shown<'a>(&'a str, &'a [u8]);

impl Drop for Shown<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("input {}: {:?}", self.0, String::from_utf8_lossy(self.1));
        }
    }
}

macro_rules! targets {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            replay(stringify!($name));
        })*

        #[test]
        fn every_target_is_replayed() {
            let replayed = [$(stringify!($name)),*];
            for target in ALL {
                assert!(replayed.contains(&target.name), "{} is not replayed", target.name);
            }
        }
    };
}

targets! {
    callback_url
    reference
    page_message
    navigation
    start_url
    session
    snapshot
    journal
    backend_answer
    vector_file
}
