//! MX's published TypeScript dispatcher on Node, for the same work: a callback URL with the same values in it, typed event out.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Map, Value, json};
use vinculo_bench::inputs::{self, NONCE};

use super::place;

/// Installed and bundled.
pub(crate) struct Mx {
    bundle: PathBuf,
    /// What `dispatch.mjs` reads.
    cases: String,
}

impl Mx {
    /// Installs what `mx/package-lock.json` lists (12 MB), below the target directory, unless it is there. The package cannot be imported as
    /// published (its modules name each other without ending), so esbuild makes one file of it.
    pub(crate) fn install() -> Result<Self, String> {
        let folder = place::ours("mx")?;
        for file in ["package.json", "dispatch.mjs"] {
            copy(&folder, file)?;
        }
        let locked = "package-lock.json";
        let installed = folder.join("node_modules/.package-lock.json");
        if !installed.exists() || !same(&place::mx_sources().join(locked), &folder.join(locked)) {
            eprintln!("installing MX's dispatcher and esbuild by npm (12 MB, a few seconds)");
            copy(&folder, locked)?;
            run(Command::new("npm")
                .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
                .current_dir(&folder))?;
        }
        let bundle = folder.join("dispatch.cjs");
        run(Command::new("node")
            .args([
                "node_modules/esbuild/bin/esbuild",
                "dispatch.mjs",
                "--bundle",
                "--platform=node",
            ])
            .args([
                "--format=cjs",
                "--log-level=warning",
                "--outfile=dispatch.cjs",
            ])
            .current_dir(&folder))?;
        let cases: Vec<Value> = inputs::samples().iter().map(case).collect();
        Ok(Self {
            bundle,
            cases: Value::from(cases).to_string(),
        })
    }

    /// Nanoseconds for one URL, in samples, by the name of the input.
    pub(crate) fn time(&self, sample_ms: u32) -> Result<BTreeMap<String, Vec<f64>>, String> {
        let printed = output(
            Command::new("node")
                .arg(&self.bundle)
                .arg(sample_ms.to_string()),
            &self.cases,
        )?;
        serde_json::from_str(&printed)
            .map_err(|e| format!("`node dispatch.cjs` printed no times: {e}"))
    }
}

/// The message of MX with as many values as ours has, and the nonce, which MX's has no place for, as a user.
fn case(sample: &inputs::Sample) -> Value {
    let (kind, callback, names) = if sample.fields.len() == 2 {
        (
            "memberConnected",
            "onMemberConnected",
            &["session_guid", "member_guid"][..],
        )
    } else {
        (
            "selectedInstitution",
            "onSelectedInstitution",
            &["session_guid", "code", "guid", "name"][..],
        )
    };
    let mut event = Map::new();
    event.insert("user_guid".to_owned(), NONCE.into());
    for (name, (_, value)) in names.iter().zip(&sample.fields) {
        event.insert((*name).to_owned(), value.as_str().into());
    }
    if sample.fields.len() != 2 {
        // One more than ours; as short as it may be.
        event.insert("url".to_owned(), "".into());
    }
    let metadata = inputs::encoded(&Value::from(event.clone()).to_string());
    json!({
        "name": sample.name,
        "url": format!("mx://connect/{kind}?metadata={metadata}"),
        "callback": callback,
        "event": event,
    })
}

fn copy(folder: &Path, file: &str) -> Result<(), String> {
    std::fs::copy(place::mx_sources().join(file), folder.join(file))
        .map(drop)
        .map_err(|e| format!("cannot copy {file}: {e}"))
}

fn same(one: &Path, other: &Path) -> bool {
    std::fs::read(one).ok() == std::fs::read(other).ok()
}

fn run(command: &mut Command) -> Result<(), String> {
    output(command, "").map(drop)
}

/// What it printed, if it exited with zero.
fn output(command: &mut Command, input: &str) -> Result<String, String> {
    let name = format!("`{}`", command.get_program().display());
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|e| {
            format!("{name} could not be started ({e}): install Node.js 20 or later, with npm")
        })?;
    if let Some(mut stdin) = child.stdin.take() {
        // One that does not read has its reasons, and says them by its status.
        let _ = stdin.write_all(input.as_bytes());
    }
    let output = child
        .wait_with_output()
        .map_err(|e| format!("lost {name}: {e}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(format!("{name} failed ({})", output.status))
    }
}
