//! A local stand-in for Belvo, so that an app and its backend can be tried without keys, network or real data.
//!
//! What it serves, all in memory:
//! - `POST /api/token/`, the mint of widget tokens, with Belvo's list-shaped errors;
//! - `GET /api/links/` and `GET /api/links/{id}/`, the links made so far;
//! - `/widget/`, the hosted widget: plain pages of forms and links, which work without JavaScript and reach the
//!   configured callback URLs by redirect, with the documented parameters and no others;
//! - `/bank/`, a bank's own site for open finance. It stands in a router of its own, so that it can be served from
//!   another origin.
//!
//! One session from start to outcome:
//! 1. A backend mints a token at `/api/token/`; its callback URLs are fixed from here on.
//! 2. A webview opens `/widget/?access_token=…`. A token that is not valid is answered at once by a redirect to the
//!    error callback. A valid one opens a *visit*, and the token is in no later URL.
//! 3. The user goes through consent, institution, credentials, perhaps an MFA token or the bank's site.
//! 4. The link is made, and the token dies, when the institution accepts the user: before the success callback. A
//!    phone lost at that moment leaves a link that [`Sandbox::links_of_session`] and `/api/links/` still show.
//! 5. "Done" redirects to the success callback; leaving earlier redirects to the exit callback.
//!
//! A session can play itself: see [`Scenario`].
//!
//! The crate knows nothing of the core `vinculo`: it plays Belvo, and must not share the core's mistakes.

mod api;
mod bank;
mod bounded;
mod callbacks;
mod config;
mod http;
mod institutions;
mod random;
mod sandbox;
mod scenario;
mod store;
mod timestamp;
mod widget;

pub use config::{AppLink, BridgeNames, Clock, ErrorCallback, SandboxConfig, SecretKeys};
pub use sandbox::Sandbox;
pub use scenario::{Scenario, UnknownScenario};
pub use store::{Link, LinkStatus, NextSessions};
