//! Pages and fragments of them.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    onrecord_fuzz::all(bytes, Some(onrecord::source::Format::Html));
    let markup = String::from_utf8_lossy(bytes);
    let words = onrecord::source::read_fragment(&markup);
    // A character reference never stands for more characters than it has itself. In bytes it may:
    // a NUL becomes the replacement character.
    assert!(words.chars().count() <= markup.chars().count() + 2);
});
