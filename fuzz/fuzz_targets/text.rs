//! Any bytes through the decoder and the whole extraction; every span slices the text.
#![no_main]

use onrecord::attribute::lexicon::LexiconEngine;
use onrecord::pipeline::Pipeline;
use onrecord::source;
use std::sync::LazyLock;

static PIPELINE: LazyLock<Pipeline> =
    LazyLock::new(|| Pipeline::new(Box::new(LexiconEngine::new())));

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(document) = source::read("any", bytes) else {
        return;
    };
    let extraction = PIPELINE.read(&document);
    for statement in &extraction.statements {
        let attribution = &statement.attribution;
        let spans = [&attribution.source, &attribution.cue, &attribution.content];
        for span in spans.into_iter().flatten() {
            assert!(span.fits(&extraction.article.text));
        }
    }
});
