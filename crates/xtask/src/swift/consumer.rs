//! An app outside of the repository that depends on the package, and completes a session against the sandbox.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use super::{Package, set, target};
use crate::process::{root, run_tests};
use crate::tally::Tally;

/// The app's files in the repository, and where they go. The person who uses it is the one of the tests.
const FILES: [(&str, &str); 3] = [
    ("bindings/swift/Consumer/Package.swift", "Package.swift"),
    ("bindings/swift/Consumer/main.swift", "Sources/main.swift"),
    (
        "bindings/swift/Tests/VinculoTests/Phone/Person.swift",
        "Sources/Person.swift",
    ),
];

/// Copies the app out, builds and runs it.
pub(super) fn run(package: &Package<'_>) -> Result<Tally, String> {
    let app = Copy::make()?;
    let mut command = package.env(&[&app.0])?;
    command.arg(format!("VINCULO_PACKAGE={}", root().display()));
    set(&mut command)?;
    command.args(["swift", "run", "--package-path"]).arg(&app.0);
    command
        .arg("--scratch-path")
        .arg(target()?.join("swift-consumer"));
    package.link(&mut command);
    run_tests(command.arg("Consumer"))
}

/// A folder that goes when it is no longer needed.
struct Copy(PathBuf);

impl Copy {
    /// At the same place each time, so that what was built for it counts again; another one for each checkout.
    fn make() -> Result<Self, String> {
        let mut checkout = DefaultHasher::new();
        root().hash(&mut checkout);
        let name = format!("vinculo-swift-consumer-{:x}", checkout.finish());
        let dir = std::env::temp_dir().join(name);
        let copy = Self(dir.clone());
        for (from, to) in FILES {
            let to = dir.join(to);
            let parent = to.parent().unwrap_or(Path::new("/"));
            fs::create_dir_all(parent)
                .and_then(|()| fs::copy(root().join(from), &to))
                .map_err(|e| format!("cannot write {}: {e}", to.display()))?;
        }
        Ok(copy)
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
