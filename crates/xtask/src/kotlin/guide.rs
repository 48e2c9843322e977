//! `docs/android.md`: what it shows is tried. Each fence says what it is, and one that nothing tries is an error.
//!
//! Kotlin is compiled within what surrounds it (a file of `bindings/kotlin/guide`), as tests of the module `vinculo-compose`, which has
//! all that an app has. The rest are files of an app's project, which is put together for the doctor to look at.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::DIR;
use crate::doctor;
use crate::guide::{Block, Guide, write};
use crate::process::{build_dir, outside, root, run};

const GUIDE: &str = "docs/android.md";

/// What surrounds its blocks.
const AROUND: &str = "bindings/kotlin/guide";

/// Callbacks that the guide's project must take.
const CALLBACKS: [&str; 4] = [
    "com.example.bank://success",
    "com.example.bank://exit",
    "com.example.bank://event",
    "https://app.example.com/belvo/success",
];

const MANIFEST: &str = "app/src/main/AndroidManifest.xml";

/// Blocks that belong into a file of the guide: their kind, the file, and in front of which of its last words.
const WITHIN: [(&str, &str, &str); 2] = [
    ("xml intent-filter", MANIFEST, "</activity>"),
    ("xml activity", MANIFEST, "</application>"),
];

/// The guide's Kotlin, as it lies for the compiler.
pub(super) struct Written {
    /// For Maven.
    pub(super) sources: PathBuf,
    /// The classes that come of it, below those of the tests.
    classes: Vec<String>,
}

/// Puts its project together, has the doctor look at it, and writes its Kotlin for Maven to compile.
pub(super) fn write_out() -> Result<Written, String> {
    println!("{GUIDE}, as it is written");
    let guide = Guide::read(GUIDE)?;
    guide.check_sources(DIR, ("Test", "kt"))?;
    let build = build_dir()?;
    let out = build.parent().unwrap_or(&build).join("guide/android");
    // What an earlier guide had.
    let _ = fs::remove_dir_all(&out);
    let mut project = Project::default();
    let mut written = Written {
        sources: out.join("kotlin"),
        classes: Vec::new(),
    };
    for block in &guide.blocks {
        match block.kind.split_once(' ') {
            Some(("kotlin", file)) if file.ends_with(".gradle.kts") => {
                project.add_to(file, block)?;
            }
            Some(("kotlin", surroundings)) => {
                written.add(block, surroundings)?;
                if surroundings == "app" {
                    let name = format!("app/src/main/kotlin/Line{}.kt", block.line);
                    project.files.insert(name, block.text.clone());
                }
            }
            Some(("xml" | "json", _)) if WITHIN.iter().any(|(kind, ..)| *kind == block.kind) => {}
            Some(("xml" | "json", file)) => {
                let file = file.to_owned();
                project
                    .files
                    .insert(file, guide.only(&block.kind)?.to_owned());
            }
            _ if block.kind == "sh" => {}
            _ => return Err(guide.untried(block)),
        }
    }
    for (kind, file, end) in WITHIN {
        project.insert(file, end, guide.only(kind)?)?;
    }
    project.check(&out.join("project"))?;
    fs::copy(
        root().join(AROUND).join("TheApp.kt"),
        written.sources.join("TheApp.kt"),
    )
    .map_err(|e| format!("cannot copy TheApp.kt: {e}"))?;
    Ok(written)
}

impl Written {
    fn add(&mut self, block: &Block, surroundings: &str) -> Result<(), String> {
        let name = format!("Line{}", block.line);
        let text = block.within(&root().join(AROUND).join(format!("{surroundings}.kt")))?;
        // Each function has a package of its own, since they have one name.
        let package = name.to_lowercase();
        let is_alone = text.contains("package com.example.bank.here");
        let text = text.replace(
            "com.example.bank.here",
            &format!("com.example.bank.{package}"),
        );
        // Of this comes a class of the file's name, whatever else is in it.
        let text = format!("{text}\ninternal const val {} = 0\n", name.to_uppercase());
        write(&self.sources.join(format!("{name}.kt")), &text)?;
        let folder = if is_alone {
            package + "/"
        } else {
            String::new()
        };
        self.classes.push(format!("{folder}{name}Kt.class"));
        Ok(())
    }

    /// How many blocks Maven has compiled: all of them.
    pub(super) fn compiled(&self) -> Result<u64, String> {
        let folder = root()
            .join(DIR)
            .join("vinculo-compose/target/test-classes/com/example/bank");
        if let Some(class) = self.classes.iter().find(|it| !folder.join(it).is_file()) {
            return Err(format!("Maven has compiled no {class} of {GUIDE}"));
        }
        if self.classes.is_empty() {
            return Err(format!("{GUIDE} shows no Kotlin"));
        }
        println!("{GUIDE}: compiled {} blocks of Kotlin", self.classes.len());
        Ok(self.classes.len() as u64)
    }
}

/// An app as the guide has it: files by their paths.
#[derive(Default)]
struct Project {
    files: BTreeMap<String, String>,
}

impl Project {
    /// To a build file, which the guide shows in parts: those of any app stand before them.
    fn add_to(&mut self, file: &str, block: &Block) -> Result<(), String> {
        if !self.files.contains_key(file) {
            let of_any_app = root().join(AROUND).join(name(file));
            let text = fs::read_to_string(&of_any_app)
                .map_err(|e| format!("cannot read {}: {e}", of_any_app.display()))?;
            self.files.insert(file.to_owned(), text);
        }
        let whole = self.files.entry(file.to_owned()).or_default();
        whole.push('\n');
        whole.push_str(&block.text);
        Ok(())
    }

    /// In front of the last of these words of a file.
    fn insert(&mut self, file: &str, before: &str, text: &str) -> Result<(), String> {
        let whole = self
            .files
            .get_mut(file)
            .ok_or_else(|| format!("{GUIDE} shows no {file}"))?;
        let at = whole
            .rfind(before)
            .ok_or_else(|| format!("{file} of {GUIDE} has no {before}"))?;
        whole.insert_str(at, text);
        Ok(())
    }

    fn check(&self, folder: &Path) -> Result<(), String> {
        for (path, text) in &self.files {
            write(&folder.join(path), text)?;
        }
        self.check_resources(folder)?;
        let association = folder.join(".well-known/assetlinks.json");
        let association = association.to_string_lossy();
        let mut arguments: Vec<_> = CALLBACKS
            .iter()
            .flat_map(|url| ["--callback", url])
            .collect();
        arguments.extend(["--assetlinks", &association]);
        doctor::finds_nothing("android", folder, &arguments)
    }

    /// They are resources, and what takes the place of ours has the name of one of ours.
    fn check_resources(&self, folder: &Path) -> Result<(), String> {
        for set in ["main", "debug"] {
            let resources = folder.join(format!("app/src/{set}/res"));
            let mut compile = outside("aapt2");
            compile.args(["compile", "--dir"]).arg(resources);
            run(compile.arg("-o").arg(folder.join(format!("{set}.zip"))))?;
        }
        let values = root().join(DIR).join("vinculo-android/src/main/res/values");
        let mut ours = String::new();
        for name in ["strings.xml", "vinculo_theme.xml"] {
            let text = fs::read_to_string(values.join(name));
            ours += &text.map_err(|e| format!("cannot read {name} of our values: {e}"))?;
        }
        for (path, text) in self
            .files
            .iter()
            .filter(|(path, _)| path.contains("/res/values"))
        {
            let names = text
                .split("name=\"")
                .skip(1)
                .filter_map(|rest| rest.split('"').next());
            if let Some(name) = names
                .into_iter()
                .find(|name| !ours.contains(&format!("name=\"{name}\"")))
            {
                return Err(format!(
                    "{path} of {GUIDE}: nothing of ours is called {name}"
                ));
            }
        }
        Ok(())
    }
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_into_a_file_is_put_there() {
        let mut project = Project::default();
        project
            .files
            .insert("m".to_owned(), "<a>\n</b>\n</b>\n</a>".to_owned());
        assert_eq!(project.insert("m", "</b>", "c\n"), Ok(()));
        assert_eq!(project.files["m"], "<a>\n</b>\nc\n</b>\n</a>");
        assert!(project.insert("m", "</d>", "c").is_err());
        assert!(project.insert("n", "</b>", "c").is_err());
    }

    #[test]
    fn a_build_file_has_all_of_its_parts_after_those_of_any_app() {
        let block = |text: &str| Block {
            line: 1,
            kind: "kotlin app/build.gradle.kts".to_owned(),
            text: text.to_owned(),
        };
        let mut project = Project::default();
        for text in ["a\n", "b\n"] {
            assert_eq!(project.add_to("app/build.gradle.kts", &block(text)), Ok(()));
        }
        let whole = &project.files["app/build.gradle.kts"];
        assert!(whole.contains("com.android.application") && whole.ends_with("\na\n\nb\n"));
        assert!(project.add_to("none.gradle.kts", &block("a")).is_err());
    }
}
