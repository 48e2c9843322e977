//! Where may the webview go? A pure decision.
//!
//! ```text
//! Navigation {url, frame, redirect?, post?, user_gesture?}
//!        │ NavigationPolicy (what the integrator allows, compiled once)
//!        ▼
//! Allow · Callback(event) · OpenOutside{url} · TryApp{url, otherwise} · Block{reason}
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
