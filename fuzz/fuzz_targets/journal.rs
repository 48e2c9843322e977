#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| vinculo_fuzz::targets::journal::run(data));
