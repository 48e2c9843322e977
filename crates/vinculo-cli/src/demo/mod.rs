//! `vinculo demo`: a phone, its app and the app's backend on one page, driven by the core.
//!
//! ```text
//!  browser ── page: phone frame, diagram, timeline ──► routes ──► phone (host of the core) ──► disk (outbox)
//!     │                                                             └─ transport, the contract ──► app_backend ─┐
//!     └────── frame: the widget, through the demo ───► surface ── asks the phone, then ─────────────────────────► sandbox
//! ```
//!
//! The demo host is the phone: it asks the core about every navigation before it forwards it, performs every effect for
//! real, and shows what the core decided. See `docs/demo.md`.

mod assets;
mod backend;
mod browser;
mod clock;

mod disk;
mod phone;

pub(crate) mod roads;
mod routes;
mod serve;
mod surface;
#[cfg(test)]
mod tests;

use std::process::ExitCode;

use clap::Args;

use crate::commands::CommandError;

const AFTER_HELP: &str = "\
Serves one page on this machine only (127.0.0.1): a phone with Belvo's widget in it, from a local sandbox, and beside it
what the core decides. No keys, no network, no real data. Ctrl-C stops it.

Exit codes:
  0  it was stopped
  1  it could not be served
  2  the command line cannot be used";

/// Arguments of `vinculo demo`.
#[derive(Clone, Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct DemoArgs {
    /// Port on 127.0.0.1; 0 takes a free one [default: 4646, or a free one if that is taken]
    #[arg(long)]
    pub port: Option<u16>,
    /// Only print the address, and open no browser
    #[arg(long)]
    pub no_open: bool,
    /// Use https callback URLs (universal links, app links) in the place of a scheme of the app's own
    #[arg(long)]
    pub https_callbacks: bool,
    /// How long a request to the backend takes at least, in milliseconds
    #[arg(long, value_name = "MS", default_value_t = 350, value_parser = clap::value_parser!(u64).range(..=10_000))]
    pub latency_ms: u64,
}

/// Runs it until it is stopped.
///
/// # Errors
/// If no port can be had, or serving fails.
pub fn run(args: &DemoArgs) -> Result<ExitCode, CommandError> {
    serve::run(args)
}
