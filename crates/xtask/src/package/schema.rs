//! What the makers of `CycloneDX` say of the bills of materials: each is sound, and one with a fault is refused.

use std::path::{Path, PathBuf};

use super::bom::COMPONENTS;
use super::{AAR, COMPOSE, JAR, contents, empty_dir, maven, projects, read, write};
use crate::process::{outside, run};
use crate::tally::Tally;

/// Faults: what is there, what takes its place, and a word of the complaint.
const FAULTS: [(&str, &str, &str); 4] = [
    (
        r#""alg" : "SHA-256""#,
        r#""alg" : "SHA-257""#,
        "$.components[0].hashes[0].alg",
    ),
    (r#""content" : ""#, r#""content" : "no digest "#, "content"),
    (r#""purl" : "pkg:cargo"#, r#""url" : "pkg:cargo"#, "'url'"),
    (
        r#""ref" : "pkg:maven/"#,
        r#""ref" : "pkg:maven/nonesuch."#,
        "is no component",
    ),
];

/// Counts one for each bill of materials, and one for each fault that is found.
pub(crate) fn check(repository: &Path) -> Result<Tally, String> {
    let dir = empty_dir("schema")?;
    let mut files: Vec<PathBuf> = [JAR, AAR, COMPOSE]
        .map(|name| contents::file(repository, name, "-cyclonedx.json"))
        .into();
    let published = files.len();
    let sound = read(&files[0])?;
    // What comes before is the plugin's account of itself.
    let (before, components) = sound
        .split_once(COMPONENTS)
        .ok_or("the bill of materials has no list of components")?;
    for (index, (part, other, _)) in FAULTS.iter().enumerate() {
        let file = dir.join(format!("fault-{index}.json"));
        let faulty = components.replacen(part, other, 1);
        if faulty == components {
            return Err(format!("the bill of materials has no {part} to break"));
        }
        write(&file, &format!("{before}{COMPONENTS}{faulty}"))?;
        files.push(file);
    }
    let said = validate(&dir, &files)?;
    let lines: Vec<&str> = said.lines().collect();
    if lines.len() != files.len() {
        return Err(format!(
            "the validator said of {} files: {said}",
            files.len()
        ));
    }
    for (index, line) in lines.iter().enumerate() {
        let refused = line.strip_prefix("refused ");
        match (
            index.checked_sub(published).and_then(|at| FAULTS.get(at)),
            refused,
        ) {
            (None, None) => println!("{line}"),
            (None, Some(said)) => return Err(format!("no bill of materials: {said}")),
            (Some((_, fault, word)), Some(said)) if said.contains(word) => {
                println!("refused as it must be: {fault}");
            }
            (Some((_, fault, _)), _) => {
                return Err(format!(
                    "{fault} in a bill of materials was not found: {line}"
                ));
            }
        }
    }
    Tally::of_passed(lines.len() as u64).proven()
}

/// A line for each file; `Bom.java` says of what form.
fn validate(dir: &Path, files: &[PathBuf]) -> Result<String, String> {
    let project = projects().join("bom");
    let tools = dir.join("tools");
    let mut fetch = maven(&project);
    fetch.arg("dependency:copy-dependencies");
    run(fetch.arg(format!("-DoutputDirectory={}", tools.display())))?;
    let mut java = outside("java");
    java.arg("-cp").arg(format!("{}/*", tools.display()));
    java.arg(project.join("Bom.java")).args(files);
    let done = java
        .output()
        .map_err(|e| format!("java could not be started: {e}"))?;
    if done.status.success() {
        Ok(String::from_utf8_lossy(&done.stdout).into_owned())
    } else {
        Err(format!(
            "the validator could not be run: {}",
            String::from_utf8_lossy(&done.stderr)
        ))
    }
}
