//! What a suite needs besides Rust: whether it is there, how large it is, how to get it.

use std::path::{Path, PathBuf};

use crate::process::{cargo, output, outside, root, run};
use crate::{android, browser, swift};

/// Something that must be installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tool {
    Rustfmt,
    Clippy,
    Node,
    Npm,
    Chromium,
    /// What `tests/browser/package-lock.json` lists.
    NodePackages,
    /// WebKitGTK, to build against and to run.
    Webkit,
    /// A display that nobody sees.
    Xvfb,
    /// 6.0 or newer, or else a Debian 13 that has it.
    Swift,
    /// A Java development kit: the Kotlin compiler reads the API of older releases from it.
    Jdk,
    Maven,
    Pip,
    /// What builds the library for Android without an NDK, and what runs it.
    AndroidInputs,
    /// For `cargo xtask fuzz` alone, as is the next.
    Nightly,
    CargoFuzz,
}

/// All tools, those first that others need.
pub(crate) const ALL: [Tool; 15] = [
    Tool::Rustfmt,
    Tool::Clippy,
    Tool::Node,
    Tool::Npm,
    Tool::Chromium,
    Tool::NodePackages,
    Tool::Webkit,
    Tool::Xvfb,
    Tool::Swift,
    Tool::Jdk,
    Tool::Maven,
    Tool::Pip,
    Tool::AndroidInputs,
    Tool::Nightly,
    Tool::CargoFuzz,
];

/// The oldest Node.js with the test runner as we use it.
const NODE: u32 = 20;

/// The oldest JDK that the build's plugins run on.
const JDK: u32 = 17;

impl Tool {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Rustfmt => "rustfmt",
            Self::Clippy => "clippy",
            Self::Node => "Node.js",
            Self::Npm => "npm",
            Self::Chromium => "Chromium",
            Self::NodePackages => "playwright-core",
            Self::Nightly => "Rust nightly",
            Self::CargoFuzz => "cargo-fuzz",
            Self::Webkit => "WebKitGTK",
            Self::Xvfb => "Xvfb",
            Self::Swift => "Swift",
            Self::Jdk => "JDK",
            Self::Maven => "Maven",
            Self::Pip => "pip",
            Self::AndroidInputs => "Android inputs",
        }
    }

    /// Its version, if it is there and fit.
    pub(crate) fn found(self) -> Option<String> {
        let printed = match self {
            Self::Rustfmt => output(&mut cargo(["fmt", "--version"])),
            Self::Clippy => output(&mut cargo(["clippy", "--version"])),
            Self::Node => {
                output(outside("node").arg("--version")).filter(|text| major(text) >= NODE)
            }
            Self::Npm => output(outside("npm").arg("--version")),
            Self::Chromium => output(outside(chromium()).arg("--version")),
            Self::NodePackages => packages_are_current().then(|| "as locked".to_owned()),
            // By rustup's cargo, because cargo itself knows no `+nightly`.
            Self::Nightly => output(outside("cargo").args(["+nightly", "--version"])),
            Self::CargoFuzz => output(outside("cargo").args(["fuzz", "--version"])),
            Self::Webkit => output(outside("pkg-config").args(["--modversion", "webkit2gtk-4.1"])),
            // It tells its version only as an error.
            Self::Xvfb => output(outside("Xvfb").arg("-help")).map(|_| "there".to_owned()),
            Self::Swift => swift::found(),
            Self::Jdk => output(outside("javac").arg("-version"))
                .filter(|text| major(text.trim_start_matches("javac ")) >= JDK),
            Self::Maven => output(outside("mvn").args(["--batch-mode", "--version"]))
                .and_then(|text| text.lines().next().map(str::to_owned)),
            Self::Pip => output(outside("python3").args(["-m", "pip", "--version"]))
                .and_then(|text| text.split_whitespace().nth(1).map(str::to_owned)),
            Self::AndroidInputs => android::fetched(),
        }?;
        Some(printed.trim().to_owned())
    }

    /// The command that installs it, what it brings, and how long that takes.
    pub(crate) fn remedy(self) -> Remedy {
        match self {
            Self::Rustfmt => {
                Remedy::by_hand("rustup component add rustfmt", "10 MB, a few seconds")
            }
            Self::Clippy => Remedy::by_hand("rustup component add clippy", "10 MB, a few seconds"),
            Self::Node | Self::Npm => Remedy::apt(
                "nodejs npm",
                "150 MB, 1 minute; where Debian's is older than 20, get it from nodejs.org",
            ),
            Self::Chromium if chromium_is_named() => Remedy::by_hand(
                "CHROMIUM names no browser that starts: mend it, or `unset CHROMIUM`",
                "0 MB",
            ),
            Self::Chromium => Remedy::apt(
                "chromium fonts-liberation fonts-noto-color-emoji",
                "410 MB on disk (90 MB to fetch), 1 minute; CHROMIUM=/path/to/chrome uses another",
            ),
            Self::NodePackages => Remedy {
                command: format!("npm ci --prefix {} --no-audit --no-fund", browser::DIR),
                cost: "14 MB, a few seconds",
                by: By::Npm,
            },
            Self::Nightly => Remedy::by_hand(
                "rustup toolchain install nightly --profile minimal",
                "400 MB, 1 minute; for `cargo xtask fuzz` alone",
            ),
            Self::CargoFuzz => Remedy {
                command: "cargo install --locked cargo-fuzz --version 0.13.2".to_owned(),
                cost: "6 MB in ~/.cargo/bin, about 90 seconds; for `cargo xtask fuzz` alone",
                by: By::Cargo,
            },
            Self::Webkit => Remedy::apt(
                "libwebkit2gtk-4.1-dev xvfb",
                "310 MB on disk (90 MB to fetch), 1 minute",
            ),
            Self::Xvfb => Remedy::apt("xvfb", "8 MB, a few seconds"),
            Self::Swift => Remedy {
                command: "cargo xtask swift --set-up".to_owned(),
                cost: "3,100 MB in the cache folder (550 MB to fetch), 3 minutes; where there is no apt: Swift 6 from swift.org",
                by: By::Debootstrap,
            },
            Self::Jdk => Remedy::apt(
                "openjdk-17-jdk-headless",
                "250 MB, 1 minute; any JDK from 17 on does",
            ),
            Self::Maven => Remedy::apt(
                "maven",
                "15 MB, a few seconds; the build then fetches 250 MB into ~/.m2",
            ),
            Self::Pip => Remedy::apt("python3-pip", "30 MB, a few seconds"),
            Self::AndroidInputs => Remedy {
                command: "cargo xtask android --fetch".to_owned(),
                cost: "1,000 MB in the cache folder (250 MB to fetch), 1 minute",
                by: By::Us,
            },
        }
    }
}

/// How to get a tool.
pub(crate) struct Remedy {
    /// As a person would type it in the root.
    pub(crate) command: String,
    /// How large and how long.
    pub(crate) cost: &'static str,
    by: By,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    /// We never change someone's Rust toolchain.
    Hand,
    /// Needs root.
    Apt,
    /// Changes nothing outside the work tree.
    Npm,
    /// A program of our own in cargo's home; only a command that needs it installs it.
    Cargo,
    /// A Debian in our cache folder; needs root.
    Debootstrap,
    /// Fills our cache folder.
    Us,
}

impl Remedy {
    fn by_hand(command: &str, cost: &'static str) -> Self {
        Self {
            command: command.to_owned(),
            cost,
            by: By::Hand,
        }
    }

    fn apt(packages: &str, cost: &'static str) -> Self {
        Self {
            command: format!(
                "apt-get update && apt-get install -y --no-install-recommends {packages}"
            ),
            cost,
            by: By::Apt,
        }
    }

    /// Whether this program may do it.
    pub(crate) fn is_ours(&self) -> bool {
        match self.by {
            By::Hand => false,
            By::Apt | By::Debootstrap => {
                is_root() && output(outside("apt-get").arg("--version")).is_some()
            }
            By::Npm | By::Cargo | By::Us => true,
        }
    }

    pub(crate) fn apply(&self) -> Result<(), String> {
        for step in self.command.split(" && ") {
            let mut words = step.split_whitespace();
            let Some(program) = words.next() else {
                continue;
            };
            let mut command = outside(program);
            command
                .args(words)
                .current_dir(root())
                .env("DEBIAN_FRONTEND", "noninteractive");
            run(&mut command)?;
        }
        Ok(())
    }
}

/// Debian's Chromium, or what `CHROMIUM` names.
fn chromium() -> PathBuf {
    std::env::var_os("CHROMIUM").map_or_else(|| "/usr/bin/chromium".into(), PathBuf::from)
}

/// Then Debian's would not be used, so installing it would not help.
fn chromium_is_named() -> bool {
    std::env::var_os("CHROMIUM").is_some()
}

/// npm writes its own copy of the lockfile last, so an older or missing one means another state.
fn packages_are_current() -> bool {
    let dir = root().join(browser::DIR);
    let changed = |file: &Path| file.metadata().and_then(|meta| meta.modified()).ok();
    let locked = changed(&dir.join("package-lock.json"));
    let installed = changed(&dir.join("node_modules/.package-lock.json"));
    installed.is_some() && installed >= locked
}

fn is_root() -> bool {
    output(outside("id").arg("-u")).is_some_and(|id| id.trim() == "0")
}

/// `v20.20.2` → 20.
fn major(version: &str) -> u32 {
    version
        .trim()
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_major_version() {
        assert_eq!(major("v20.20.2\n"), 20);
        assert_eq!(major("v9"), 9);
        assert_eq!(major("none"), 0);
    }

    #[test]
    fn every_remedy_says_what_it_costs() {
        for tool in ALL {
            let remedy = tool.remedy();
            assert!(remedy.cost.contains("MB"), "{}", tool.name());
            assert!(!remedy.command.is_empty(), "{}", tool.name());
        }
    }
}
