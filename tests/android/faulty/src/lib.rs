//! Exports what the core exports, and catches a panic, as the core does.

/// Zero, if a panic was caught.
#[unsafe(no_mangle)]
pub extern "C" fn ffi_vinculo_uniffi_contract_version(count: u32) -> u32 {
    let work = || {
        let texts: Vec<String> = (0..count).map(|each| each.to_string()).collect();
        assert!(texts.len() < 7, "{texts:?}");
        count
    };
    std::panic::catch_unwind(work).unwrap_or_default()
}
