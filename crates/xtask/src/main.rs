//! `cargo xtask`: build, test and generate. `cargo xtask help` lists the commands.
//!
//! ```text
//! main      reads the command line
//! suites    what can be tested, and what a plain run tests
//! report    the plan before, the table after
//! tools     what must be installed, how large it is, how to get it
//! lint · rust · vectors · bindings · browser   one suite each
//! process   runs a command, shows its output live, counts its tests
//! ```
//!
//! Only `std`: this is compiled before anything else can be said to whoever typed `cargo xtask`.

mod bindings;
mod browser;
mod clock;
mod crash;
mod exported;
mod lint;
mod process;
mod report;
mod rust;
mod suites;
mod tally;
mod tools;
mod vectors;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask test                 run every suite; says first what it will install
cargo xtask test --only NAME     run one suite (may be given more than once)
cargo xtask test --list          list the suites
cargo xtask bindings             generate Kotlin and Swift into target/bindings
cargo xtask bindings --check     also prove them complete and reproducible
cargo xtask crash [--rounds N]   kill processes that record outcomes, 1000 times; nothing told may be lost
cargo xtask tools                show which tools are installed
cargo xtask help                 this text

Plain `cargo test` runs the Rust tests and needs nothing but Rust.";

/// What the command line asked for.
enum Task {
    Help,
    List,
    Test { only: Vec<String> },
    Bindings { check: bool },
    Crash { rounds: u32 },
    Tools,
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let task = match parse(&args) {
        Ok(task) => task,
        Err(problem) => {
            eprintln!("xtask: {problem}\n\n{HELP}");
            return ExitCode::from(2);
        }
    };
    let done = match task {
        Task::Help => {
            println!("{HELP}");
            Ok(())
        }
        Task::List => {
            report::list();
            Ok(())
        }
        Task::Crash { rounds } => crash::run(rounds),
        Task::Tools => {
            report::tools();
            Ok(())
        }
        Task::Test { only } => report::run(&only),
        Task::Bindings { check: true } => bindings::check().map(|tally| println!("{tally}")),
        Task::Bindings { check: false } => bindings::generate(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("xtask: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn parse(args: &[String]) -> Result<Task, String> {
    let mut words = args.iter().map(String::as_str);
    let task = match words.next() {
        None | Some("help" | "--help" | "-h") => Task::Help,
        Some("tools") => Task::Tools,
        Some("bindings") => match words.next() {
            None => Task::Bindings { check: false },
            Some("--check") => Task::Bindings { check: true },
            Some(other) => return Err(format!("`bindings` has no option `{other}`")),
        },
        Some("crash") => Task::Crash {
            rounds: match words.next() {
                None => crash::ROUNDS,
                Some("--rounds") => number(words.next(), "--rounds")?,
                Some(other) => return Err(format!("`crash` has no option `{other}`")),
            },
        },
        Some("test") => {
            let mut only = Vec::new();
            while let Some(word) = words.next() {
                match word {
                    "--list" => return Ok(Task::List),
                    "--only" => only.push(suite_name(words.next())?),
                    other => return Err(format!("`test` has no option `{other}`")),
                }
            }
            Task::Test { only }
        }
        Some(other) => return Err(format!("there is no command `{other}`")),
    };
    match words.next() {
        None => Ok(task),
        Some(word) => Err(format!("`{word}` was not expected")),
    }
}

fn number(word: Option<&str>, option: &str) -> Result<u32, String> {
    word.and_then(|word| word.parse().ok())
        .filter(|number| *number > 0)
        .ok_or_else(|| format!("`{option}` needs a whole number above 0"))
}

fn suite_name(word: Option<&str>) -> Result<String, String> {
    let name = word.ok_or("`--only` needs the name of a suite")?;
    if suites::find(name).is_some() {
        Ok(name.to_owned())
    } else {
        let names: Vec<&str> = suites::ALL.iter().map(|suite| suite.name).collect();
        Err(format!(
            "there is no suite `{name}`; there are {}",
            names.join(", ")
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Task, String> {
        let args: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        parse(&args)
    }

    #[test]
    fn reads_the_suites_of_a_test_run() {
        let Ok(Task::Test { only }) = parsed("test --only lint --only rust") else {
            panic!("a test run was asked for");
        };
        assert_eq!(only, ["lint", "rust"]);
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        for line in [
            "tset",
            "test --only nonesuch",
            "test --only",
            "test --fast",
            "bindings --chek",
            "tools now",
            "crash --rounds",
            "crash --rounds none",
            "crash --rounds 0",
        ] {
            assert!(parsed(line).is_err(), "{line}");
        }
    }
}
