//! What was asked for.

use crate::{android, crash, fuzz, ios, model, suites};

pub(crate) const HELP: &str = "\
cargo xtask test                 run every suite; says first what it will install
cargo xtask test --only NAME     run one suite (may be given more than once)
cargo xtask test --list          list the suites
cargo xtask tools                show which tools are installed

cargo xtask bindings             write the committed Kotlin and Swift anew
cargo xtask bindings --check     prove them current, complete and reproducible
cargo xtask texts                write the committed texts of the views anew, from bindings/texts

cargo xtask android              build the library for Android into target/android, with an NDK or without
cargo xtask android --twice      build it in two folders, and compare the bytes
cargo xtask android --fetch      fetch what is needed for that, and to run it on this machine
cargo xtask package android      make target/maven, a repository with the AAR and the jar
cargo xtask ios                  make bindings/swift/VinculoFFI.xcframework; on a Mac
cargo xtask ios --dry-run        print how, and do nothing
cargo xtask ios --compile        compile its static libraries, on any machine
cargo xtask sizes [--accept]     weigh what ships, and compare with docs/sizes.json, or write it anew

cargo xtask model [--depth N] [--schedules N] [--seed N]
                                 try every interleaving of a session (12 deep), and a million random schedules
cargo xtask crash [--rounds N]   kill processes that record outcomes, 1000 times; nothing told may be lost
cargo xtask fuzz [--minutes N]   fuzz every target for N minutes (1); needs nightly
cargo xtask fuzz --only TARGET   fuzz one target (may be given more than once)
cargo xtask fuzz --keep          then minimise what was found into fuzz/corpus
cargo xtask webview              run the suite `webview`: the core in a real WebKit
cargo xtask webview --engines    write docs/engines.md anew: what web engines hand to a delegate
cargo xtask kotlin               run the suite `kotlin`: the Kotlin package against the built library
cargo xtask kotlin --accept-api  write the dump of its public surface anew
cargo xtask swift                run the suite `swift`: the Swift package against the built library
cargo xtask swift --set-up       only get its toolchain, where Swift 6 is not installed
cargo xtask bench                measure, and write docs/benchmarks.md (8 minutes)
cargo xtask bench --quick        the same in seconds, to see that it runs; `--only GROUP` measures one group
cargo xtask help                 this text

Plain `cargo test` runs the Rust tests and needs nothing but Rust.";

/// What the command line asked for.
pub(crate) enum Task {
    Help,
    List,
    Test { only: Vec<String> },
    Android(android::Task),
    Ios(ios::Task),
    Bindings { check: bool },
    Crash { rounds: u32 },
    Fuzz(fuzz::Options),
    KotlinApi,
    Engines,
    Bench { options: Vec<String> },
    Model(model::Extent),
    Package,
    Sizes { accept: bool },
    SwiftSetUp,
    Texts,
    Tools,
}

/// Reads it, or says what is wrong with it.
pub(crate) fn parse(args: &[String]) -> Result<Task, String> {
    let mut words = args.iter().map(String::as_str);
    let task = match words.next() {
        None | Some("help" | "--help" | "-h") => Task::Help,
        Some("texts") => Task::Texts,
        Some("tools") => Task::Tools,
        Some("bench") => Task::Bench {
            options: words.by_ref().map(str::to_owned).collect(),
        },
        Some("bindings") => match words.next() {
            None => Task::Bindings { check: false },
            Some("--check") => Task::Bindings { check: true },
            Some(other) => return Err(format!("`bindings` has no option `{other}`")),
        },
        Some("ios") => Task::Ios(match words.next() {
            None => ios::Task::Build,
            Some("--dry-run") => ios::Task::DryRun,
            Some("--compile") => ios::Task::Compile,
            Some(other) => return Err(format!("`ios` has no option `{other}`")),
        }),
        Some("android") => Task::Android(match words.next() {
            None => android::Task::Build,
            Some("--twice") => android::Task::Twice,
            Some("--fetch") => android::Task::Fetch,
            Some(other) => return Err(format!("`android` has no option `{other}`")),
        }),
        Some("sizes") => match words.next() {
            None => Task::Sizes { accept: false },
            Some("--accept") => Task::Sizes { accept: true },
            Some(other) => return Err(format!("`sizes` has no option `{other}`")),
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
        Some("kotlin") => match words.next() {
            None => Task::Test {
                only: vec!["kotlin".to_owned()],
            },
            Some("--accept-api") => Task::KotlinApi,
            Some(other) => return Err(format!("`kotlin` has no option `{other}`")),
        },
        Some("swift") => match words.next() {
            None => Task::Test {
                only: vec!["swift".to_owned()],
            },
            Some("--set-up") => Task::SwiftSetUp,
            Some(other) => return Err(format!("`swift` has no option `{other}`")),
        },
        Some("package") => match words.next() {
            Some("android") => Task::Package,
            Some(other) => return Err(format!("there is no package for `{other}`")),
            None => return Err("`package` needs to be told for what: `android`".to_owned()),
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
            "package",
            "package ios",
            "android --thrice",
            "ios --dryrun",
            "android --twice now",
            "sizes --except",
            "fuzz --minutes",
            "webview --engine",
            "kotlin --accept",
            "swift --setup",
            "texts now",
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
