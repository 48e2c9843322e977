//! Somebody else's apps, outside of the work tree, that know nothing of us but the repository.

use std::fs;
use std::path::{Path, PathBuf};

use super::sandbox::Sandbox;
use super::{VERSION, build, copy, files_below, make_dir, maven, projects, target};
use crate::process::{outside, root, run};
use crate::tally::Tally;

/// What an app prints that has connected an account, and whose outcome is on disk and at the backend.
const CONNECTED: &str =
    "connected erebor_mx_retail, on disk true, delivered DONE, known to the backend true";

/// Folders in the system's place for temporary files; deleted when dropped.
pub(crate) struct Apps {
    dir: PathBuf,
}

/// Builds them from the repository.
pub(crate) fn make(repository: &Path) -> Result<Apps, String> {
    let dir = std::env::temp_dir().join(format!("vinculo-apps-{}", std::process::id()));
    if dir.starts_with(root()) {
        return Err(format!(
            "{} is in the work tree: set TMPDIR elsewhere",
            dir.display()
        ));
    }
    let apps = Apps { dir };
    println!("building apps from it; the first time that fetches 400 MB");
    let local = local_repository()?;
    for name in ["consumer", "android"] {
        apps.build(name, repository, &local)?;
    }
    Ok(apps)
}

/// A local repository of our own: Maven keeps what it has once got by its version, which does not change while we work.
fn local_repository() -> Result<PathBuf, String> {
    let local = target()?.join("package/m2");
    let ours = local.join("dev/vinculo");
    if ours.exists() {
        fs::remove_dir_all(&ours).map_err(|e| format!("cannot delete {}: {e}", ours.display()))?;
    }
    Ok(local)
}

impl Apps {
    fn build(&self, name: &str, repository: &Path, local: &Path) -> Result<(), String> {
        let (from, to) = (projects().join(name), self.dir.join(name));
        for file in files_below(&from)? {
            copy(&from.join(&file), &to.join(&file))?;
        }
        let mut command = maven(&to);
        command.arg("process-classes");
        command.arg(format!("-Dmaven.repo.local={}", local.display()));
        command.arg(format!("-Dvinculo.version={VERSION}"));
        command.arg(format!(
            "-Dvinculo.repository=file://{}",
            repository.display()
        ));
        command.arg(format!("-Dvinculo.host={}", build::host_name()?));
        run(&mut command)
    }

    /// The desktop app as it is.
    pub(crate) fn run(&self, sandbox: &Sandbox) -> Result<Tally, String> {
        let target = self.dir.join("consumer/target");
        let class_path = format!("{0}/classes:{0}/dependency/*", target.display());
        self.connect(&class_path, sandbox)?;
        Tally::of_passed(1).proven()
    }

    /// Runs it to the end, and reads whether it connected an account.
    pub(crate) fn connect(&self, class_path: &str, sandbox: &Sandbox) -> Result<(), String> {
        let folder = self.dir.join("outcomes");
        let _ = fs::remove_dir_all(&folder);
        make_dir(&folder)?;
        let mut java = outside("java");
        java.args(["-Djna.nosys=true", "-cp", class_path, "com.example.MainKt"]);
        java.args([&sandbox.origin, &sandbox.bearer]).arg(&folder);
        let done = java
            .output()
            .map_err(|e| format!("java could not be started: {e}"))?;
        let said = String::from_utf8_lossy(&done.stdout);
        println!("app: {}", said.trim());
        if done.status.success() && said.trim() == CONNECTED {
            Ok(())
        } else {
            let trouble = String::from_utf8_lossy(&done.stderr);
            Err(format!(
                "the app connected no account: {}",
                first_lines(&trouble)
            ))
        }
    }

    /// The desktop app's classes, and all it needs.
    pub(crate) fn desktop(&self) -> Result<Vec<PathBuf>, String> {
        let target = self.dir.join("consumer/target");
        jars(&target.join("dependency")).map(|jars| {
            let mut all = vec![target.join("classes")];
            all.extend(jars);
            all
        })
    }

    /// What an Android app gets: jars, and AARs.
    pub(crate) fn android(&self) -> Result<Vec<PathBuf>, String> {
        jars(&self.dir.join("android/target/dependency"))
    }

    /// `r8.jar`, `android-all.jar`.
    pub(crate) fn tool(&self, name: &str) -> PathBuf {
        self.dir.join("android/target/tools").join(name)
    }
}

impl Drop for Apps {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.dir);
    }
}

fn jars(dir: &Path) -> Result<Vec<PathBuf>, String> {
    Ok(files_below(dir)?
        .into_iter()
        .map(|file| dir.join(file))
        .collect())
}

fn first_lines(text: &str) -> String {
    text.lines().take(4).collect::<Vec<_>>().join(" | ")
}
