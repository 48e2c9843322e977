//! Serves pages to the engines: the cases, the redirects behind them, and pages that tests write.

use std::collections::HashMap;
use std::net::TcpListener;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use super::cases;
use crate::runtime;

/// The success callback of the cases.
pub(super) const SUCCESS: &str =
    "myapp://success?link=2b1c9a5e-0000-4000-8000-000000000001&institution=erebor_mx_retail";

/// Below this path are callbacks of the pages' own scheme.
pub(super) const CALLBACKS: &str = "/cb/";

/// A server on two origins: `127.0.0.1` and `localhost`.
pub(crate) struct Pages {
    port: u16,
    shared: Arc<Mutex<Shared>>,
}

#[derive(Default)]
struct Shared {
    written: HashMap<String, String>,
    requests: Vec<String>,
    look: Look,
}

/// One watching of one page.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Look {
    number: u32,
    /// By the page's own clock.
    settle_ms: u32,
    /// How long it may take until the page has said that it is done. One that went away cannot say it.
    pub(super) patience_ms: u32,
}

impl Look {
    /// What tells its page from that of an earlier look.
    pub(super) fn query(self) -> String {
        format!("?look={}", self.number)
    }

    /// Where the page says that it is done.
    pub(super) fn settled_path(self) -> String {
        format!("/settled/{}", self.number)
    }
}

impl Pages {
    pub(crate) fn serve() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
        let port = listener.local_addr().expect("it is bound").port();
        let shared = Arc::new(Mutex::new(Shared::default()));
        let foreign = format!("http://localhost:{port}");
        for case in cases::all() {
            let body = case
                .body
                .replace("{T}", SUCCESS)
                .replace("{FOREIGN}", &foreign);
            lock(&shared).written.insert(case.name, body);
        }
        let router = Router::new()
            .fallback(answer)
            .with_state(Arc::clone(&shared));
        runtime::serve(listener, router);
        Self { port, shared }
    }

    pub(crate) fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Another origin, as engines see it.
    pub(crate) fn foreign_origin(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// A new look: what was asked for before is forgotten.
    pub(super) fn look(&self, settle_ms: u32, patience_ms: u32) -> Look {
        let mut shared = lock(&self.shared);
        shared.requests.clear();
        shared.look = Look {
            number: shared.look.number + 1,
            settle_ms,
            patience_ms,
        };
        shared.look
    }

    /// The address of a case's page.
    pub(super) fn url(&self, case: &str, look: Look) -> String {
        format!("{}/t/{case}{}", self.origin(), look.query())
    }

    /// Whether the page of this look was loaded and has had its time. Says nothing where the page may have gone away.
    pub(super) fn has_settled(&self, look: Look) -> bool {
        self.saw_request(&look.settled_path())
    }

    /// Writes a page; returns its address.
    pub(crate) fn write(&self, name: &str, body: &str) -> String {
        lock(&self.shared)
            .written
            .insert(name.to_owned(), body.to_owned());
        format!("{}/t/{name}", self.origin())
    }

    /// Whether a path beginning so was asked for.
    pub(crate) fn saw_request(&self, path: &str) -> bool {
        let shared = lock(&self.shared);
        shared.requests.iter().any(|asked| asked.starts_with(path))
    }
}

async fn answer(State(shared): State<Arc<Mutex<Shared>>>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    lock(&shared).requests.push(path.clone());
    let location: &[u8] = match path.as_str() {
        "/r302" | "/r307" => SUCCESS.as_bytes(),
        "/rchain" => b"/r302",
        "/r302utf8" => "myapp://exit?m=Instituição".as_bytes(),
        "/r302space" => b"myapp://exit?m=a b",
        "/r302latin1" => b"myapp://exit?m=Institui\xe7\xe3o",
        "/r302case" => b"MyApp://Exit/A?M=B%2c",
        "/inner_top" => return html("", &format!("<script>top.location='{SUCCESS}'</script>")),
        "/inner_self" => return html("", &format!("<script>location='{SUCCESS}'</script>")),
        path if path.starts_with("/settled/") => return StatusCode::NO_CONTENT.into_response(),
        _ => return page(&shared, &path, request.uri().query()),
    };
    let status = if path == "/r307" {
        StatusCode::TEMPORARY_REDIRECT
    } else {
        StatusCode::FOUND
    };
    match HeaderValue::from_bytes(location) {
        Ok(location) => (status, [(header::LOCATION, location)]).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// A page says by its own clock when enough time has passed for it to have done all it does.
fn page(shared: &Mutex<Shared>, path: &str, query: Option<&str>) -> Response {
    let Some(name) = path.strip_prefix("/t/") else {
        return html("", "<p>ok");
    };
    let (body, look) = {
        let shared = lock(shared);
        (shared.written.get(name).cloned(), shared.look)
    };
    let Some(body) = body else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let told = query
        .filter(|query| query.starts_with("look="))
        .map_or_else(String::new, |_| {
            let (path, ms) = (look.settled_path(), look.settle_ms);
            format!("<script>setTimeout(()=>{{new Image().src='{path}'}},{ms})</script>")
        });
    if body == "{REFRESH}" {
        let mut response = html(&told, "<p>x");
        let refresh = format!("0;url={SUCCESS}");
        if let Ok(refresh) = HeaderValue::from_str(&refresh) {
            response.headers_mut().insert(header::REFRESH, refresh);
        }
        return response;
    }
    html(&told, &body)
}

fn html(head: &str, body: &str) -> Response {
    let text = format!("<!doctype html><meta charset=utf-8>{head}<body>{body}");
    let kind = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    (kind, Body::from(text)).into_response()
}

/// Nothing panics while it holds the lock.
fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
