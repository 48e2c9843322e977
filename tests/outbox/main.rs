//! The outbox: what it promises, on a store in memory, on a store that loses power, and under `kill -9`.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod common;
mod contract;
mod crash;
#[cfg(unix)]
mod kill;
mod power;
mod recovery;
mod rules;
