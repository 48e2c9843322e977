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
//! The host sends with its own HTTP stack. This module does not know the session, nor the session HTTP: the functions
//! take what the session's effects carry, and their results carry what its events take.
//! [`exchange`](crate::exchange) joins the two.
//!
//! ```
//! use std::sync::Arc;
//! use vinculo::backend::{AuthHeader, Backend, HttpResponse, parse_links};
//!
//! let auth = AuthHeader::bearer("the-app's-own-token")?;
//! let backend = Backend::new("https://api.example.com/bank", Some(Arc::new(auth)))?;
//! assert_eq!(backend.links().url, "https://api.example.com/bank/v1/links");
//! let answer = HttpResponse::new(200, vec![], br#"{"links":[{"link":"l-1","status":"invalid"}]}"#.to_vec());
//! assert_eq!(parse_links(&answer, 0)?.links[0].needed_action.name(), "update");
//! # Ok::<(), Box<dyn std::error::Error>>(())
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
pub use requests::{Backend, is_session_id};
pub use retry_after::retry_after_ms;
pub use setup_error::SetupError;
