//! `docs/ios.md`: what it shows is tried. Each fence says what it is, and one that nothing tries is an error.
//!
//! Swift is compiled within what surrounds it (a file of `bindings/swift/Stubs/Guide`). Property lists, entitlements and the
//! website's file are put together to a project, which the doctor looks at.

use std::fs;
use std::path::Path;

use super::apple::{Views, read, sources, succeed};
use super::demo;
use crate::process::root;

const GUIDE: &str = "docs/ios.md";

/// In a file that surrounds a block.
const HERE: &str = "// BLOCK";

/// Callbacks that the guide's project must take.
const CALLBACKS: [&str; 4] = [
    "--callback",
    "com.example.bank://success",
    "--callback",
    "https://app.example.com/belvo/success",
];

/// What stands between fences.
#[derive(Debug, PartialEq, Eq)]
struct Block<'t> {
    line: usize,
    /// `swift statements`.
    kind: &'t str,
    text: String,
}

/// With the modules of the demo, which are in this folder.
pub(super) fn run(views: &Views<'_>, screens: &Path) -> Result<u64, String> {
    println!("{GUIDE}, as it is written");
    let text = read(&root().join(GUIDE))?;
    sources_of_symptoms(&text)?;
    let blocks = blocks(&text)?;
    let out = views.out.join("guide");
    fs::create_dir_all(&out).map_err(|e| format!("cannot make {}: {e}", out.display()))?;
    let mut passed = 0;
    for block in &blocks {
        match block.kind.split_once(' ') {
            Some(("swift", surroundings)) => swift(views, screens, &out, block, surroundings)?,
            Some(("xml" | "json", _)) => continue,
            _ if matches!(block.kind, "sh" | "text") => continue,
            _ => {
                return Err(format!(
                    "{GUIDE}:{}: nothing tries `{}`",
                    block.line, block.kind
                ));
            }
        }
        passed += 1;
    }
    if passed == 0 {
        return Err(format!("{GUIDE} shows no Swift"));
    }
    println!("  compiled: {passed} blocks of Swift");
    project(&blocks, &out.join("project"))?;
    Ok(passed + 1)
}

fn swift(
    views: &Views<'_>,
    screens: &Path,
    out: &Path,
    block: &Block<'_>,
    surroundings: &str,
) -> Result<(), String> {
    let around = root().join(format!("bindings/swift/Stubs/Guide/{surroundings}.swift"));
    let around = read(&around)?;
    if around.matches(HERE).count() != 1 {
        return Err(format!(
            "{surroundings}.swift has no single place for a block"
        ));
    }
    let file = out.join(format!("line-{}.swift", block.line));
    write(&file, &around.replace(HERE, &block.text))?;
    let mut command = views.package_user_in("Guide", screens)?;
    command
        .args(["-package-name", "guide", "-typecheck"])
        .arg(&file);
    succeed(&mut command, &format!("{GUIDE}:{}", block.line))
}

/// An app as the guide has it: its lists, in the project of the demo.
fn project(blocks: &[Block<'_>], folder: &Path) -> Result<(), String> {
    let app = folder.join("Lumen");
    for folder in [&app, &folder.join("Lumen.xcodeproj")] {
        fs::create_dir_all(folder).map_err(|e| format!("cannot make {}: {e}", folder.display()))?;
    }
    for (kind, name) in [
        ("xml Info.plist", "Info.plist"),
        ("xml entitlements", "Lumen.entitlements"),
    ] {
        let list = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist version=\"1.0\">\n<dict>\n{}</dict>\n</plist>\n",
            only(blocks, kind)?
        );
        write(&app.join(name), &list)?;
    }
    let association = folder.join("apple-app-site-association");
    write(
        &association,
        only(blocks, "json apple-app-site-association")?,
    )?;
    write(&app.join("App.swift"), only(blocks, "swift app")?)?;
    let of_the_demo = read(&root().join("ios-demo/Lumen.xcodeproj/project.pbxproj"))?;
    let signed = of_the_demo.replace(
        "CODE_SIGN_STYLE = Automatic;",
        "CODE_SIGN_ENTITLEMENTS = Lumen/Lumen.entitlements;\nCODE_SIGN_STYLE = Automatic;",
    );
    let ours = signed.replace("= dev.vinculo.lumen;", "= com.example.bank;");
    write(&folder.join("Lumen.xcodeproj/project.pbxproj"), &ours)?;
    let association = association.to_string_lossy();
    let mut arguments = CALLBACKS.to_vec();
    arguments.extend(["--aasa", &association]);
    demo::doctor(folder, &arguments)
}

/// What the guide names as the source of a symptom must be there: vectors, tests, codes of the doctor.
fn sources_of_symptoms(text: &str) -> Result<(), String> {
    let doctor = read(&root().join("docs/doctor.md"))?;
    let tests = sources(&root().join("bindings/swift/Tests"))?;
    let is_there = |name: &str| match name {
        _ if name.starts_with("vectors/") => root().join(name).is_file(),
        _ if name.starts_with("ios-") => doctor.contains(&format!("`{name}`")),
        _ if name.ends_with("Tests") => tests
            .iter()
            .any(|path| path.ends_with(format!("{name}.swift"))),
        _ => true,
    };
    // The table alone: in a fence a backquote is no name.
    let rows = text.lines().filter(|line| line.starts_with('|'));
    let missing = rows
        .flat_map(|row| row.split('`').skip(1).step_by(2))
        .find(|name| !is_there(name));
    missing.map_or(Ok(()), |name| {
        Err(format!("{GUIDE} names {name}, which is not there"))
    })
}

/// The text of the only block of its kind.
fn only<'b>(blocks: &'b [Block<'_>], kind: &str) -> Result<&'b str, String> {
    let mut fitting = blocks.iter().filter(|block| block.kind == kind);
    match (fitting.next(), fitting.next()) {
        (Some(block), None) => Ok(&block.text),
        _ => Err(format!("{GUIDE} must have one block `{kind}`")),
    }
}

fn blocks(text: &str) -> Result<Vec<Block<'_>>, String> {
    let mut found = Vec::new();
    let mut open: Option<Block<'_>> = None;
    for (at, line) in text.lines().enumerate() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(kind), None) => {
                open = Some(Block {
                    line: at + 1,
                    kind,
                    text: String::new(),
                });
            }
            (Some(_), Some(_)) => found.extend(open.take()),
            (None, Some(block)) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, None) => {}
        }
    }
    match open {
        Some(block) => Err(format!("{GUIDE}:{}: the block does not end", block.line)),
        None => Ok(found),
    }
}

fn write(file: &Path, text: &str) -> Result<(), String> {
    fs::write(file, text).map_err(|e| format!("cannot write {}: {e}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_there_is_no_source() {
        assert_eq!(
            sources_of_symptoms("| `vectors/README.md`, `ios-aasa-app` | `RestoreTests` |"),
            Ok(())
        );
        for name in ["vectors/none.json", "ios-none", "NoneTests"] {
            assert!(
                sources_of_symptoms(&format!("| x | `{name}` |")).is_err(),
                "{name}"
            );
        }
    }

    #[test]
    fn finds_what_stands_between_fences() {
        let text = "a\n```swift app\nlet a = 1\n```\nb\n```sh\nls\n```\n";
        let found = blocks(text).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].line, found[0].kind), (2, "swift app"));
        assert_eq!(only(&found, "sh"), Ok("ls\n"));
        assert!(only(&found, "json x").is_err());
        assert!(blocks("```sh\nls\n").is_err());
    }
}
