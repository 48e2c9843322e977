//! `cargo xtask`: build, test and generate. `cargo xtask help` lists the commands.
//!
//! ```text
//! main      reads the command line
//! suites    what can be tested, and what a plain run tests
//! report    the plan before, the table after
//! tools     what must be installed, how large it is, how to get it
//! lint · rust · vectors · bindings · browser · webview   one suite each
//! display   an X server for the webview
//! bench · crash · fuzz   no suites: by command alone
//! process   runs a command, shows its output live, counts its tests
//! ```
//!
//! Only `std`: this is compiled before anything else can be said to whoever typed `cargo xtask`.

mod bench;
mod bindings;
mod browser;
mod clock;
mod crash;
mod display;
mod exported;
mod fuzz;
mod lint;
mod model;
mod process;
mod report;
mod rust;
mod suites;
mod tally;
mod tools;
mod vectors;
mod webview;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask test                 run every suite; says first what it will install
cargo xtask test --only NAME     run one suite (may be given more than once)
cargo xtask test --list          list the suites
cargo xtask bindings             generate Kotlin and Swift into target/bindings
cargo xtask bindings --check     also prove them complete and reproducible
cargo xtask crash [--rounds N]   kill processes that record outcomes, 1000 times; nothing told may be lost
cargo xtask fuzz [--minutes N]   fuzz every target for N minutes (1); needs nightly
cargo xtask fuzz --only TARGET   fuzz one target (may be given more than once)
cargo xtask fuzz --keep          then minimise what was found into fuzz/corpus
cargo xtask webview              run the suite `webview`: the core in a real WebKit
cargo xtask webview --engines    write docs/engines.md anew: what web engines hand to a delegate
cargo xtask bench                measure, and write docs/benchmarks.md (4 minutes)
cargo xtask bench --quick        the same in seconds, to see that it runs; `--only GROUP` measures one group
cargo xtask model [--depth N] [--schedules N] [--seed N]
                                 every interleaving of a session, and a million random schedules
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
    Fuzz(fuzz::Options),
    Engines,
    Bench { options: Vec<String> },
    Model(model::Extent),
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
        Task::Model(extent) => model::check(extent),
        Task::Tools => {
            report::tools();
            Ok(())
        }
        Task::Test { only } => report::run(&only),
        Task::Bindings { check: true } => bindings::check().map(|tally| println!("{tally}")),
        Task::Bindings { check: false } => bindings::generate(),
        Task::Fuzz(options) => fuzz::run_all(&options),
        Task::Engines => suites::find("webview")
            .map_or(Ok(()), report::prepare)
            .and_then(|()| webview::write_engines()),
        Task::Bench { options } => bench::run(&options),
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
        Some("bench") => Task::Bench {
            options: words.by_ref().map(str::to_owned).collect(),
        },
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
        Some("fuzz") => Task::Fuzz(fuzz::Options::parse(&mut words)?),
        Some("webview") => match words.next() {
            None => Task::Test {
                only: vec!["webview".to_owned()],
            },
            Some("--engines") => Task::Engines,
            Some(other) => return Err(format!("`webview` has no option `{other}`")),
        },
        Some("model") => {
            let mut extent = model::DEFAULT;
            while let Some(word) = words.next() {
                let value = match word {
                    "--depth" => &mut extent.depth,
                    "--schedules" => &mut extent.schedules,
                    "--seed" => &mut extent.seed,
                    other => return Err(format!("`model` has no option `{other}`")),
                };
                *value = number(words.next(), word)?;
            }
            Task::Model(extent)
        }
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
    fn a_model_check_is_as_large_as_asked() {
        let Ok(Task::Model(extent)) = parsed("model --seed 7 --depth 9") else {
            panic!("a model check was asked for");
        };
        assert_eq!((extent.depth, extent.seed), (9, 7));
        assert_eq!(extent.schedules, model::DEFAULT.schedules);
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        for line in [
            "tset",
            "test --only nonesuch",
            "test --only",
            "test --fast",
            "bindings --chek",
            "fuzz --minutes",
            "webview --engine",
            "tools now",
            "model --depth",
            "model --depth 0",
            "model 12",
            "crash --rounds",
            "crash --rounds none",
            "crash --rounds 0",
        ] {
            assert!(parsed(line).is_err(), "{line}");
        }
    }
}
