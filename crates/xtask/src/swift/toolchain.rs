//! Which Swift is used.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::debian;
use crate::process::{output, outside};

/// The first major version with the language mode that the package is written in.
const MAJOR: u32 = 6;

/// A Swift.
pub(super) enum Toolchain {
    /// What `swift` means on this machine.
    Own,
    /// The one in this root.
    Debian(PathBuf),
}

/// Its version, if there is one.
pub(crate) fn found() -> Option<String> {
    own_version().or_else(|| debian::ready().map(|root| format!("in {}", root.display())))
}

/// Makes the Debian that has one, unless there is one already.
pub(crate) fn set_up() -> Result<(), String> {
    match found() {
        Some(version) => println!("Swift is there: {version}"),
        None => println!("Swift is there: in {}", debian::make()?.display()),
    }
    Ok(())
}

impl Toolchain {
    pub(super) fn find() -> Result<Self, String> {
        if own_version().is_some() {
            return Ok(Self::Own);
        }
        let root = debian::ready().ok_or("no Swift 6: `cargo xtask swift --set-up`")?;
        Ok(Self::Debian(root))
    }

    /// An `env` that sees these folders: variables (`NAME=value`) are added, then a program of this Swift.
    pub(super) fn env(&self, folders: &[&Path]) -> Command {
        match self {
            Self::Own => outside("env"),
            Self::Debian(root) => {
                let mut command = debian::enter(root, folders);
                command.arg("env");
                command
            }
        }
    }
}

fn own_version() -> Option<String> {
    let printed = output(outside("swift").arg("--version"))?;
    let version = version_in(&printed)?;
    let major = version.split('.').next()?.parse::<u32>().ok()?;
    (major >= MAJOR).then(|| version.to_owned())
}

/// `Swift version 6.0.3 (…)` → `6.0.3`.
fn version_in(printed: &str) -> Option<&str> {
    let (_, rest) = printed.split_once("Swift version ")?;
    rest.split_whitespace().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_version() {
        let apple = "swift-driver version: 1.115 Apple Swift version 6.0.3 (swiftlang-6.0.3.1.10)";
        assert_eq!(version_in(apple), Some("6.0.3"));
        assert_eq!(
            version_in("Swift version 6.2 (swift-6.2)\nTarget: x"),
            Some("6.2")
        );
        assert_eq!(version_in("swift: a tool of another kind"), None);
    }
}
