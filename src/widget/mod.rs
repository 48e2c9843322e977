//! Typed startup configuration becomes the start URL.
