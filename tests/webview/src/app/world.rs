//! Belvo, played by the sandbox, and the app's backend, which holds its keys: that of the demo. Each is a server of its own on
//! loopback; the app reaches its backend by the core's transport, and Belvo by its webview only.

use std::collections::VecDeque;
use std::net::TcpListener;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use axum::body::Body;
use axum::extract::State;
use axum::http::{Method, Request, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use serde_json::Value;
use tower::ServiceExt as _;
use vinculo::backend::{AuthHeader, Backend};
use vinculo::transport::{BackendHost, Transport, TransportConfig};
use vinculo_cli::app_backend::{AppBackend, BEARER};
use vinculo_sandbox::{Sandbox, SandboxConfig, SecretKeys};

use crate::clock::wall_ms;
use crate::runtime;

/// A sandbox and a backend of its own for each test.
pub(crate) struct World {
    pub(crate) sandbox: Sandbox,
    pub(crate) origin: String,
    /// How the app reaches its backend.
    pub(super) backend: Arc<BackendHost>,
    app_backend: AppBackend,
    troubles: Troubles,
    skipped_ms: Arc<AtomicI64>,
}

/// The `Retry-After` of each 503 that the backend answers before it works again.
type Troubles = Arc<Mutex<VecDeque<&'static str>>>;

/// What a browser elsewhere asks the sandbox.
pub(crate) struct Asked {
    pub(crate) location: Option<String>,
}

impl World {
    /// The bank is on the widget's own origin.
    pub(crate) fn new() -> Self {
        Self::with(|_| {})
    }

    /// The bank stands on another origin, where nothing is.
    pub(crate) fn with_bank(origin: &str) -> Self {
        Self::with(|config| origin.clone_into(&mut config.bank_origin))
    }

    /// The bank stands on another origin, and answers.
    pub(crate) fn with_served_bank() -> Self {
        let (listener, origin) = listen();
        // Another origin, as engines see it.
        let world = Self::with_bank(&origin.replace("127.0.0.1", "localhost"));
        runtime::serve(listener, world.sandbox.bank_router());
        world
    }

    /// Before the backend works, it answers 503 so often, and asks for these waits in seconds.
    pub(crate) fn backend_in_trouble(&self, waits: impl IntoIterator<Item = &'static str>) {
        self.troubles().extend(waits);
    }

    /// How many of those are still to come.
    pub(crate) fn troubles_left(&self) -> usize {
        self.troubles().len()
    }

    /// Time passes at Belvo.
    pub(crate) fn skip_minutes(&self, minutes: i64) {
        self.skipped_ms
            .fetch_add(minutes * 60_000, Ordering::Relaxed);
    }

    /// What the backend has of an outcome: each request that told of it is counted.
    pub(super) fn reported(&self, outcome_id: &str) -> Value {
        let view = self.app_backend.view();
        let reports = view["reports"].as_array().cloned().unwrap_or_default();
        let mut own = reports.into_iter().filter(|one| one["id"] == outcome_id);
        own.next().unwrap_or_default()
    }

    /// A form that is sent by a browser that is not our webview.
    pub(crate) fn post(&self, path: &str, form: &str) -> Asked {
        let kind = "application/x-www-form-urlencoded";
        self.ask(Method::POST, path, kind, form.to_owned())
    }

    /// A page that is opened in a browser that is not our webview.
    pub(crate) fn get(&self, path: &str) -> Asked {
        self.ask(Method::GET, path, "text/plain", String::new())
    }

    fn with(change: impl FnOnce(&mut SandboxConfig)) -> Self {
        let (listener, origin) = listen();
        let skipped_ms = Arc::new(AtomicI64::new(0));
        let skipped = Arc::clone(&skipped_ms);
        let mut config = SandboxConfig::new(move || wall_ms() + skipped.load(Ordering::Relaxed));
        config.widget_origin.clone_from(&origin);
        config.bank_origin.clone_from(&origin);
        change(&mut config);
        let sandbox = Sandbox::new(config);
        runtime::serve(listener, sandbox.router());
        let app_backend =
            AppBackend::new(&origin, SecretKeys::fake()).expect("there is an HTTP client");
        let troubles = Troubles::default();
        Self {
            sandbox,
            origin,
            backend: Arc::new(host(&app_backend, &troubles)),
            app_backend,
            troubles,
            skipped_ms,
        }
    }

    fn troubles(&self) -> MutexGuard<'_, VecDeque<&'static str>> {
        self.troubles.lock().expect("nobody panics with it")
    }

    fn ask(&self, method: Method, path: &str, kind: &str, body: String) -> Asked {
        let request = Request::builder()
            .method(method)
            .uri(path.strip_prefix(&self.origin).unwrap_or(path))
            .header(header::CONTENT_TYPE, kind)
            .body(Body::from(body))
            .expect("it is a request");
        let response = runtime::block_on(self.sandbox.router().oneshot(request));
        let response = response.unwrap_or_else(|never| match never {});
        let location = response.headers().get(header::LOCATION);
        Asked {
            location: location.and_then(|value| Some(value.to_str().ok()?.to_owned())),
        }
    }
}

/// Serves the backend; the app is its user, and has no key.
fn host(app_backend: &AppBackend, troubles: &Troubles) -> BackendHost {
    let (listener, origin) = listen();
    let troubles = middleware::from_fn_with_state(Arc::clone(troubles), trouble);
    runtime::serve(listener, app_backend.router().layer(troubles));
    let auth = AuthHeader::bearer(BEARER).expect("a token of fit form");
    let backend = Backend::new(&origin, Some(Arc::new(auth))).expect("an address of fit form");
    let transport = Transport::new(TransportConfig::default()).expect("there is a transport");
    // One phone has nobody to keep its retries apart from.
    BackendHost::new(transport, backend, wall_ms, || 0)
}

async fn trouble(State(troubles): State<Troubles>, request: Request<Body>, next: Next) -> Response {
    let wait = troubles.lock().expect("nobody panics with it").pop_front();
    match wait {
        Some(wait) => {
            let headers = [(header::RETRY_AFTER, wait)];
            (StatusCode::SERVICE_UNAVAILABLE, headers).into_response()
        }
        None => next.run(request).await,
    }
}

fn listen() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let address = listener.local_addr().expect("it is bound");
    (listener, format!("http://{address}"))
}
