//! Where may the webview go? A pure decision.
//!
//! ```text
//! Navigation {url, frame, redirect?, post?, user_gesture?}
//!        │ NavigationPolicy (what the integrator allows, compiled once)
//!        ▼
//! Allow · Callback(event) · OpenOutside{url} · TryApp{url, otherwise} · Block{reason}
//! ```

mod decision;
mod request;

pub use decision::{AllowNote, BlockReason, Decision, Otherwise};
pub use request::{Frame, Navigation};
