//! Any file, its form told by its bytes: archives, JSON, tables, letters and all others.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| onrecord_fuzz::all(bytes, None));
