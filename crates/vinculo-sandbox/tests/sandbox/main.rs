//! The sandbox over real loopback HTTP. Every `Location` is compared with the documented text.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests, which the lint's own exception does not see"
)]

mod bank;
mod connect;
mod dead_token;
mod leave;
mod links;
mod scenarios;
mod support;
mod token;
