//! Starts everything, says where it is, and stops it.

use std::fmt::Display;
use std::io::{self, IsTerminal as _, Write};
use std::net::Ipv4Addr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use vinculo::backend::{self as contract, AuthHeader};
use vinculo::transport::{BackendHost, Transport, TransportConfig};
use vinculo_sandbox::{Sandbox, SandboxConfig, SecretKeys};

use super::backend::Backend;
use super::browser::{self, Opened};
use super::clock::Clock;
use super::disk::Disk;
use super::phone::{Parts, Phone};
use super::roads::{BANK_ORIGIN, Roads};
use super::{DemoArgs, routes};
use crate::app_backend::{AppBackend, BEARER};
use crate::commands::CommandError;
use crate::http::Http;
use crate::random;
use crate::stop;
use crate::terminal::{Tone, paint};

/// Where the page is, unless another port is asked for.
const DEFAULT_PORT: u16 = 4646;
/// Phones use a scheme of the app's own by default. It has no underscore, so that web engines take it for one.
const CUSTOM_SCHEME: &str = "vinculo-demo://";
const HTTPS_CALLBACKS: &str = "https://app.lumen.example/connect/";

/// Runs it until it is stopped.
pub(super) fn run(args: &DemoArgs) -> Result<ExitCode, CommandError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| not_served(&error, "free some memory or threads, and run it again"))?;
    let served = runtime.block_on(serve(args));
    // Open pages wait for news for many seconds; nobody waits for them.
    runtime.shutdown_background();
    served
}

async fn serve(args: &DemoArgs) -> Result<ExitCode, CommandError> {
    let listener = listen(args.port).await?;
    let address = listener.local_addr().map_err(|error| again(&error))?;
    let world = World::new(args).await?;
    let phone = Arc::clone(&world.phone);
    let stop = stop::signal().map_err(|error| again(&error))?;
    greet(&address, &phone.parts.roads, args.no_open)?;
    let ended = tokio::select! {
        served = world.serve(listener) => served,
        stopped = stop => stopped,
    };
    // Requests that still wait may outlive this, and with them the phone and its disk.
    phone.parts.disk.remove();
    ended.map_err(|error| again(&error))?;
    writeln!(
        anstream::stderr(),
        "\nStopped. Everything the demo made up is gone."
    )?;
    Ok(ExitCode::SUCCESS)
}

/// The sandbox, the bank and the phone.
pub(super) struct World {
    pub(super) phone: Arc<Phone>,
    sandbox: Sandbox,
    widget: TcpListener,
    bank: TcpListener,
}

impl World {
    /// Everything on free ports.
    pub(super) async fn new(args: &DemoArgs) -> Result<Self, CommandError> {
        let widget = free_port().await?;
        let bank = free_port().await?;
        let roads = Roads {
            widget: origin(&widget)?,
            bank: origin(&bank)?,
        };
        let clock = Arc::new(Clock::new());
        let sandbox = sandbox(&clock, &roads);
        let http = Http::new().map_err(|error| again(&error))?;
        let app_backend = AppBackend::new(&roads.widget, SecretKeys::fake());
        let app_backend = app_backend.map_err(|error| again(&error))?;
        let backend = Backend::open(app_backend, sandbox.clone()).await;
        let backend = backend.map_err(|error| again(&error))?;
        let callbacks = if args.https_callbacks {
            HTTPS_CALLBACKS
        } else {
            CUSTOM_SCHEME
        };
        let full = "make room in the temporary folder (TMPDIR), and run it again";
        let phone = Phone::new(Parts {
            host: host(&backend.origin(), &clock)?,
            backend,
            clock,
            http,
            disk: Disk::new().map_err(|error| not_served(&error, full))?,
            roads,
            latency: Duration::from_millis(args.latency_ms),
            callback_base: callbacks.to_owned(),
        });
        Ok(Self {
            phone,
            sandbox,
            widget,
            bank,
        })
    }

    /// Serves all three until the future is dropped.
    pub(super) async fn serve(self, listener: TcpListener) -> io::Result<()> {
        let page = axum::serve(listener, routes::router(self.phone));
        tokio::select! {
            served = self.sandbox.serve(self.widget) => served,
            served = self.sandbox.serve_bank(self.bank) => served,
            served = page.into_future() => served,
        }
    }
}

/// How the phone reaches its backend: as the user of the app, and without any key.
pub(super) fn host(origin: &str, clock: &Arc<Clock>) -> Result<BackendHost, CommandError> {
    let auth = AuthHeader::bearer(BEARER).map_err(|error| again(&error))?;
    let contract = contract::Backend::new(origin, Some(Arc::new(auth)));
    let contract = contract.map_err(|error| again(&error))?;
    let transport = Transport::new(TransportConfig::default()).map_err(|error| again(&error))?;
    let clock = Arc::clone(clock);
    let wall_ms = move || clock.wall_ms();
    Ok(BackendHost::new(
        transport,
        contract,
        wall_ms,
        random::number,
    ))
}

fn sandbox(clock: &Arc<Clock>, roads: &Roads) -> Sandbox {
    let clock = Arc::clone(clock);
    let mut config = SandboxConfig::new(move || clock.wall_ms());
    config.widget_origin.clone_from(&roads.widget);
    BANK_ORIGIN.clone_into(&mut config.bank_origin);
    Sandbox::new(config)
}

async fn listen(asked: Option<u16>) -> Result<TcpListener, CommandError> {
    let bind = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    match (bind(asked.unwrap_or(DEFAULT_PORT)).await, asked) {
        (Ok(listener), _) => Ok(listener),
        (Err(error), None) if error.kind() == io::ErrorKind::AddrInUse => {
            let note = format!("Port {DEFAULT_PORT} is taken, so a free one is used.");
            writeln!(anstream::stderr(), "{}", paint(Tone::Warn, &note))?;
            free_port().await
        }
        (Err(error), Some(port)) => Err(CommandError {
            what: format!("port {port} on 127.0.0.1 cannot be had: {error}"),
            means: "the demo did not start".to_owned(),
            fix: "choose another port with --port, or leave it out to get a free one".to_owned(),
            code: 1,
        }),
        (Err(error), None) => Err(again(&error)),
    }
}

async fn free_port() -> Result<TcpListener, CommandError> {
    let bound = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
    bound.map_err(|error| {
        not_served(
            &error,
            "close some programs that hold ports, and run it again",
        )
    })
}

fn origin(listener: &TcpListener) -> Result<String, CommandError> {
    let address = listener.local_addr().map_err(|error| again(&error))?;
    Ok(format!("http://{address}"))
}

/// The demo's own address is the first one printed: scripts read it.
fn greet(address: &impl Display, roads: &Roads, no_open: bool) -> io::Result<()> {
    let url = format!("http://{address}/");
    let mut out = anstream::stdout();
    let title = paint(Tone::Strong, "Vinculo demo");
    let shown = paint(Tone::Strong, &url);
    // The blank behind the address keeps it whole for whoever reads it.
    writeln!(out, "\n  {title} is running at {shown} \n")?;
    writeln!(
        out,
        "  On the page, press Start and walk through the widget; any name and password connects."
    )?;
    let dim = |text: &str| paint(Tone::Dim, text);
    writeln!(
        out,
        "  {}",
        dim(&format!(
            "Sandbox of Belvo {} · its bank {}",
            roads.widget, roads.bank
        ))
    )?;
    let opened = (!no_open).then(|| browser::open(&url));
    match opened {
        None => {}
        Some(Opened::Yes) => writeln!(out, "  Your browser opens it now.")?,
        Some(Opened::NoDisplay) => writeln!(
            out,
            "  There is no display here: open the address above in a browser."
        )?,
        Some(Opened::NoBrowser) => writeln!(
            out,
            "  No browser could be started: open the address above in one."
        )?,
    }
    if io::stdout().is_terminal() {
        writeln!(out, "  Ctrl-C stops it.\n")?;
    }
    out.flush()
}

fn again(error: &impl Display) -> CommandError {
    not_served(error, "run it again")
}

fn not_served(error: &impl Display, fix: &str) -> CommandError {
    CommandError {
        what: format!("the demo cannot be served: {error}"),
        means: "nothing listens, so there is no page to open".to_owned(),
        fix: fix.to_owned(),
        code: 1,
    }
}
