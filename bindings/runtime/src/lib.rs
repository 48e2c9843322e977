//! What a library needs of uniffi, under the name that its macros expect.
//!
//! The crate of that name is the same two lines for a library, and asks for the generator's `uniffi_pipeline` besides, whatever its
//! features: fourteen crates that are in no library, and that a bill of materials would list (uniffi-rs, `uniffi/Cargo.toml`,
//! 0.32.2).

pub use uniffi_core::*;
pub use uniffi_macros::*;
