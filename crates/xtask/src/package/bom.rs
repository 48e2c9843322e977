//! The software bill of materials. The Java libraries are told by a plugin of Maven's from the POM that is published; the Rust
//! crates, which no scanner sees in a library, by cargo.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use super::archives::Artefact;
use super::publish::property;
use super::{VERSION, androidx, empty_dir, maven, read, write};
use crate::process::run;

const PLUGIN: &str = "org.cyclonedx:cyclonedx-maven-plugin:2.9.1:makeBom";

/// Where the plugin's list of components begins; those of its own tools are further in.
pub(crate) const COMPONENTS: &str = "\n  \"components\" : [";

/// Writes it beside the artefact.
pub(crate) fn make(artefact: &Artefact, pom: &Path) -> Result<PathBuf, String> {
    let dir = empty_dir(&format!("bom-{}", artefact.name))?;
    // Maven knows no packaging `aar`.
    let text = read(pom)?.replace("<packaging>aar</packaging>", "<packaging>pom</packaging>");
    let (text, ours) = without_ours(&androidx::spelt_out(&text)?);
    write(&dir.join("pom.xml"), &text)?;
    let mut plugin = maven(&dir);
    plugin.args([
        PLUGIN,
        "-DoutputFormat=json",
        "-DoutputName=bom",
        "-DincludeTestScope=false",
    ]);
    plugin.arg("-Dproject.build.outputTimestamp=2026-01-01T00:00:00Z");
    run(&mut plugin)?;
    let java = read(&dir.join("target/bom.json"))?;
    let all = with_crates(&java, artefact, &ours)?
        .replace("?type=pom", &format!("?type={}", artefact.packaging));
    let file = dir.join(format!("{}-{VERSION}-cyclonedx.json", artefact.name));
    write(&file, &all)?;
    fs::metadata(&file).map(|_| file).map_err(|e| e.to_string())
}

/// The POM without artefacts of ours, which Maven would look for in registries, and their names.
fn without_ours(pom: &str) -> (String, Vec<String>) {
    let mut names = Vec::new();
    let mut text = String::new();
    for part in pom.split_inclusive("</dependency>") {
        match part.split_once("<dependency>") {
            Some((before, ours)) if ours.contains("<groupId>dev.vinculo<") => {
                text.push_str(before);
                names.extend(property(ours, "artifactId").map(str::to_owned));
            }
            _ => text.push_str(part),
        }
    }
    (text, names)
}

fn with_crates(java: &str, artefact: &Artefact, ours: &[String]) -> Result<String, String> {
    let (before, after) = java
        .split_once(COMPONENTS)
        .ok_or("the plugin's bill of materials has no list of components")?;
    let mut rust = String::new();
    for name in ours {
        let purl = format!("pkg:maven/dev.vinculo/{name}@{VERSION}?type=aar");
        let _ = write!(
            rust,
            r#"
    {{
      "type" : "library",
      "bom-ref" : "{purl}",
      "group" : "dev.vinculo",
      "name" : "{name}",
      "version" : "{VERSION}",
      "scope" : "required",
      "purl" : "{purl}"
    }},"#
        );
    }
    for found in &artefact.crates.crates {
        let purl = format!("pkg:cargo/{}@{}", found.name, found.version);
        let _ = write!(
            rust,
            r#"
    {{
      "type" : "library",
      "bom-ref" : "{purl}",
      "name" : "{}",
      "version" : "{}",
      "scope" : "required",
      "hashes" : [ {{ "alg" : "SHA-256", "content" : "{}" }} ],
      "licenses" : [ {{ "expression" : "{}" }} ],
      "purl" : "{purl}"
    }},"#,
            found.name,
            found.version,
            found.checksum,
            // The slash is an older form of `OR`.
            found.licence.replace('/', " OR ")
        );
    }
    Ok(format!("{before}{COMPONENTS}{rust}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_ours_is_taken_out_by_name() {
        let other = "<dependency><groupId>org.x</groupId></dependency>";
        let ours =
            "<dependency><groupId>dev.vinculo</groupId><artifactId>a</artifactId></dependency>";
        let (text, names) = without_ours(&format!("<x>{ours}{other}</x>"));
        assert_eq!(text, format!("<x>{other}</x>"));
        assert_eq!(names, ["a"]);
    }
}
