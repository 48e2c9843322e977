//! `vinculo`, the command line.
fn main() {}
