//! The connect session of Belvo's hosted widget, from start to its one outcome.
//!
//! Belvo connects people's bank accounts through a hosted web page; an app shows it in a webview and
//! must read what it says from the URLs it navigates to. This crate does the reading and decides
//! everything; it opens no socket, reads no clock and starts no thread. A *host* (the Android view, the
//! iOS view, the demo, a test) performs the effects it asks for and tells it what happened.
//!
//! One session:
//!
//! 1. [`session::Session::new`] takes a [`session::SessionConfig`]; [`session::Event::Start`] begins.
//! 2. The session asks for a token ([`session::Effect::RequestToken`]); the host gets one from the
//!    app's backend, and the session answers with [`session::Effect::Load`] and a redacting
//!    [`widget::StartUrl`].
//! 3. The webview asks about every navigation; [`navigation`] decides, and what is one of ours becomes a
//!    typed [`callback::WidgetEvent`].
//! 4. Whatever happens meanwhile (a crash, no network, the bank's app, a link delivered twice, the death
//!    of the process and [`session::Session::restore`]), the session ends in one [`session::Outcome`]:
//!    [`session::Effect::Record`] puts it on disk, [`session::Effect::Finish`] tells the app.
//!
//! ```
//! use std::sync::Arc;
//! use vinculo::callback::CallbackUrls;
//! use vinculo::navigation::{Frame, Navigation};
//! use vinculo::session::{Effect, Ending, Event, Now, Session, SessionConfig};
//! use vinculo::widget::AccessToken;
//!
//! let urls = CallbackUrls {
//!     success: "myapp://success".into(),
//!     exit: "myapp://exit".into(),
//!     event: "myapp://event".into(),
//! };
//! let nonce = "fresh-random-nonce";
//! let mut session = Session::new(SessionConfig::new("session-1", nonce, urls))?;
//! let now = Now { wall_ms: 1_700_000_000_000, mono_ms: 0 };
//!
//! let effects = session.advance(Event::Start, now);
//! let Some(Effect::RequestToken { id, .. }) = effects.last() else { panic!("asks for a token") };
//!
//! let token = Arc::new(AccessToken::new("a.b.c".into())?);
//! session.advance(Event::TokenReceived { id: *id, token, callback_urls: None }, now);
//! session.advance(Event::PageShown, now);
//!
//! let url = format!("myapp://success/{nonce}?link=cb65f82c-dc93-4d3e-8270-9a27528397f5");
//! let navigation = Navigation { url: url.into(), frame: Frame::Main, redirect: None, post: None, user_gesture: None };
//! let effects = session.advance(Event::Navigation { navigation }, now);
//! assert_eq!(effects[0], Effect::AnswerNavigation { allow: false });
//! assert!(effects.iter().any(|effect| matches!(
//!     effect,
//!     Effect::Record { outcome, .. } if matches!(outcome.ending, Ending::Connected { .. })
//! )));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What it does not do: HTTP, disk, pixels; and it has no type that could hold Belvo's secret keys.
//!
//! [`exchange`] turns what a session asks of the app's backend into requests, and answers into events.
//!
//! With the feature `ffi` the same types are exported to Kotlin and Swift; with the feature `reqwest`, `transport`
//! sends the requests of a host written in Rust.

#[cfg(feature = "ffi")]
uniffi::setup_scaffolding!();

pub mod backend;
mod base_url;
pub mod callback;
pub mod exchange;
pub mod navigation;
pub mod outbox;
mod private_text;
pub mod session;
#[cfg(feature = "reqwest")]
pub mod transport;
pub mod widget;

#[cfg(feature = "ffi")]
pub mod ffi;

pub use private_text::PrivateText;
