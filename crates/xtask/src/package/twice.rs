//! The same sources make the same bytes.

use std::fs;
use std::path::Path;

use super::{archives, build, files_below, publish, target};
use crate::tally::Tally;

/// Compiles the Kotlin and packs all of it once more, and compares. The native libraries are taken as they are:
/// `cargo xtask android --twice` compares those.
pub(crate) fn check(first: &Path) -> Result<Tally, String> {
    let built = build::all()?;
    let second = target()?.join("package/maven-again");
    publish::publish(&archives::make(&built, "package-again")?, &second)?;
    compare(first, &second)
}

fn compare(first: &Path, second: &Path) -> Result<Tally, String> {
    let files = files_below(first)?;
    if files != files_below(second)? {
        return Err("two builds published different files".to_owned());
    }
    let mut same = 0;
    for file in &files {
        // Maven's list of versions has the time of deployment in it; it is no part of what an app uses.
        if file.to_string_lossy().contains("maven-metadata.xml") {
            continue;
        }
        let read = |dir: &Path| fs::read(dir.join(file)).map_err(|e| e.to_string());
        if read(first)? != read(second)? {
            return Err(format!("two builds differ in {}", file.display()));
        }
        same += 1;
    }
    Tally::of_passed(same).proven()
}
