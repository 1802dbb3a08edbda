#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| edocpack::fuzzing::canonical(bytes));
