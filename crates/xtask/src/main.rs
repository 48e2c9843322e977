//! `cargo xtask`: build, test and generate. `cargo xtask help` lists the commands.
//!
//! ```text
//! command_line   what was asked for
//! suites         what can be tested, and what a plain run tests
//!   lint · rust · vectors · bindings · kotlin · swift · browser · webview · android · ios · package   one each
//! model · crash · fuzz · bench   no suites: they take as long as they are given
//! report         the plan before, the table after
//! tools          what must be installed, how large it is, how to get it
//! guide · doctor   whether what guides show works; what the doctor says of a project of ours
//! exported · surface   which types are exported, and the rules for what is
//! texts          what the drop-in views say, from one source for both platforms
//! cache          where large things are kept, outside of the work tree
//! mirror         where Debian's packages come from
//! display        an X server for the webview
//! elf            reads shared libraries, and says what is wrong with them
//! sizes          what artifacts weigh, beside the committed ledger
//! process        runs a command, shows its output live, counts its tests
//! ```
//!
//! Only `std`: this is compiled before anything else can be said to whoever typed `cargo xtask`.

mod android;
mod bench;
mod bindings;
mod browser;
mod cache;
mod clock;
mod command_line;
mod crash;
mod display;
mod doctor;
mod elf;
mod exported;
mod fuzz;
mod guide;
mod ios;
mod kotlin;
mod lint;
mod mirror;
mod model;
mod package;
mod process;
mod report;
mod rust;
mod sizes;
mod suites;
mod surface;
mod swift;
mod tally;
mod texts;
mod tools;
mod vectors;
mod webview;

use std::process::ExitCode;

use command_line::{HELP, Task};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let task = match command_line::parse(&args) {
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
        Task::Android(task) => android::run(task),
        Task::Ios(task) => ios::run(task),
        Task::Package => package::run(),
        Task::Sizes { accept } => sizes::run(accept),
        Task::Bindings { check: true } => bindings::check().map(|tally| println!("{tally}")),
        Task::Bindings { check: false } => bindings::generate(),
        Task::Texts => texts::write(),
        Task::Fuzz(options) => fuzz::run_all(&options),
        Task::KotlinApi => suites::find("kotlin")
            .map_or(Ok(()), report::prepare)
            .and_then(|()| kotlin::accept_api()),
        Task::Engines => suites::find("webview")
            .map_or(Ok(()), report::prepare)
            .and_then(|()| webview::write_engines()),
        Task::Bench { options } => bench::run(&options),
        Task::SwiftSetUp => swift::set_up(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("xtask: {problem}");
            ExitCode::FAILURE
        }
    }
}
