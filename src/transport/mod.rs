//! Sends the requests of [`backend`](crate::backend) with reqwest and tokio: the host for programs in Rust (feature
//! `reqwest`). Nothing else in this crate names either.
//!
//! ```text
//! Effect ──► BackendHost ── exchange::request ──► Transport ──► the app's backend
//!   Event ◄──────┴──── exchange::answered ◄───────────┘
//!              waits in between, as the retry arithmetic says
//! ```
//!
//! What it keeps, whatever the URL or the answer says:
//!
//! - https only; plain http on loopback only, checked on the parsed URL, before a byte leaves;
//! - 10 s to connect and 20 s for the whole exchange ([`TransportConfig`]);
//! - no redirect is followed: the app's authentication would go along;
//! - of a body at most 1 MiB and one byte is read, however long it is;
//! - no cookies, no compression, no referrer, no proxy for loopback; a connection of its own for each request,
//!   so that a broken one never leaves in doubt what was sent;
//! - errors and `Debug` hold no URL, header or body.
//!
//! # TLS
//!
//! rustls 1.2 and 1.3, with `ring`, and the *platform's* verifier: the roots, the enterprise's and the user's own
//! certificates, and revocation are the operating system's affair, as for every other program on the machine. A list of roots
//! compiled in would make a new root a release. `ring` needs a C compiler and nothing else; aws-lc, which reqwest takes by
//! default, wants cmake and clang as well to build for Android. The provider is passed to this client, and never installed
//! for the process: that choice is the program's. One that has another reqwest client beside this one, made without a TLS
//! of its own, has to make it (`rustls::crypto::ring::default_provider().install_default()`), because Cargo builds reqwest
//! once, with TLS and without a default provider.
//!
//! On Android the platform's verifier needs its Kotlin part and a call with the JVM before the first request
//! (rustls-platform-verifier's README); without it the first handshake panics ("Expect rustls-platform-verifier to be
//! initialized"). `docs/adr/0010-transport.md` says why hosts in Kotlin and Swift use their own HTTP stack instead.

mod address;
mod client;
mod error;
mod host;
mod tls;

pub use client::{Transport, TransportConfig};
pub use error::TransportError;
pub use host::{Answer, BackendHost, Reported};
