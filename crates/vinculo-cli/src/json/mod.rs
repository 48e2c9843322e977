//! The one JSON form of everything, as `vectors/README.md` describes it.
//!
//! The vectors, `vinculo parse`, `vinculo decide` and the demo all write and read the same form, so a line that one of
//! them prints can be pasted into a vector. Reading is strict: an unknown key, or a value of another type, is a
//! [`JsonProblem`] that names the place and never repeats the value. Writing leaves absent fields out, and a start URL
//! is written in its redacted form only.

mod callback;
mod callback_urls;
mod decision;
mod fields;
mod navigation;
mod object;
mod page_message;
mod policy;
pub mod session;
mod start_url;
mod text;

pub use callback::{callback_json, exit_error_json};
pub use callback_urls::{callback_urls_from, callback_urls_json, default_callback_urls};
pub use decision::decision_json;
pub use fields::{Fields, JsonProblem};
pub use navigation::{frame_named, navigation_from, navigation_json};
pub use object::Object;
pub use page_message::page_message_json;
pub use policy::{Policy, policy_from, policy_json};
pub use start_url::{Options, options_from, problems_json, start_url_json};
pub use text::{MAX_TEXT_BYTES, repeated_bytes, text_from};
