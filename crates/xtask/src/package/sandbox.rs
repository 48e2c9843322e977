//! `vinculo sandbox`, running: Belvo's stand-in and the backend of an app.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::thread;

use crate::process::{build_dir, cargo, outside, run};

/// Stopped when dropped.
pub(crate) struct Sandbox {
    process: Child,
    pub(crate) origin: String,
    /// What the app's user is known by.
    pub(crate) bearer: String,
}

pub(crate) fn start() -> Result<Sandbox, String> {
    run(&mut cargo([
        "build",
        "-p",
        "vinculo-cli",
        "--bin",
        "vinculo",
    ]))?;
    let mut process = outside(build_dir()?.join("vinculo"))
        .args(["sandbox", "--port", "0"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|e| format!("the sandbox could not be started: {e}"))?;
    let mut lines = process
        .stdout
        .take()
        .map(|out| BufReader::new(out).lines())
        .ok_or("the sandbox has no output")?
        .map_while(Result::ok);
    let mut find = |before: &str, after: char| {
        let line = lines.find(|line| line.contains(before))?;
        let (_, rest) = line.split_once(before)?;
        Some(rest.split(after).next().unwrap_or(rest).trim().to_owned())
    };
    let said = find("Sandbox at ", ',').zip(find("Authorization: Bearer ", '\n'));
    // It goes on writing, and would die of a pipe that nobody reads.
    thread::spawn(move || lines.for_each(drop));
    let Some((origin, bearer)) = said else {
        let _ = process.kill();
        return Err("the sandbox does not say where it is".to_owned());
    };
    Ok(Sandbox {
        process,
        origin,
        bearer,
    })
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
