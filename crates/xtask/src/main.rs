//! Build, test and generate.
fn main() {}
