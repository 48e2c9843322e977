//! What it was measured on.

use std::process::Command;

/// Facts about this machine, none of which names it.
pub(crate) struct Machine {
    /// `2026-11-26`, in UTC.
    pub(crate) date: String,
    pub(crate) cpu: String,
    pub(crate) cores: usize,
    pub(crate) system: String,
    pub(crate) rustc: String,
    pub(crate) node: Option<String>,
    /// Processes that were running or waiting when it began, where the system tells.
    pub(crate) load: Option<f64>,
}

impl Machine {
    /// Whether others were busy here, so that the figures are worse than they could be.
    pub(crate) fn is_busy(&self) -> bool {
        self.load_of_a_core() > 0.5
    }

    /// Whether so much else was done here that the figures are no record.
    pub(crate) fn is_overloaded(&self) -> bool {
        self.load_of_a_core() > 1.5
    }

    /// Nothing is said against a system that does not tell.
    #[expect(clippy::cast_precision_loss, reason = "no machine has 2^53 cores")]
    fn load_of_a_core(&self) -> f64 {
        self.load.unwrap_or_default() / self.cores as f64
    }
}

/// Looks, and warns if others are busy here.
pub(crate) fn describe() -> Result<Machine, String> {
    let cores =
        std::thread::available_parallelism().map_err(|e| format!("cannot count cores: {e}"))?;
    let load = std::fs::read_to_string("/proc/loadavg").ok();
    let load = load.and_then(|text| text.split_whitespace().next()?.parse().ok());
    let machine = Machine {
        date: printed("date", &["-u", "+%F"]).unwrap_or_else(|| "unknown".to_owned()),
        cpu: cpu().unwrap_or_else(|| std::env::consts::ARCH.to_owned()),
        cores: cores.get(),
        system: system(),
        rustc: printed("rustc", &["--version"]).ok_or("`rustc --version` does not run")?,
        node: printed("node", &["--version"]),
        load,
    };
    if machine.is_busy() {
        eprintln!("warning: this machine is busy, so the figures will be worse than they could be");
    }
    Ok(machine)
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

fn printed(program: &str, args: &[&str]) -> Option<String> {
    let output = Command::new(program).args(args).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn under(load: Option<f64>) -> Machine {
        Machine {
            date: String::new(),
            cpu: String::new(),
            cores: 2,
            system: String::new(),
            rustc: String::new(),
            node: None,
            load,
        }
    }

    #[test]
    fn load_is_judged_by_the_cores() {
        let judged = |load| {
            let machine = under(load);
            (machine.is_busy(), machine.is_overloaded())
        };
        assert_eq!(judged(Some(1.0)), (false, false));
        assert_eq!(judged(Some(1.1)), (true, false));
        assert_eq!(judged(Some(3.0)), (true, false));
        assert_eq!(judged(Some(3.1)), (true, true));
        assert_eq!(judged(None), (false, false));
    }
}
