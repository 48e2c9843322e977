//! One file a target: `run` takes any bytes and panics when a property is broken.

pub mod backend_answer;
pub mod callback_url;
pub mod journal;
pub mod navigation;
pub mod page_message;
pub mod reference;
pub mod session;
pub mod snapshot;
pub mod start_url;
pub mod vector_file;
