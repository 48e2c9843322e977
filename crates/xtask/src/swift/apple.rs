//! Target `VinculoUI`, which is empty where there is no `UIKit`: compiled against stubs of Apple's modules.
//!
//! It proves that the sources agree with the stubs, with our own package and with the main actor; not that the stubs agree with
//! Apple's SDK. Mistakes that a compiler must find are put in to see it find them: one that finds nothing proves nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Package, availability, demo, guide, misuse, target};
use crate::process::{self, root};
use crate::tally::Tally;

/// Each module and its files below `bindings/swift/Stubs`; one may import those before it.
const STUBS: [(&str, &[&str]); 5] = [
    ("UIKit", &["UIKit", "UIKitScreens"]),
    ("WebKit", &["WebKit"]),
    ("AuthenticationServices", &["AuthenticationServices"]),
    ("Network", &["Network"]),
    ("SwiftUI", &["SwiftUI"]),
];

/// In the object file of the target, if its sources were more than empty files: `VinculoUI.ConnectViewController`, mangled.
const SYMBOL: &[u8] = b"9VinculoUI21ConnectViewControllerC";

/// Needs the package's modules, which its tests have built.
pub(super) fn run(package: &Package<'_>) -> Result<Tally, String> {
    if cfg!(target_os = "macos") {
        println!(
            "NOT CHECKED: VinculoUI. Here Apple's SDK is at hand: build the scheme `VinculoUI` in Xcode for a device."
        );
        return Ok(Tally::default());
    }
    let mut views = Views {
        package,
        out: target()?.join("swift-apple"),
        sources: sources(&root().join("bindings/swift/Sources/VinculoUI"))?,
    };
    // `Bundle.module`, which the package manager writes for a target with resources.
    views.sources.push(
        target()?.join("swift/debug/VinculoUI.build/DerivedSources/resource_bundle_accessor.swift"),
    );
    fs::create_dir_all(&views.out)
        .map_err(|e| format!("cannot make {}: {e}", views.out.display()))?;
    println!("stubs of Apple's modules, and VinculoUI against them");
    for (module, files) in STUBS {
        views.stub(&views.out, module, files)?;
    }
    views.compile()?;
    views.used_by_an_app()?;
    let mut passed = 2 + views.newer_members()?;
    for misuse in misuse::ALL {
        views.refuses(misuse)?;
        passed += 1;
    }
    let screens = demo::stub(&views)?;
    passed += demo::run(&views, &screens)? + guide::run(&views, &screens)?;
    println!("VinculoUI, the demo and the guide: {passed} passed, 0 failed");
    Ok(Tally::of_passed(passed))
}

/// The modules that were compiled, for whoever imports them.
pub(super) struct Views<'a> {
    package: &'a Package<'a>,
    /// Where they are.
    pub(super) out: PathBuf,
    sources: Vec<PathBuf>,
}

impl Views<'_> {
    /// To this folder.
    pub(super) fn stub(&self, out: &Path, module: &str, files: &[&str]) -> Result<(), String> {
        let mut command = self.swiftc_in(module, out)?;
        command.args(["-emit-module", "-suppress-warnings", "-o"]);
        command.arg(out.join(format!("{module}.swiftmodule")));
        let folder = root().join("bindings/swift/Stubs");
        command.args(
            files
                .iter()
                .map(|file| folder.join(format!("{file}.swift"))),
        );
        succeed(&mut command, module)
    }

    /// To an object file: part of what is wrong with actors is found after the types are checked.
    fn compile(&self) -> Result<(), String> {
        let object = self.out.join("VinculoUI.o");
        let mut command = self.views()?;
        command.args(["-c", "-emit-module", "-emit-module-path"]);
        command.arg(self.out.join("VinculoUI.swiftmodule"));
        command.arg("-o").arg(&object).args(&self.sources);
        succeed(&mut command, "VinculoUI")?;
        let bytes =
            fs::read(&object).map_err(|e| format!("cannot read {}: {e}", object.display()))?;
        let is_there = bytes.windows(SYMBOL.len()).any(|window| window == SYMBOL);
        if is_there {
            Ok(())
        } else {
            Err("VinculoUI compiled to nothing: its sources saw no UIKit".to_owned())
        }
    }

    /// Of another package: what an app needs must be public.
    fn used_by_an_app(&self) -> Result<(), String> {
        let mut command = self.package_user("App")?;
        command.args(["-package-name", "app", "-typecheck"]);
        command.arg(root().join("bindings/swift/Stubs/Use/App.swift"));
        succeed(&mut command, "an app that uses VinculoUI")
    }

    /// The compiler knows nothing of iOS's releases here.
    fn newer_members(&self) -> Result<u64, String> {
        let stubs = sources(&root().join("bindings/swift/Stubs"))?;
        let stubs: Result<Vec<_>, _> = stubs.iter().map(|stub| read(stub)).collect();
        let sources: Result<Vec<_>, _> = self
            .sources
            .iter()
            .map(|path| Ok::<_, String>((path.display().to_string(), read(path)?)))
            .collect();
        let guarded = availability::check(&stubs?, &sources?)?;
        println!("  guarded by #available: {guarded}");
        Ok(guarded)
    }

    /// The same sources with one mistake.
    fn refuses(&self, misuse: &misuse::Misuse) -> Result<(), String> {
        let mut command = self.views()?;
        command.arg("-typecheck");
        self.refuses_in(misuse, &self.sources, command)
    }

    /// Of any sources: a compiler's command, to which they are added.
    pub(super) fn refuses_in(
        &self,
        misuse: &misuse::Misuse,
        sources: &[PathBuf],
        mut command: Command,
    ) -> Result<(), String> {
        let original = find(sources, misuse.file)?;
        let wrong = misuse.put_into(&read(original)?)?;
        let copy = self.out.join(misuse.file);
        fs::write(&copy, wrong).map_err(|e| format!("cannot write {}: {e}", copy.display()))?;
        command.arg(&copy);
        command.args(sources.iter().filter(|source| *source != original));
        let (is_fine, said) = outcome(&mut command)?;
        if is_fine {
            return Err(format!("the compiler takes {}", misuse.what));
        }
        if !said.contains(misuse.says) {
            return Err(format!(
                "of {} the compiler says something else:\n{said}",
                misuse.what
            ));
        }
        println!("  refused: {}", misuse.what);
        Ok(())
    }

    fn views(&self) -> Result<Command, String> {
        let mut command = self.package_user("VinculoUI")?;
        // As the package manager calls the package, so that `package` declarations are seen.
        let name = root()
            .file_name()
            .map(|name| package_name(&name.to_string_lossy()));
        command.arg("-package-name").arg(name.unwrap_or_default());
        Ok(command)
    }

    /// For a module that imports those of the package.
    fn package_user(&self, module: &str) -> Result<Command, String> {
        self.package_user_in(module, &self.out)
    }

    /// The same, where this folder's modules come first.
    pub(super) fn package_user_in(&self, module: &str, folder: &Path) -> Result<Command, String> {
        let mut command = self.swiftc_in(module, folder)?;
        command.args(["-wmo", "-warnings-as-errors", "-I"]);
        command.arg(target()?.join("swift/debug/Modules"));
        command.arg("-Xcc").arg(format!(
            "-fmodule-map-file={}",
            root()
                .join("bindings/swift/Sources/VinculoFFI/module.modulemap")
                .display()
        ));
        Ok(command)
    }

    fn swiftc_in(&self, module: &str, folder: &Path) -> Result<Command, String> {
        let mut command = self.package.env(&[])?;
        command.args(["swiftc", "-module-name", module]);
        command.args(["-parse-as-library", "-swift-version", "6", "-I"]);
        command.arg(folder).arg("-I").arg(&self.out);
        Ok(command)
    }
}

fn find<'s>(sources: &'s [PathBuf], name: &str) -> Result<&'s PathBuf, String> {
    let mut all = sources.iter();
    all.find(|path| path.ends_with(name))
        .ok_or_else(|| format!("no {name} among the sources"))
}

pub(super) fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|e| format!("cannot read {}: {e}", path.display()))
}

/// All Swift files in a folder and below, in order.
pub(super) fn sources(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let cannot = |e| format!("cannot read {}: {e}", folder.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        if path.is_dir() {
            found.extend(sources(&path)?);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "swift")
        {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The package manager's name for a package in a folder of this name.
fn package_name(folder: &str) -> String {
    let is_fine = |c: char| c.is_alphanumeric() || c == '_';
    let lower = folder.to_lowercase();
    lower
        .chars()
        .map(|c| if is_fine(c) { c } else { '_' })
        .collect()
}

pub(super) fn succeed(command: &mut Command, what: &str) -> Result<(), String> {
    let (is_fine, said) = outcome(command)?;
    if is_fine {
        Ok(())
    } else {
        Err(format!("{what} does not compile:\n{said}"))
    }
}

/// Whether it ended well, and what it said.
fn outcome(command: &mut Command) -> Result<(bool, String), String> {
    let output = command
        .stdin(std::process::Stdio::null())
        .output()
        .map_err(|e| process::not_started(command, &e))?;
    let said = [output.stdout, output.stderr].concat();
    Ok((
        output.status.success(),
        String::from_utf8_lossy(&said).into_owned(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_package_by_its_folder() {
        assert_eq!(package_name("Vinculo"), "vinculo");
        assert_eq!(package_name("vinculo-2.x"), "vinculo_2_x");
    }

    #[test]
    fn every_misuse_fits_the_sources() {
        let sources = sources(&root().join("bindings/swift/Sources/VinculoUI")).unwrap();
        for misuse in misuse::ALL {
            let path = sources.iter().find(|path| path.ends_with(misuse.file));
            let text = fs::read_to_string(path.unwrap()).unwrap();
            assert!(misuse.put_into(&text).is_ok(), "{}", misuse.what);
        }
    }
}
