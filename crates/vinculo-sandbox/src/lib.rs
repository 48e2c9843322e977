//! A local stand-in for Belvo.
