//! `docs/ios.md`: what it shows is tried. Each fence says what it is, and one that nothing tries is an error.
//!
//! Swift is compiled within what surrounds it (a file of `bindings/swift/Stubs/Guide`). Property lists, entitlements and the
//! website's file are put together to a project, which the doctor looks at.

use std::path::Path;

use super::apple::{Views, read, succeed};
use crate::doctor;
use crate::guide::{Block, Guide, write};
use crate::process::root;

const GUIDE: &str = "docs/ios.md";

/// What is shown of property lists: its kind, and the file of the project that it becomes.
const LISTS: [(&str, &str); 3] = [
    ("xml Info.plist", "Info.plist"),
    ("xml Debug-Info.plist", "Debug-Info.plist"),
    ("xml entitlements", "Lumen.entitlements"),
];

/// The website's file.
const ASSOCIATION: &str = "json apple-app-site-association";

/// Callbacks that the guide's project must take.
const CALLBACKS: [&str; 4] = [
    "--callback",
    "com.example.bank://success",
    "--callback",
    "https://app.example.com/belvo/success",
];

/// With the modules of the demo, which are in this folder.
pub(super) fn run(views: &Views<'_>, screens: &Path) -> Result<u64, String> {
    println!("{GUIDE}, as it is written");
    let guide = Guide::read(GUIDE)?;
    guide.check_sources("bindings/swift/Tests", ("Tests", "swift"))?;
    let out = views.out.join("guide");
    let mut passed = 0;
    for block in &guide.blocks {
        match block.kind.split_once(' ') {
            Some(("swift", surroundings)) => {
                swift(views, screens, &out, &guide, block, surroundings)?;
            }
            _ if LISTS.iter().any(|(kind, _)| *kind == block.kind) => continue,
            _ if matches!(block.kind.as_str(), ASSOCIATION | "sh" | "text") => continue,
            _ => return Err(guide.untried(block)),
        }
        passed += 1;
    }
    if passed == 0 {
        return Err(format!("{GUIDE} shows no Swift"));
    }
    println!("  compiled: {passed} blocks of Swift");
    project(&guide, &out.join("project"))?;
    Ok(passed + 1)
}

fn swift(
    views: &Views<'_>,
    screens: &Path,
    out: &Path,
    guide: &Guide,
    block: &Block,
    surroundings: &str,
) -> Result<(), String> {
    let around = root().join(format!("bindings/swift/Stubs/Guide/{surroundings}.swift"));
    let file = out.join(format!("line-{}.swift", block.line));
    write(&file, &block.within(&around)?)?;
    let mut command = views.package_user_in("Guide", screens)?;
    command
        .args(["-package-name", "guide", "-typecheck"])
        .arg(&file);
    succeed(&mut command, &guide.place(block))
}

/// An app as the guide has it: its lists, in the project of the demo.
fn project(guide: &Guide, folder: &Path) -> Result<(), String> {
    let app = folder.join("Lumen");
    for (kind, name) in LISTS {
        let list = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist version=\"1.0\">\n<dict>\n{}</dict>\n</plist>\n",
            guide.only(kind)?
        );
        write(&app.join(name), &list)?;
    }
    let association = folder.join("apple-app-site-association");
    write(&association, guide.only(ASSOCIATION)?)?;
    write(&app.join("App.swift"), guide.only("swift app")?)?;
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
    doctor::finds_nothing("ios", folder, &arguments)
}
