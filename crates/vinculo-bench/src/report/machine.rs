//! What it was measured on.

use std::process::Command;

/// Facts about this machine, none of which names it.
pub(crate) struct Machine {
    pub(crate) cpu: String,
    pub(crate) cores: usize,
    pub(crate) system: String,
    pub(crate) rustc: String,
    pub(crate) node: Option<String>,
    /// Processes that were running or waiting when it began, where the system tells.
    pub(crate) load: Option<String>,
}

/// Looks, and warns if others are busy here.
pub(crate) fn describe() -> Result<Machine, String> {
    let cores =
        std::thread::available_parallelism().map_err(|e| format!("cannot count cores: {e}"))?;
    let load = std::fs::read_to_string("/proc/loadavg").ok();
    let load = load.and_then(|text| Some(text.split_whitespace().next()?.to_owned()));
    if load
        .as_ref()
        .and_then(|load| load.parse().ok())
        .is_some_and(|load: f64| load > 0.5)
    {
        eprintln!("warning: this machine is busy, so the figures will be worse than they could be");
    }
    Ok(Machine {
        cpu: cpu().unwrap_or_else(|| std::env::consts::ARCH.to_owned()),
        cores: cores.get(),
        system: system(),
        rustc: version("rustc").ok_or("`rustc --version` does not run")?,
        node: version("node"),
        load,
    })
}

fn cpu() -> Option<String> {
    let text = std::fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = text.lines().find(|line| line.starts_with("model name"))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

fn system() -> String {
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let name = release
        .lines()
        .find_map(|line| line.strip_prefix("PRETTY_NAME="));
    name.map_or_else(
        || std::env::consts::OS.to_owned(),
        |name| name.trim_matches('"').to_owned(),
    )
}

fn version(program: &str) -> Option<String> {
    let output = Command::new(program).arg("--version").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}
