//! `vinculo`, the command line: reads callbacks, decides navigations, writes start URLs, runs vectors, serves the sandbox,
//! looks at an app's project.
//!
//! ```text
//! args ─► commands::* ─► the core (pure)          json: the one form in which all of it is read and written
//!                   ├──► vectors: expected ↔ actual
//!                   ├──► doctor: a project's files ─► findings
//!                   └──► sandbox, demo ─► app_backend: an app's backend, which alone holds the sandbox's keys
//! ```
//!
//! A library as well, so that the demo and the tests use the same forms.

pub mod app_backend;
pub mod args;
pub mod commands;
pub mod demo;
pub mod doctor;
mod http;
pub mod json;
mod random;
mod stop;
pub mod terminal;
pub mod vectors;

use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};

/// Runs the command line of this process.
#[must_use]
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return commands::report_usage(error),
    };
    let result = match cli.command {
        Command::Parse(args) => commands::parse::run(&args),
        Command::Decide(args) => commands::decide::run(&args),
        Command::StartUrl(args) => commands::start_url::run(&args),
        Command::Vectors(args) => commands::vectors::run(&args),
        Command::Demo(args) => demo::run(&args),
        Command::Sandbox(args) => commands::sandbox::run(&args),
        Command::Doctor(args) => doctor::run(&args),
    };
    result.unwrap_or_else(|error| error.report())
}
