//! `vinculo sandbox`: a local stand-in for Belvo, and a backend of an app that holds its keys.

mod control;
mod greet;
mod guard;
mod reach;
#[cfg(test)]
mod tests;

use std::env;
use std::fmt::Display;
use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr};
use std::process::ExitCode;

use axum::{Router, middleware};
use clap::Args;
use tokio::net::TcpListener;
use vinculo_sandbox::{Sandbox, SandboxConfig, SecretKeys};

use super::{CommandError, wall_ms};
use crate::app_backend::AppBackend;
use crate::stop;
use crate::terminal::{Tone, paint};
use control::Control;
use reach::{Reach, read_origin};

/// Where the sandbox is served unless another port is asked for.
pub const DEFAULT_PORT: u16 = 4747;

/// The environment variable that holds the password of the keys.
pub const PASSWORD_VARIABLE: &str = "VINCULO_SANDBOX_PASSWORD";

const AFTER_HELP: &str = "\
Belvo's token API, the hosted widget, a bank, and the backend of an app, which holds the keys so that no app has to; all in
memory, and on this machine only unless --bind says otherwise: no network, no real data. The password of the keys is the
environment variable VINCULO_SANDBOX_PASSWORD, or else a fake one that opens nothing else. Ctrl-C stops it.

From a phone, since apps take plain http on loopback only:
  iOS simulator                the same address, as it is
  Android emulator, or by USB  adb reverse tcp:4747 tcp:4747, and http://127.0.0.1:4747
  a phone on the Wi-Fi         a TLS proxy in front, and --origin https://…

UI tests choose how a session goes (connect, exit, bank_refuses, http_500, …) at /control/, by PUT /control/scenario, or by
the parameter sandbox_scenario of the start URL.

Exit codes:
  0  it was stopped
  1  it could not be served
  2  the command line cannot be used";

/// Arguments of `vinculo sandbox`.
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct SandboxArgs {
    /// Port; 0 takes a free one [default: 4747, or a free one if that is taken]
    #[arg(long)]
    pub port: Option<u16>,
    /// Address of this machine to listen on; any but a loopback one lets others in
    #[arg(long, value_name = "IP", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub bind: IpAddr,
    /// The sandbox's address as the phone sees it, such as that of a TLS proxy [default: http://IP:PORT]
    #[arg(long, value_name = "URL", value_parser = read_origin)]
    pub origin: Option<String>,
    /// Seed of all ids and tokens: equal seeds and equal requests give equal answers
    #[arg(long, default_value_t = 0)]
    pub seed: u64,
}

/// Runs it until it is stopped.
///
/// # Errors
/// If the port cannot be had, nobody knows the origin, or serving fails.
pub fn run(args: &SandboxArgs) -> Result<ExitCode, CommandError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| not_served(&error, "free some memory or threads, and run it again"))?;
    runtime.block_on(serve(args))
}

async fn serve(args: &SandboxArgs) -> Result<ExitCode, CommandError> {
    reach::check(args.bind, args.origin.as_deref())?;
    let listener = listen(args).await?;
    let again = "run it again";
    let address = listener
        .local_addr()
        .map_err(|error| not_served(&error, again))?;
    let reach = Reach::new(address, args.origin.as_deref());

    let mut config = SandboxConfig::new(wall_ms);
    config.seed = args.seed;
    let own_password = env::var(PASSWORD_VARIABLE)
        .ok()
        .filter(|password| !password.is_empty());
    if let Some(password) = &own_password {
        config.keys = SecretKeys::new(config.keys.id(), password.as_str());
    }
    let stop = stop::signal().map_err(|error| not_served(&error, again))?;
    let fake = own_password.is_none();
    let router = router(config.clone(), &reach)?;
    greet::warn(&reach, fake)?;
    greet::greet(&reach, &config.keys, fake)?;

    let served = axum::serve(listener, router);
    tokio::select! {
        served = served.into_future() => served.map_err(|error| not_served(&error, again))?,
        stopped = stop => stopped.map_err(|error| not_served(&error, again))?,
    }
    writeln!(anstream::stderr(), "stopped; everything in memory is gone")?;
    Ok(ExitCode::SUCCESS)
}

/// Belvo's side, and below `/backend` the backend of an app. It reaches Belvo over HTTP, as it would the real one.
fn router(config: SandboxConfig, reach: &Reach) -> Result<Router, CommandError> {
    let backend = AppBackend::new(&reach.local(), config.keys.clone())
        .map_err(|error| not_served(&error, "run it again"))?;
    let sandbox = Sandbox::new(config);
    let belvo = sandbox.router();
    let app = Router::new().nest("/backend", backend.router());
    let control = Control { sandbox, backend }.router();
    let guard = middleware::from_fn_with_state(reach.hosts().into(), guard::pass);
    Ok(belvo.merge(app).merge(control).layer(guard))
}

async fn listen(args: &SandboxArgs) -> Result<TcpListener, CommandError> {
    let asked = args.port;
    let bind = |port| TcpListener::bind((args.bind, port));
    match (bind(asked.unwrap_or(DEFAULT_PORT)).await, asked) {
        (Ok(listener), _) => Ok(listener),
        (Err(error), None) if error.kind() == io::ErrorKind::AddrInUse => {
            let note = format!(
                "port {DEFAULT_PORT} is taken, so a free one is used; choose one with --port"
            );
            writeln!(anstream::stderr(), "{}", paint(Tone::Warn, &note))?;
            bind(0)
                .await
                .map_err(|error| not_served(&error, "choose a port with --port"))
        }
        (Err(error), _) if error.kind() == io::ErrorKind::AddrNotAvailable => Err(not_served(
            &error,
            "give an address of this machine to --bind, or leave it out",
        )),
        (Err(error), _) => Err(not_served(
            &error,
            "choose another port with --port, or leave it out to get a free one",
        )),
    }
}

fn not_served(error: &impl Display, fix: &str) -> CommandError {
    CommandError {
        what: format!("the sandbox cannot be served: {error}"),
        means: "nothing listens, so no app can reach it".to_owned(),
        fix: fix.to_owned(),
        code: 1,
    }
}
