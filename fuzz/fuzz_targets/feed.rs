//! Files of one form, told which.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    onrecord_fuzz::all(bytes, Some(onrecord::source::Format::Feed));
});
