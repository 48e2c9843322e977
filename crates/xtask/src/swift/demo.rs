//! The demo app for iOS: its sources against stubs, its project file, and what the doctor says of it. Its models are tested by
//! `DemoTests`; its screens have been seen by nobody here.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::apple::{Views, read, sources, succeed};
use super::misuse::Misuse;
use crate::doctor;
use crate::process::root;

const FOLDER: &str = "ios-demo";

/// What `VinculoUI` uses of `SwiftUI`, and what its screens use beside.
const STUB: [&str; 2] = ["SwiftUI", "../StubsOfTheDemo/SwiftUIScreens"];

/// Of `Server.swift`.
const CALLBACKS: [&str; 3] = [
    "dev.vinculo.lumen://success",
    "dev.vinculo.lumen://exit",
    "dev.vinculo.lumen://event",
];

/// Mistakes that must be found in it.
const MISUSES: [Misuse; 3] = [
    Misuse {
        what: "a modifier that SwiftUI does not have",
        file: "AccountsScreen.swift",
        from: ".refreshable {",
        to: ".refreshing {",
        says: "has no member 'refreshing'",
    },
    Misuse {
        what: "a model that is changed by a screen",
        file: "SettingsScreen.swift",
        from: "await lumen.use(server)",
        to: "lumen.server = server",
        says: "setter is inaccessible",
    },
    Misuse {
        what: "an outcome that a screen forgets",
        file: "OutcomeScreen.swift",
        from: "        case .failed: \"xmark.octagon\"\n",
        to: "",
        says: "switch must be exhaustive",
    },
];

/// With the modules that [`stub`] has put into this folder.
pub(super) fn run(views: &Views<'_>, screens: &Path) -> Result<u64, String> {
    println!("the demo app for iOS");
    let app = sources(&root().join(FOLDER).join("Lumen"))?;
    // To an object file, as it finds more than a check of types does.
    let mut command = views.package_user_in("Lumen", screens)?;
    command.args(["-package-name", "lumen", "-c", "-o"]);
    command.arg(screens.join("Lumen.o")).args(&app);
    succeed(&mut command, "the demo app")?;
    for misuse in &MISUSES {
        let mut command = views.package_user_in("Lumen", screens)?;
        command.args(["-package-name", "lumen", "-typecheck"]);
        views.refuses_in(misuse, &app, command)?;
    }
    project()?;
    let mut callbacks = Vec::new();
    for callback in CALLBACKS {
        callbacks.extend(["--callback", callback]);
    }
    doctor::finds_nothing("ios", &root().join(FOLDER), &callbacks)?;
    Ok(3 + MISUSES.len() as u64)
}

/// The module `SwiftUI` with what the demo uses, in a folder of its own. Modules that were compiled against the smaller one find all
/// of theirs in it.
pub(super) fn stub(views: &Views<'_>) -> Result<PathBuf, String> {
    let folder = views.out.join("demo");
    fs::create_dir_all(&folder).map_err(|e| format!("cannot make {}: {e}", folder.display()))?;
    views.stub(&folder, "SwiftUI", &STUB)?;
    Ok(folder)
}

/// That no object of the project file names one that is not there, that each is named, and that its paths are.
fn project() -> Result<(), String> {
    let file = root().join(FOLDER).join("Lumen.xcodeproj/project.pbxproj");
    let text = read(&file)?;
    dangling(&text)?;
    for path in paths(&text) {
        let path = root().join(FOLDER).join(path);
        if !path.exists() {
            return Err(format!(
                "{}: there is no {}",
                file.display(),
                path.display()
            ));
        }
    }
    println!("  its project file names nothing that is not there");
    Ok(())
}

fn dangling(text: &str) -> Result<(), String> {
    let is_id = |word: &&str| word.len() == 24 && word.bytes().all(|b| b.is_ascii_hexdigit());
    let words = |line: &'_ str| -> Vec<String> {
        let words = line.split(|c: char| !c.is_ascii_alphanumeric());
        words.filter(is_id).map(str::to_owned).collect()
    };
    let (mut defined, mut named) = (BTreeSet::new(), BTreeSet::new());
    for line in text.lines() {
        let mut words = words(line).into_iter();
        // Objects stand two tabs in; their fields are deeper.
        let is_object =
            line.starts_with("\t\t") && !line.starts_with("\t\t\t") && line.contains(" = {");
        if is_object
            && let Some(id) = words.next()
            && !defined.insert(id.clone())
        {
            return Err(format!("project.pbxproj has two objects {id}"));
        }
        named.extend(words);
    }
    if defined.is_empty() {
        return Err("project.pbxproj has no objects".to_owned());
    }
    match defined.symmetric_difference(&named).next() {
        Some(id) if defined.contains(id) => Err(format!("nothing in project.pbxproj names {id}")),
        Some(id) => Err(format!(
            "project.pbxproj names {id}, which it does not have"
        )),
        None => Ok(()),
    }
}

/// Folders, files and packages that must be there.
fn paths(text: &str) -> BTreeSet<PathBuf> {
    let lines = text
        .lines()
        .filter(|line| !line.contains("BUILT_PRODUCTS_DIR"));
    let values = lines.filter_map(|line| {
        let (key, value) = line.trim().split_once(" = ")?;
        let is_path = matches!(
            key,
            "path" | "relativePath" | "INFOPLIST_FILE" | "CODE_SIGN_ENTITLEMENTS"
        );
        is_path.then(|| PathBuf::from(value.trim_end_matches(';').trim_matches('"')))
    });
    values.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "1A0000000000000000000001";
    const TWO: &str = "1A0000000000000000000002";

    #[test]
    fn objects_that_nobody_has_or_names_are_found() {
        let object =
            |id: &str, field: &str| format!("\t\t{id} /* x */ = {{\n\t\t\tf = {field};\n\t\t}};\n");
        assert!(dangling("").is_err());
        assert!(dangling(&object(ONE, TWO)).is_err());
        assert!(dangling(&format!("{}{}", object(ONE, TWO), object(TWO, "x"))).is_err());
        assert!(dangling(&format!("{0}{0}", object(ONE, ONE))).is_err());
        assert_eq!(
            dangling(&format!("{}{}", object(ONE, TWO), object(TWO, ONE))),
            Ok(())
        );
    }

    #[test]
    fn the_project_of_the_demo_is_whole() {
        assert_eq!(project(), Ok(()));
    }

    #[test]
    fn every_misuse_fits_the_sources() {
        let app = sources(&root().join(FOLDER)).unwrap();
        for misuse in &MISUSES {
            let path = app.iter().find(|path| path.ends_with(misuse.file)).unwrap();
            assert!(
                misuse.put_into(&read(path).unwrap()).is_ok(),
                "{}",
                misuse.what
            );
        }
    }
}
