//! A URL or a page message from the widget becomes a typed [`WidgetEvent`].
//!
//! ```text
//! navigation or deep link ── CallbackMatcher::parse ──► Option<Callback>   (None: not ours)
//!                                                          ├ event: WidgetEvent
//!                                                          ├ extra: parameters nobody asked for
//!                                                          └ anomalies: odd, but survived
//! page message (JSON)     ── parse_page_message ──────► PageMessage        (never ends a session)
//! ```
//!
//! Belvo lets the integrator choose the callback URLs, so ours is what matches a *configured* URL;
//! what it means is read from the keys present, not from the host.

mod anomaly;
mod code;
mod event;
mod link_id;
mod parameter;
mod urls;

pub use anomaly::Anomaly;
pub use code::{ErrorCode, ExitCode, ExitStep, WarningCode};
pub use event::{Callback, ExitError, ExitMetaData, ExitStage, InvalidReason, Source, WidgetEvent};
pub use link_id::LinkId;
pub use parameter::Parameter;
pub use urls::CallbackUrls;
