//! Debian packages unpacked into a folder: nothing is installed, and the machine's own package lists stay as they are.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{make_dir, write};
use crate::mirror;
use crate::process::{output, outside, run};

/// An apt of our own, below a folder.
pub(super) struct Apt {
    dir: PathBuf,
}

impl Apt {
    /// Reads the package lists of one release, from where this machine gets its packages.
    pub(super) fn of(dir: &Path, release: &str) -> Result<Self, String> {
        let apt = Self {
            dir: dir.to_owned(),
        };
        for folder in ["none", "lists/partial", "archives/partial"] {
            make_dir(&apt.dir.join(folder))?;
        }
        let source = format!(
            "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] {} {release} main\n",
            mirror::debian()?
        );
        write(&apt.dir.join("sources.list"), &source)?;
        write(&apt.dir.join("status"), "")?;
        let here = apt.dir.display();
        let settings = format!(
            "Dir::Etc::sourcelist \"{here}/sources.list\";\n\
             Dir::Etc::sourceparts \"{here}/none\";\n\
             Dir::Etc::preferencesparts \"{here}/none\";\n\
             Dir::State \"{here}\";\n\
             Dir::State::status \"{here}/status\";\n\
             Dir::Cache \"{here}\";\n\
             APT::Architecture \"amd64\";\n\
             APT::Architectures {{ \"amd64\"; \"arm64\"; }};\n\
             APT::Sandbox::User \"root\";\n\
             APT::Install-Recommends \"false\";\n"
        );
        write(&apt.dir.join("apt.conf"), &settings)?;
        run(apt.command().args(["-qq", "update"]))?;
        Ok(apt)
    }

    /// Unpacks packages and all that they depend on.
    pub(super) fn unpack_with_dependencies(
        &self,
        packages: &[&str],
        into: &Path,
    ) -> Result<(), String> {
        let mut command = self.command();
        command.args(["-qq", "-y", "--download-only", "install"]);
        run(command.args(packages))?;
        let fetched = packages_in(&self.dir.join("archives"))?;
        println!("unpacking {} packages", fetched.len());
        fetched.iter().try_for_each(|package| unpack(package, into))
    }

    /// Fetches one package alone.
    pub(super) fn download(&self, package: &str) -> Result<PathBuf, String> {
        let dir = self.dir.join("single");
        // What an earlier run left would be taken for this one.
        let _ = fs::remove_dir_all(&dir);
        make_dir(&dir)?;
        let mut command = self.command();
        run(command.args(["-qq", "download", package]).current_dir(&dir))?;
        packages_in(&dir)?
            .pop()
            .ok_or_else(|| format!("apt fetched no {package}"))
    }

    fn command(&self) -> Command {
        let mut command = outside("apt-get");
        command.env("APT_CONFIG", self.dir.join("apt.conf"));
        command
    }
}

/// Unpacks one package file.
pub(super) fn unpack(package: &Path, into: &Path) -> Result<(), String> {
    make_dir(into)?;
    let mut command = outside("dpkg-deb");
    command.arg("-x").arg(package).arg(into);
    output(&mut command)
        .map(|_| ())
        .ok_or_else(|| format!("cannot unpack {}", package.display()))
}

/// The name of the release that this machine runs.
pub(super) fn release() -> Result<String, String> {
    let text = fs::read_to_string("/etc/os-release").unwrap_or_default();
    text.lines()
        .find_map(|line| line.strip_prefix("VERSION_CODENAME="))
        .map(|name| name.trim_matches('"').to_owned())
        .ok_or_else(|| "this is no Debian: /etc/os-release names no release".to_owned())
}

fn packages_in(dir: &Path) -> Result<Vec<PathBuf>, String> {
    let listed = fs::read_dir(dir).map_err(|e| format!("cannot list {}: {e}", dir.display()))?;
    let mut packages: Vec<PathBuf> = listed
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "deb"))
        .collect();
    packages.sort();
    Ok(packages)
}
