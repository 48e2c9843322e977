//! Where may the webview go? A pure decision.
//!
//! ```text
//! Navigation {url, frame, redirect?, post?, user_gesture?}
//!        │ NavigationPolicy (what the integrator allows, compiled once)
//!        ▼
//! Allow · Callback(event) · OpenOutside{url} · TryApp{url, otherwise} · Block{reason}
//! ```
//!
//! ```
//! use vinculo::callback::{CallbackMatcher, CallbackUrls};
//! use vinculo::navigation::{BlockReason, Decision, Frame, Navigation, NavigationPolicy, Navigator};
//!
//! let matcher = CallbackMatcher::new(&CallbackUrls {
//!     success: "myapp://success".into(),
//!     exit: "myapp://exit".into(),
//!     event: "myapp://error".into(),
//! })?;
//! let navigator = Navigator::new(&NavigationPolicy::default(), matcher)?;
//! let decide = |url: &str, frame| {
//!     let url = url.into();
//!     navigator.decide(&Navigation { url, frame, redirect: None, post: None, user_gesture: None })
//! };
//! let page = decide("https://widget.belvo.io/?access_token=…", Frame::Main);
//! assert_eq!(page, Decision::Allow { note: None });
//! let forged = decide("myapp://success?link=1", Frame::Sub { origin: None });
//! assert!(matches!(forged, Decision::Callback { trusted: false, .. }));
//! let script = decide("java\tscript:alert(1)", Frame::Main);
//! assert_eq!(script, Decision::Block { reason: BlockReason::DangerousScheme });
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod decision;
mod hosts;
mod intent;
mod navigator;
mod page;
mod policy;
mod redact;
mod refusal;
mod request;
mod scheme;

pub use decision::{AllowNote, BlockReason, Decision, Otherwise};
pub use navigator::Navigator;
pub use policy::{NavigationPolicy, PolicyError};
pub use request::{Frame, Navigation};
pub use scheme::is_errand;
