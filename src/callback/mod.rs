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

mod advice;
mod anomaly;
mod classify;
mod code;
mod decode;
mod deliverable;
mod event;
mod link_id;
mod matcher;
mod name;
mod page_message;
mod parameter;
mod query;
mod split;
mod target;
mod urls;

pub use advice::{Advice, LoginErrorHint, Turn};
pub use anomaly::Anomaly;
pub use code::{ErrorCode, ExitCode, ExitStep, WarningCode};
pub use deliverable::{CallbackUrlField, CallbackUrlProblem, CallbackUrlRule, CallbackUrlsError};
pub use event::{Callback, ExitError, ExitMetaData, ExitStage, InvalidReason, Source, WidgetEvent};
pub use link_id::LinkId;
pub use matcher::CallbackMatcher;
pub use page_message::{PageMessage, PageMessageProblem, PageReport, parse_page_message};
pub use parameter::Parameter;
pub use urls::CallbackUrls;
