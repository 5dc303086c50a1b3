//! What the targets have in common.

use onrecord::source::{self, Format, Limits, Options};
use std::ops::ControlFlow;

/// Reads all documents of the bytes within small limits, and checks that they were kept.
pub fn all(bytes: &[u8], format: Option<Format>) {
    let limits = Limits {
        article: 64 * 1024,
        total: 4 * 1024 * 1024,
        items: 1_000,
        ..Limits::default()
    };
    let options = Options {
        format,
        limits,
        ..Options::default()
    };
    let mut count = 0;
    let _ = source::documents("any", bytes, &options, &mut |one| {
        count += 1;
        if let Ok(document) = one {
            // Decoding may make three bytes of one.
            assert!(document.text.len() <= 3 * 64 * 1024);
        }
        ControlFlow::Continue(())
    });
    assert!(count <= 1_001);
}
