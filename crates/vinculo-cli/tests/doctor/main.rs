//! `vinculo doctor` on projects: good ones, each of them broken in one way at a time, and files of anybody's making.
#![allow(clippy::too_many_lines, reason = "tables")]
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests, which the lint's own exception does not see"
)]

mod android;
mod android_build;
mod android_connect;
mod broken;
mod command;
mod docs;
mod good;
mod hostile;
mod ios;
mod support;
mod variants;
