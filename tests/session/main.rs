//! The rules of a connect session, each by name, and as invariants over random schedules.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic")]

mod diagnostics;
mod diagram;
mod phone;
mod properties;
mod rules;
mod secrets;
