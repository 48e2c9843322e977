//! POMs, and everything into the repository.

use std::fs;
use std::path::Path;

use super::archives::Artefact;
use super::{VERSION, bom, empty_dir, kotlin, maven, read, write};
use crate::process::run;

const PLUGIN: &str = "org.apache.maven.plugins:maven-deploy-plugin:3.1.4:deploy-file";

/// Versions that the published POMs have from the build's.
const PROPERTIES: [&str; 8] = [
    "kotlin.stdlib.version",
    "coroutines.version",
    "jna.version",
    "androidx.activity.version",
    "androidx.browser.version",
    "androidx.compose.version",
    "androidx.lifecycle.version",
    "androidx.webkit.version",
];

/// Puts the artefacts into an empty repository.
pub(crate) fn publish(artefacts: &[Artefact], repository: &Path) -> Result<(), String> {
    if repository.exists() {
        fs::remove_dir_all(repository)
            .map_err(|e| format!("cannot empty {}: {e}", repository.display()))?;
    }
    let poms = empty_dir("poms")?;
    for artefact in artefacts {
        let pom = poms.join(format!("{}.pom", artefact.name));
        write(&pom, &pom_of(artefact)?)?;
        let bom = bom::make(artefact, &pom)?;
        deploy(artefact, &pom, &bom, repository)?;
    }
    Ok(())
}

/// There is no module file of Gradle's: nothing here can read one back, and a wrong one is worse than none.
fn deploy(artefact: &Artefact, pom: &Path, bom: &Path, repository: &Path) -> Result<(), String> {
    let mut files = vec![bom.display().to_string()];
    let mut classifiers = vec!["cyclonedx".to_owned()];
    let mut types = vec!["json"];
    for (classifier, file) in &artefact.beside {
        files.push(file.display().to_string());
        classifiers.push(classifier.clone());
        types.push("jar");
    }
    let mut command = maven(&kotlin());
    command.args([
        "--non-recursive",
        PLUGIN,
        "-Dmaven.deploy.skip=false",
        "-DrepositoryId=vinculo",
    ]);
    command.arg(format!("-Durl=file://{}", repository.display()));
    command.arg(format!("-Dfile={}", artefact.file.display()));
    command.arg(format!("-Dpackaging={}", artefact.packaging));
    command.arg(format!("-DpomFile={}", pom.display()));
    command.arg(format!("-Dfiles={}", files.join(",")));
    command.arg(format!("-Dclassifiers={}", classifiers.join(",")));
    command.arg(format!("-Dtypes={}", types.join(",")));
    run(&mut command)
}

fn pom_of(artefact: &Artefact) -> Result<String, String> {
    let build = read(&kotlin().join("pom.xml"))?;
    let template = kotlin()
        .join("published")
        .join(format!("{}.pom", artefact.name));
    let mut pom = read(&template)?.replace("@version@", VERSION);
    for name in PROPERTIES {
        let value = property(&build, name).ok_or_else(|| format!("pom.xml has no {name}"))?;
        pom = pom.replace(&format!("@{name}@"), value);
    }
    Ok(pom)
}

pub(crate) fn property<'a>(pom: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = pom.split_once(&format!("<{name}>"))?;
    after.split_once('<').map(|(value, _)| value)
}
