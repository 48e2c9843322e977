//! A test run as a person sees it: the plan, the suites, the table.

use std::time::Duration;

use crate::clock::{Stopwatch, human};
use crate::suites::{self, Suite};
use crate::tally::Tally;
use crate::tools::{self, Tool};

/// Runs suites one after the other; a failing one does not stop the others.
pub(crate) fn run(only: &[String]) -> Result<(), String> {
    let chosen = suites::chosen(only);
    let missing = missing_for(&chosen);
    plan(&chosen, &missing);
    let unavailable = install(&missing);

    let mut rows = Vec::new();
    for suite in chosen {
        println!("\n── {} ── {}", suite.name, suite.about);
        let watch = Stopwatch::start();
        let result = match suite.needs.iter().find(|tool| unavailable.contains(tool)) {
            Some(tool) => Err(needs(*tool)),
            None => (suite.run)(),
        };
        if let Err(problem) = &result {
            eprintln!("{} failed: {problem}", suite.name);
        }
        rows.push(Row {
            name: suite.name,
            time: watch.elapsed(),
            result,
        });
    }
    table(&rows)
}

/// Installs what a suite needs, for a command that is not a test run.
pub(crate) fn prepare(suite: &'static Suite) -> Result<(), String> {
    let missing = missing_for(&[suite]);
    plan(&[suite], &missing);
    have(&missing)
}

/// The suites.
pub(crate) fn list() {
    for suite in suites::ALL {
        println!("{:10} {}", suite.name, suite.about);
    }
}

/// Every tool: its version, or how to get it.
pub(crate) fn tools() {
    for tool in tools::ALL {
        if let Some(version) = tool.found() {
            println!("{:16} {version}", tool.name());
        } else {
            let remedy = tool.remedy();
            println!("{:16} missing ({})", tool.name(), remedy.cost);
            println!("{:16} {}", "", remedy.command);
        }
    }
}

/// Installs what is missing of these.
pub(crate) fn provide(tools: &[Tool]) -> Result<(), String> {
    let missing: Vec<Tool> = tools
        .iter()
        .copied()
        .filter(|tool| tool.found().is_none())
        .collect();
    have(&missing)
}

/// One line of the table.
struct Row {
    name: &'static str,
    time: Duration,
    result: Result<Tally, String>,
}

fn plan(chosen: &[&Suite], missing: &[Tool]) {
    println!("Will run:");
    for suite in chosen {
        println!("  {:10} {}", suite.name, suite.about);
    }
    if missing.is_empty() {
        println!("Will install: nothing");
    } else {
        println!("Will install:");
    }
    for tool in missing {
        let remedy = tool.remedy();
        if remedy.is_ours() {
            println!("  {:16} {}", tool.name(), remedy.cost);
        } else {
            println!(
                "  {:16} NOT, please do it yourself ({})",
                tool.name(),
                remedy.cost
            );
        }
        println!("  {:16} {}", "", remedy.command);
    }
    println!(
        "A first run also fetches and compiles the Rust dependencies into target/: \
         3 GB, about 7 minutes on two cores."
    );
}

/// Installs what is missing; returns what could not be had.
fn install(missing: &[Tool]) -> Vec<Tool> {
    let mut unavailable = Vec::new();
    for &tool in missing {
        // One command may bring two tools: Debian's npm and Node.js.
        if tool.found().is_some() {
            continue;
        }
        let remedy = tool.remedy();
        let applied = if remedy.is_ours() {
            println!("\n── installing {} ── {}", tool.name(), remedy.cost);
            remedy.apply()
        } else {
            Err(format!("{} is missing", tool.name()))
        };
        if let Err(problem) = &applied {
            eprintln!("xtask: {problem}");
        }
        if applied.is_err() || tool.found().is_none() {
            unavailable.push(tool);
        }
    }
    unavailable
}

/// Installs them, or fails with the command for the first that could not be had.
fn have(missing: &[Tool]) -> Result<(), String> {
    match install(missing).first() {
        None => Ok(()),
        Some(tool) => Err(needs(*tool)),
    }
}

fn needs(tool: Tool) -> String {
    format!("needs {}: {}", tool.name(), tool.remedy().command)
}

fn missing_for(chosen: &[&Suite]) -> Vec<Tool> {
    tools::ALL
        .into_iter()
        .filter(|tool| chosen.iter().any(|suite| suite.needs.contains(tool)))
        .filter(|tool| tool.found().is_none())
        .collect()
}

/// Prints all results, and fails if one suite did.
fn table(rows: &[Row]) -> Result<(), String> {
    println!("\nsuite      time          result");
    for row in rows {
        let result = match &row.result {
            Ok(tally) => tally.to_string(),
            Err(problem) => format!("FAILED: {problem}"),
        };
        println!("{:10} {:13} {result}", row.name, human(row.time));
    }
    let failed: Vec<&str> = rows
        .iter()
        .filter(|row| row.result.is_err())
        .map(|row| row.name)
        .collect();
    println!(
        "suites: {} passed, {} failed",
        rows.len() - failed.len(),
        failed.len()
    );
    if rows.is_empty() {
        Err("no suite ran".to_owned())
    } else if failed.is_empty() {
        Ok(())
    } else {
        Err(format!("failed: {}", failed.join(", ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(result: Result<Tally, String>) -> Row {
        Row {
            name: "sample",
            time: Duration::ZERO,
            result,
        }
    }

    #[test]
    fn one_failing_suite_fails_the_run() {
        assert!(table(&[row(Ok(Tally::of_passed(1)))]).is_ok());
        let mixed = [row(Ok(Tally::of_passed(1))), row(Err("broken".to_owned()))];
        assert_eq!(table(&mixed), Err("failed: sample".to_owned()));
    }

    #[test]
    fn no_suite_is_a_failure() {
        assert!(table(&[]).is_err());
    }
}
