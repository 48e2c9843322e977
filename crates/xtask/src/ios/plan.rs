//! What is done on a Mac, as data: a dry run prints exactly what a run does.

use std::fs;
use std::path::{Path, PathBuf};

use super::slice::{MIN_IOS, SLICES, Slice, TARGETS};
use crate::process::{outside, root, run};

/// One thing to do.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A command, in the root.
    Run(Vec<String>),
    /// A new file.
    Write {
        to: PathBuf,
        text: String,
    },
    Copy {
        from: PathBuf,
        to: PathBuf,
    },
    /// A file or folder, if it is there.
    Remove(PathBuf),
}

/// Everything from the sources to the `XCFramework`. `out` is for what lies in between.
pub(super) fn steps(out: &Path) -> Result<Vec<Step>, String> {
    let mut steps = Vec::new();
    let cargo_out = out.join("cargo");
    for target in TARGETS {
        steps.push(Step::Run(words(&[
            "env",
            &format!("IPHONEOS_DEPLOYMENT_TARGET={MIN_IOS}"),
            "cargo",
            "rustc",
            "--locked",
            "--package=vinculo",
            "--lib",
            // `cargo build` would make the Rust library as well, and drop link-time optimisation for that.
            "--crate-type=staticlib",
            "--features=ffi",
            "--profile=mobile",
            &format!("--target={target}"),
            &format!("--target-dir={}", cargo_out.display()),
        ])));
    }
    let mut create = words(&["xcodebuild", "-create-xcframework"]);
    for slice in &SLICES {
        let framework = out.join(slice.name).join("VinculoFFI.framework");
        steps.extend(framework_of(slice, &framework, &cargo_out)?);
        create.extend(words(&["-framework", &framework.display().to_string()]));
    }
    let to = root().join(super::XCFRAMEWORK);
    create.extend(words(&["-output", &to.display().to_string()]));
    steps.push(Step::Remove(to));
    steps.push(Step::Run(create));
    Ok(steps)
}

/// A real framework with a static library in it: Xcode 26 finds no module map in the headers of a bare one, or several of
/// them collide (boltffi #374, crux #539).
fn framework_of(slice: &Slice, framework: &Path, cargo_out: &Path) -> Result<Vec<Step>, String> {
    let read = |file: &str| {
        let file = root().join(file);
        fs::read_to_string(&file).map_err(|e| format!("cannot read {}: {e}", file.display()))
    };
    let library = |target: &&str| cargo_out.join(target).join("mobile/libvinculo.a");
    let mut join = words(&["lipo", "-create"]);
    join.extend(
        slice
            .targets
            .iter()
            .map(|target| library(target).display().to_string()),
    );
    join.extend(words(&[
        "-output",
        &framework.join("VinculoFFI").display().to_string(),
    ]));
    let info = read("bindings/swift/Framework/Info.plist")?
        .replace("@PLATFORM@", slice.platform)
        .replace("@VERSION@", env!("CARGO_PKG_VERSION"));
    let copied = [
        (
            "bindings/swift/Sources/VinculoFFI/VinculoFFI.h",
            "Headers/VinculoFFI.h",
        ),
        (
            "bindings/swift/Framework/module.modulemap",
            "Modules/module.modulemap",
        ),
        (
            "bindings/swift/Sources/Vinculo/PrivacyInfo.xcprivacy",
            "PrivacyInfo.xcprivacy",
        ),
    ];
    let mut steps = vec![Step::Remove(framework.to_owned())];
    steps.extend(copied.map(|(from, to)| Step::Copy {
        from: root().join(from),
        to: framework.join(to),
    }));
    steps.push(Step::Write {
        to: framework.join("Info.plist"),
        text: info,
    });
    steps.push(Step::Run(join));
    Ok(steps)
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

impl Step {
    /// As a person would type it.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Run(words) => words.join(" "),
            Self::Write { to, text } => format!("write {} ({} bytes)", to.display(), text.len()),
            Self::Copy { from, to } => format!("cp {} {}", from.display(), to.display()),
            Self::Remove(path) => format!("rm -rf {}", path.display()),
        }
    }

    pub(super) fn perform(&self) -> Result<(), String> {
        let failed = |path: &Path, e: std::io::Error| format!("{}: {e}", path.display());
        let make_room = |path: &Path| {
            let dir = path.parent().unwrap_or(path);
            fs::create_dir_all(dir).map_err(|e| failed(dir, e))
        };
        match self {
            Self::Run(words) => match words.split_first() {
                Some((program, rest)) => run(outside(program).args(rest).current_dir(root())),
                None => Ok(()),
            },
            Self::Write { to, text } => {
                make_room(to)?;
                fs::write(to, text).map_err(|e| failed(to, e))
            }
            Self::Copy { from, to } => {
                make_room(to)?;
                fs::copy(from, to).map(|_| ()).map_err(|e| failed(to, e))
            }
            Self::Remove(path) if path.is_dir() => {
                fs::remove_dir_all(path).map_err(|e| failed(path, e))
            }
            Self::Remove(_) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown() -> Vec<String> {
        let steps = steps(Path::new("/out")).unwrap();
        steps.iter().map(Step::shown).collect()
    }

    #[test]
    fn every_target_is_built_and_every_slice_is_in_the_framework() {
        let all = shown();
        for target in TARGETS {
            let built = all
                .iter()
                .filter(|step| step.contains(&format!("--target={target} ")));
            assert_eq!(built.count(), 1, "{target}");
            let joined = all
                .iter()
                .filter(|step| step.starts_with("lipo") && step.contains(&format!("/{target}/")));
            assert_eq!(joined.count(), 1, "{target}");
        }
        let last = all.last().unwrap();
        assert!(
            last.starts_with("xcodebuild -create-xcframework -framework"),
            "{last}"
        );
        assert_eq!(last.matches("-framework ").count(), SLICES.len());
    }

    #[test]
    fn no_placeholder_is_left_in_a_plist() {
        let steps = steps(Path::new("/out")).unwrap();
        let written: Vec<_> = steps
            .iter()
            .filter_map(|step| match step {
                Step::Write { text, .. } => Some(text),
                _ => None,
            })
            .collect();
        assert_eq!(written.len(), SLICES.len());
        assert!(written.iter().all(|text| !text.contains('@')));
        assert!(written[0].contains("iPhoneOS") && written[1].contains("iPhoneSimulator"));
    }

    #[test]
    fn the_module_map_names_no_module_of_a_compiler() {
        for file in [
            "bindings/swift/Framework/module.modulemap",
            "bindings/swift/Sources/VinculoFFI/module.modulemap",
        ] {
            let text = fs::read_to_string(root().join(file)).unwrap();
            assert!(
                !text
                    .lines()
                    .any(|line| line.trim_start().starts_with("use ")),
                "{file}"
            );
        }
        let framework =
            fs::read_to_string(root().join("bindings/swift/Framework/module.modulemap")).unwrap();
        assert!(framework.starts_with("framework module VinculoFFI {"));
    }
}
