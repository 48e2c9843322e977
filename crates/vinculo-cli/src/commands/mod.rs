//! The commands, one file each.

mod clock;
pub mod decide;
mod error;
mod explain;
mod lines;
pub mod parse;
mod render;
pub mod sandbox;
pub mod start_url;
mod token;
pub mod vectors;

pub use clock::wall_ms;
pub use error::{CommandError, report_usage};
pub use lines::{Line, Lines, MAX_LINE_BYTES};
