//! Generates Kotlin and Swift from the built library. Run by `cargo xtask bindings`.

fn main() {
    uniffi::uniffi_bindgen_main();
}
