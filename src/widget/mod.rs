//! Typed startup configuration becomes the start URL, and the token that opens it.
//!
//! ```text
//! strings or typed values ── WidgetConfigBuilder::build ──► Built {config, warnings}
//!                                                      └──► ConfigError: every problem at once
//! token answer of the backend ── AccessToken::from_answer ──► AccessToken (redacting)
//!                                                             └ hints: environment, exp, update mode
//! WidgetConfig::start_url(&AccessToken) ──► StartUrl (redacting; `reveal` hands it to the webview)
//! ```
//!
//! The token is no part of the configuration, so whoever holds a [`WidgetConfig`] (a session, a
//! snapshot, a log line) holds no secret. One set of rules checks strings from a file, typed values
//! from Rust and records from Kotlin or Swift: they all pass through the builder.
//!
//! ```
//! use vinculo::widget::{AccessToken, CountryCode, Locale, WidgetConfig};
//!
//! let built = WidgetConfig::builder()
//!     .locale(Locale::Es)
//!     .country_codes([CountryCode::Mx])
//!     .external_id("user-42")
//!     .build()?;
//! let token = AccessToken::from_answer(r#"{"access":"a.b.c","refresh":"d.e.f"}"#)?;
//! let url = built.config.start_url(&token)?;
//! assert_eq!(
//!     url.redacted(),
//!     "https://widget.belvo.io/?access_token=***&locale=es&country_codes=MX&external_id=***"
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod access_token;
mod base_url;
mod builder;
mod claims;
mod config;
mod country;
mod encode;
mod environment;
mod external_id;
mod extra;
mod finding;
mod lease;
mod problem;
mod reading;
mod rule;
mod start_url;
mod vocabulary;

pub use access_token::{AccessToken, AccessTokenError};
pub use base_url::DEFAULT_BASE_URL;
pub use builder::{Built, BuiltUrl, WidgetConfigBuilder};
pub use config::WidgetConfig;
pub use country::CountryCode;
pub use environment::Environment;
pub use external_id::ExternalId;
pub use extra::ExtraParameter;
pub use lease::{DEFAULT_LEASE_MS, TokenLease};
pub use problem::{ConfigError, ConfigProblem, ConfigReport};
pub use start_url::StartUrl;
pub use vocabulary::{AccessMode, InstitutionType, IntegrationType, Locale, Resource};
