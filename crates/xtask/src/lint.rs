//! Suite `lint`: formatting, clippy, and what the core may depend on.

use crate::process::{self, cargo};
use crate::tally::Tally;

/// What must never be linked into the mobile library: the network is the host's, the server is on the other side, and the
/// generator's half of uniffi would stand in every bill of materials.
const FORBIDDEN: [&str; 12] = [
    "axum",
    "belvo",
    "cargo_metadata",
    "clap",
    "hyper",
    "openssl",
    "reqwest",
    "rustls",
    "tokio",
    "uniffi_bindgen",
    "uniffi_pipeline",
    "vinculo-server",
];

/// Runs all checks, also after one failed, and counts them.
pub(crate) fn run() -> Result<Tally, String> {
    let checks = [
        format(),
        fuzz_workspace(),
        clippy(&["--workspace"]),
        clippy(&["-p", "vinculo", "--features", "ffi"]),
        clippy(&["-p", "vinculo", "--features", "reqwest"]),
        dependencies(""),
        dependencies("ffi"),
        transport_needs_them(),
    ];
    let mut passed = 0;
    let mut problems = Vec::new();
    for check in checks {
        match check {
            Ok(()) => passed += 1,
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() {
        Tally::of_passed(passed).proven()
    } else {
        Err(problems.join("; "))
    }
}

fn format() -> Result<(), String> {
    process::run(&mut cargo(["fmt", "--all", "--check"]))
        .map_err(|problem| format!("{problem}: `cargo fmt --all` mends it"))
}

/// `fuzz/` is a workspace of its own, which the commands above pass over. Its targets are a line each, so that
/// clippy, which would build libFuzzer, has nothing to say there.
fn fuzz_workspace() -> Result<(), String> {
    let manifest = "fuzz/Cargo.toml";
    process::run(&mut cargo(["fmt", "--manifest-path", manifest, "--check"]))
        .map_err(|problem| format!("{problem}: `cargo fmt --manifest-path {manifest}` mends it"))?;
    let tree = [
        "tree",
        "--quiet",
        "--locked",
        "--depth=0",
        "--manifest-path",
        manifest,
    ];
    process::run(&mut cargo(tree)).map_err(|problem| {
        format!(
            "{problem}: `cargo update --workspace --manifest-path {manifest}` mends its lockfile"
        )
    })
}

fn clippy(what: &[&str]) -> Result<(), String> {
    let mut command = cargo(["clippy"]);
    command
        .args(what)
        .args(["--all-targets", "--", "-D", "warnings"]);
    process::run(&mut command)
}

/// The core's own dependencies, as linked into a phone's app: without what runs in the compiler.
fn dependencies(features: &str) -> Result<(), String> {
    let tree = tree(features)?;
    let found = forbidden_in(&tree)?;
    if found.is_empty() {
        Ok(())
    } else {
        let about = about(features);
        Err(format!(
            "the core depends on {} {about}; `cargo tree -p vinculo -i NAME` shows why",
            found.join(", ")
        ))
    }
}

/// The other way round: where the network is linked it is found, so that the check above can fail.
fn transport_needs_them() -> Result<(), String> {
    let tree = tree("reqwest")?;
    let found = forbidden_in(&tree)?;
    let missing = ["reqwest", "tokio"]
        .into_iter()
        .find(|name| !found.contains(name));
    match missing {
        None => Ok(()),
        Some(name) => Err(format!(
            "the tree of the core with the feature `reqwest` shows no {name}, so the check of the other trees proves nothing"
        )),
    }
}

fn tree(features: &str) -> Result<String, String> {
    let mut command = cargo(["tree", "-p", "vinculo", "-e", "normal,no-proc-macro"]);
    command.args([
        "--prefix",
        "none",
        "--format",
        "{p}",
        "--features",
        features,
    ]);
    println!("$ cargo tree -p vinculo ({})", about(features));
    process::output(&mut command).ok_or("`cargo tree -p vinculo` failed".to_owned())
}

fn about(features: &str) -> String {
    if features.is_empty() {
        "by default".to_owned()
    } else {
        format!("with the feature `{features}`")
    }
}

fn forbidden_in(tree: &str) -> Result<Vec<&str>, String> {
    let mut names: Vec<&str> = tree
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    if names.first() != Some(&"vinculo") {
        return Err("`cargo tree` printed no tree of the core".to_owned());
    }
    names.sort_unstable();
    names.dedup();
    names.retain(|name| FORBIDDEN.contains(name));
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forbidden_dependency_is_found_at_any_depth() {
        let tree = "vinculo v0.1.0 (/somewhere)\nserde v1.0.0\nreqwest v0.13.5\ntokio v1.0.0\ntokio v1.0.0 (*)\n";
        assert_eq!(forbidden_in(tree), Ok(vec!["reqwest", "tokio"]));
        assert_eq!(
            forbidden_in("vinculo v0.1.0\ntokio-stream v1.0.0\n"),
            Ok(vec![])
        );
    }

    #[test]
    fn no_tree_is_no_proof() {
        assert!(forbidden_in("").is_err());
    }
}
