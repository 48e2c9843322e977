//! Nothing that is newer than Android 7 is called: not by our classes as they are published, and not by the parts of other
//! libraries that are reached from them. (All of a library would not do: Kotlin's own has a part for `java.time`.)

use std::path::Path;

use super::consumer::Apps;
use super::contents::extract;
use super::{empty_dir, maven, projects, shrink};
use crate::process::{outside, run};
use crate::tally::Tally;

/// What `TooNew.java` calls.
const TOO_NEW: [&str; 2] = ["startForegroundService", "java.util.Base64"];

pub(crate) fn check(apps: &Apps) -> Result<Tally, String> {
    let classes = empty_dir("min-api")?;
    extract(&shrink::reached(apps)?, &classes)?;
    let (fits, said) = sniff(&classes)?;
    if !fits {
        return Err(format!("something is newer than Android 7:\n{said}"));
    }
    let mut compiler = outside("javac");
    compiler
        .args(["--release", "11", "-cp"])
        .arg(apps.tool("android-all.jar"));
    run(compiler
        .arg("-d")
        .arg(&classes)
        .arg(projects().join("min-api/TooNew.java")))?;
    let (fits, said) = sniff(&classes)?;
    if fits {
        return Err("a call that came with Android 8 was not found".to_owned());
    }
    for name in TOO_NEW {
        if !said.contains(name) {
            return Err(format!("the call of {name} was not found, only:\n{said}"));
        }
    }
    Tally::of_passed(1 + TOO_NEW.len() as u64).proven()
}

/// Whether they fit, and what was said.
fn sniff(classes: &Path) -> Result<(bool, String), String> {
    let mut command = maven(&projects().join("min-api"));
    command
        .arg("animal-sniffer:check")
        .arg(format!("-Dclasses={}", classes.display()));
    let done = command
        .output()
        .map_err(|e| format!("Maven could not be started: {e}"))?;
    Ok((
        done.status.success(),
        String::from_utf8_lossy(&done.stdout).into_owned(),
    ))
}
