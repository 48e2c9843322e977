//! The built binary, as people and scripts run it.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests, which the lint's own exception does not see"
)]

mod decide;
mod help;
mod parse;
mod sandbox;
mod start_url;
mod support;
mod vectors;
