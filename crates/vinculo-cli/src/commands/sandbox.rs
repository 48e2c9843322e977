//! `vinculo sandbox`: a local stand-in for Belvo.

use std::env;
use std::io::{self, Write};
use std::net::Ipv4Addr;
use std::process::ExitCode;

use clap::Args;
use tokio::net::TcpListener;
use vinculo_sandbox::{Sandbox, SandboxConfig, SecretKeys};

use super::{CommandError, wall_ms};
use crate::terminal::{Tone, paint};

/// Where the sandbox is served unless another port is asked for.
pub const DEFAULT_PORT: u16 = 4747;

/// The environment variable that holds the password of the keys.
pub const PASSWORD_VARIABLE: &str = "VINCULO_SANDBOX_PASSWORD";

const AFTER_HELP: &str = "\
Belvo's token API, the hosted widget and a bank, on this machine only (127.0.0.1) and all in memory: no keys, no network,
no real data. The password of its keys is the environment variable VINCULO_SANDBOX_PASSWORD, or else a fake one that opens
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
    greet(&origin, &config.keys, own_password.is_none())?;

    let sandbox = Sandbox::new(config);
    tokio::select! {
        served = sandbox.serve(listener) => served.map_err(|error| not_served(&error, again))?,
        stopped = stop_signal() => stopped.map_err(|error| not_served(&error, again))?,
    }
    writeln!(anstream::stderr(), "stopped; everything in memory is gone")?;
    Ok(ExitCode::SUCCESS)
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

/// Ctrl-C, or the signal by which services are stopped.
async fn stop_signal() -> io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted,
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
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
    let body = format!(
        r#"{{"id":"{id}","password":"'"${PASSWORD_VARIABLE}"'","scopes":"read_institutions,write_links","widget":{{"callback_urls":{{"success":"your-url-here://success","exit":"your-url-here://exit","event":"your-url-here://error"}}}}}}"#
    );
    let title = |text| paint(Tone::Strong, text);
    let mut out = anstream::stdout();
    writeln!(
        out,
        "{} at {origin}, on this machine only; Ctrl-C stops it",
        title("Sandbox")
    )?;
    writeln!(out, "  widget  {origin}/widget/")?;
    writeln!(out, "  API     {origin}/api/")?;
    writeln!(out, "  key id  {id}")?;
    writeln!(
        out,
        "\n{}",
        title("Mint a token and write the widget's URL")
    )?;
    write!(out, "{password}")?;
    writeln!(
        out,
        "  curl -s {origin}/api/token/ -H 'Content-Type: application/json' \\\n    -d '{body}' |"
    )?;
    writeln!(
        out,
        "    vinculo start-url --token-stdin --base-url {origin}/widget/ --reveal"
    )?;
    out.flush()
}

fn not_served(error: &io::Error, fix: &str) -> CommandError {
    CommandError {
        what: format!("the sandbox cannot be served: {error}"),
        means: "nothing listens, so no app can reach it".to_owned(),
        fix: fix.to_owned(),
        code: 1,
    }
}
