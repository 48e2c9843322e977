//! The connect session of Belvo's hosted widget, as a sans-IO core.

#[cfg(feature = "ffi")]
uniffi::setup_scaffolding!();

pub mod callback;
pub mod navigation;
pub mod session;
pub mod widget;

#[cfg(feature = "ffi")]
pub mod ffi;
