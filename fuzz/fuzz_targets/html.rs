//! Pages and fragments of them.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    onrecord_fuzz::all(bytes, Some(onrecord::source::Format::Html));
    let markup = String::from_utf8_lossy(bytes);
    let words = onrecord::source::read_fragment(&markup);
    // A character reference never stands for more bytes than it has itself.
    assert!(words.len() <= markup.len() + 2);
});
