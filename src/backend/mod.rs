//! The contract between an app and its own backend, as data: requests to send, answers to read.
//!
//! ```text
//! Backend::open_session ──► POST /v1/connect-sessions                        ──► parse_opened_session
//! Backend::report_outcome ► PUT  /v1/connect-sessions/{id}/outcomes/{seq}    ──► parse_reported
//! Backend::late_link ─────► GET  /v1/connect-sessions/{id}/link              ──► parse_late_link
//! Backend::links ─────────► GET  /v1/links                                   ──► parse_links
//!
//! no result ──► BackendError, by what to do ;  retry::decide(RetryInput, jitter) ──► stop, or after so many ms
//! ```
//!
//! The host sends with its own HTTP stack. This module does not know the session, nor the session HTTP:
//! the functions take what the session's effects carry, and their results carry what its events take,
//! so that a host's mapping is one line each way:
//!
//! ```
//! # use std::sync::Arc;
//! # use vinculo::callback::CallbackUrls;
//! # use vinculo::session::{Effect, Event, Mode, TokenProblem};
//! use vinculo::backend::{
//!     AuthHeader, Backend, BackendError, HttpRequest, HttpResponse, SetupError, parse_opened_session,
//! };
//!
//! fn request(backend: &Backend, effect: &Effect) -> Option<Result<HttpRequest, SetupError>> {
//!     match effect {
//!         Effect::RequestToken { session_id, mode, callback_urls, .. } => {
//!             let repair = match mode {
//!                 Mode::Create => None,
//!                 Mode::Update { link } => Some(link.clone()),
//!             };
//!             Some(backend.open_session(session_id, repair, callback_urls.clone()))
//!         }
//!         Effect::CheckLateLink { session_id, .. } => Some(backend.late_link(session_id)),
//!         _ => None, // and `Report`, with an `OutcomeReport`
//!     }
//! }
//!
//! fn token_answer(id: u64, session_id: &str, response: &HttpResponse, now_wall_ms: i64) -> Event {
//!     match parse_opened_session(session_id, response, now_wall_ms) {
//!         Ok(opened) => Event::TokenReceived {
//!             id,
//!             token: opened.token,
//!             callback_urls: opened.callback_urls,
//!         },
//!         Err(error) => {
//!             let problem = match error {
//!                 BackendError::Offline => TokenProblem::Offline,
//!                 BackendError::TimedOut => TokenProblem::TimedOut,
//!                 BackendError::Unavailable { .. } => TokenProblem::Server,
//!                 BackendError::Unauthorized { .. } | BackendError::Refused { .. } => TokenProblem::Refused,
//!                 BackendError::Unreadable { .. } => TokenProblem::Malformed,
//!             };
//!             Event::TokenFailed { id, problem }
//!         }
//!     }
//! }
//!
//! let auth = AuthHeader::bearer("the-app's-own-token")?;
//! let backend = Backend::new("https://api.example.com/bank", Some(Arc::new(auth)))?;
//! # let urls = CallbackUrls { success: "a://s".into(), exit: "a://x".into(), event: "a://e".into() };
//! # let effect = Effect::RequestToken {
//! #     id: 7, session_id: "session-1".into(), mode: Mode::Create, callback_urls: urls,
//! # };
//! let sent = request(&backend, &effect).transpose()?;
//! assert_eq!(sent.unwrap().url, "https://api.example.com/bank/v1/connect-sessions");
//! let response = HttpResponse::new(201, vec![], br#"{"access_token":"a.b.c"}"#.to_vec());
//! assert!(matches!(token_answer(7, "session-1", &response, 0), Event::TokenReceived { id: 7, .. }));
//! # Ok::<(), SetupError>(())
//! ```
//!
//! Tokens, the app's authentication and the user's bank are never written down: `Debug` shows methods,
//! paths, header names and sizes; errors hold short names and the backend's request id.

pub mod retry;

mod answers;
mod auth;
mod base_url;
mod error;
mod http;
mod links;
mod open;
mod outcome;
mod problem;
mod requests;
mod retry_after;
mod setup_error;
mod status;

pub use answers::{
    LateLink, OpenedSession, parse_late_link, parse_links, parse_opened_session, parse_reported,
};
pub use auth::AuthHeader;
pub use error::{BackendError, UnreadableReason};
pub use http::{HttpHeader, HttpMethod, HttpRequest, HttpResponse, MAX_ANSWER_BYTES};
pub use links::{LinkHealth, LinkList, LinkStatus, LinkSummary, NeededAction};
pub use open::{OpenMode, OpenSession};
pub use outcome::{OutcomeReport, ReportedEnding};
pub use problem::ProblemDetails;
pub use requests::Backend;
pub use retry_after::retry_after_ms;
pub use setup_error::SetupError;
