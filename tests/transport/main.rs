//! The transport over real loopback connections: what leaves, what does not, and how long it waits.
//!
//! Waits are lived on tokio's paused clock, which moves only when nothing else is left to do: ten seconds pass at once, and
//! to the millisecond.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests")]

mod host;
mod limits;
mod process;
mod secrets;
mod sending;
mod server;
mod tls;
