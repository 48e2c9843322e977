//! `vinculo sandbox`: a local stand-in for Belvo, and a backend of an app that holds its keys.

use std::env;
use std::fmt::Display;
use std::io::{self, Write};
use std::net::Ipv4Addr;
use std::process::ExitCode;

use axum::Router;
use clap::Args;
use tokio::net::TcpListener;
use vinculo_sandbox::{Sandbox, SandboxConfig, SecretKeys};

use super::{CommandError, wall_ms};
use crate::app_backend::{AppBackend, BEARER};
use crate::stop;
use crate::terminal::{Tone, paint};

/// Where the sandbox is served unless another port is asked for.
pub const DEFAULT_PORT: u16 = 4747;

/// The environment variable that holds the password of the keys.
pub const PASSWORD_VARIABLE: &str = "VINCULO_SANDBOX_PASSWORD";

const AFTER_HELP: &str = "\
Belvo's token API, the hosted widget, a bank, and the backend of an app, which holds the keys so that no app has to; on this
machine only (127.0.0.1) and all in memory: no network, no real data. The password of the keys is the environment variable VINCULO_SANDBOX_PASSWORD, or else a fake one that opens
nothing else. Ctrl-C stops it.

Exit codes:
  0  it was stopped
  1  it could not be served
  2  the command line cannot be used";

/// Arguments of `vinculo sandbox`.
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct SandboxArgs {
    /// Port on 127.0.0.1; 0 takes a free one [default: 4747, or a free one if that is taken]
    #[arg(long)]
    pub port: Option<u16>,
    /// Seed of all ids and tokens: equal seeds and equal requests give equal answers
    #[arg(long, default_value_t = 0)]
    pub seed: u64,
}

/// Runs it until it is stopped.
///
/// # Errors
/// If the port cannot be had, or serving fails.
pub fn run(args: &SandboxArgs) -> Result<ExitCode, CommandError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| not_served(&error, "free some memory or threads, and run it again"))?;
    runtime.block_on(serve(args))
}

async fn serve(args: &SandboxArgs) -> Result<ExitCode, CommandError> {
    let listener = listen(args.port).await?;
    let again = "run it again";
    let address = listener
        .local_addr()
        .map_err(|error| not_served(&error, again))?;
    let origin = format!("http://{address}");

    let mut config = SandboxConfig::new(wall_ms);
    config.seed = args.seed;
    config.widget_origin.clone_from(&origin);
    let own_password = env::var(PASSWORD_VARIABLE)
        .ok()
        .filter(|password| !password.is_empty());
    if let Some(password) = &own_password {
        config.keys = SecretKeys::new(config.keys.id(), password.as_str());
    }
    let stop = stop::signal().map_err(|error| not_served(&error, again))?;
    greet(&origin, &config.keys, own_password.is_none())?;

    let served = axum::serve(listener, router(config, &origin)?);
    tokio::select! {
        served = served.into_future() => served.map_err(|error| not_served(&error, again))?,
        stopped = stop => stopped.map_err(|error| not_served(&error, again))?,
    }
    writeln!(anstream::stderr(), "stopped; everything in memory is gone")?;
    Ok(ExitCode::SUCCESS)
}

/// Belvo's side, and below `/backend` the backend of an app. It reaches Belvo over HTTP, as it would the real one.
fn router(config: SandboxConfig, origin: &str) -> Result<Router, CommandError> {
    let app_backend = AppBackend::new(origin, config.keys.clone())
        .map_err(|error| not_served(&error, "run it again"))?;
    let belvo = Sandbox::new(config).router();
    Ok(belvo.nest("/backend", app_backend.router()))
}

async fn listen(asked: Option<u16>) -> Result<TcpListener, CommandError> {
    let bind = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
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
        (Err(error), _) => Err(not_served(
            &error,
            "choose another port with --port, or leave it out to get a free one",
        )),
    }
}

fn greet(origin: &str, keys: &SecretKeys, fake: bool) -> io::Result<()> {
    let id = keys.id();
    let password = if fake {
        // Printed because it is a part of this program, and opens nothing else.
        format!(
            "  export {PASSWORD_VARIABLE}='{}'   # fake, and known to everybody\n",
            keys.password()
        )
    } else {
        String::new()
    };
    let urls = r#"{"success":"your-url-here://success","exit":"your-url-here://exit","event":"your-url-here://error"}"#;
    let opening =
        format!(r#"{{"session_id":"session-0001","mode":"create","callback_urls":{urls}}}"#);
    let minting = format!(
        r#"{{"id":"{id}","password":"'"${PASSWORD_VARIABLE}"'","scopes":"read_institutions,write_links","widget":{{"callback_urls":{urls}}}}}"#
    );
    let title = |text| paint(Tone::Strong, text);
    let json = "-H 'Content-Type: application/json'";
    let user = format!("-H 'Authorization: Bearer {BEARER}'");
    let start_url = format!("vinculo start-url --token-stdin --base-url {origin}/widget/ --reveal");
    let sessions = format!("{origin}/backend/v1/connect-sessions");
    let mut out = anstream::stdout();
    writeln!(
        out,
        "{} at {origin}, on this machine only; Ctrl-C stops it",
        title("Sandbox")
    )?;
    writeln!(out, "  widget   {origin}/widget/")?;
    writeln!(out, "  API      {origin}/api/   for a backend; key id {id}")?;
    writeln!(
        out,
        "  backend  {origin}/backend   for an app; its user's header is Authorization: Bearer {BEARER}"
    )?;
    let as_an_app = title("As an app: open a session and write the widget's URL, without a key");
    writeln!(out, "\n{as_an_app}")?;
    writeln!(
        out,
        "  curl -s {sessions} {user} {json} \\\n    -d '{opening}' |\n    {start_url}"
    )?;
    let afterwards = title("Afterwards: did the session make a link, and how are the user's links");
    writeln!(out, "\n{afterwards}")?;
    writeln!(out, "  curl -s {sessions}/session-0001/link {user}")?;
    writeln!(out, "  curl -s {origin}/backend/v1/links {user}")?;
    let as_a_backend = title("As a backend: mint a token with the keys");
    writeln!(out, "\n{as_a_backend}")?;
    write!(out, "{password}")?;
    writeln!(
        out,
        "  curl -s {origin}/api/token/ {json} \\\n    -d '{minting}' |\n    {start_url}"
    )?;
    out.flush()
}

fn not_served(error: &impl Display, fix: &str) -> CommandError {
    CommandError {
        what: format!("the sandbox cannot be served: {error}"),
        means: "nothing listens, so no app can reach it".to_owned(),
        fix: fix.to_owned(),
        code: 1,
    }
}
