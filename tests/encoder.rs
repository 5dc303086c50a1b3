//! The engine `encoder`: what it finds, and what must hold for any text.

use onrecord::attribute::Engine;
use onrecord::attribute::encoder::{Encoder, EntityKind};
use onrecord::model::Kind;
use onrecord::text::Text;
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

static ENCODER: LazyLock<Encoder> = LazyLock::new(|| Encoder::new().unwrap());

/// Source, cue and content of each attribution, pieces joined with a bar; whether a leading
/// `that` is content is left open, as the annotation guide leaves it.
fn found(text: &str) -> Vec<(String, String, String)> {
    let words = |spans: &[onrecord::span::Span]| {
        let pieces: Vec<&str> = spans.iter().map(|span| span.slice(text)).collect();
        pieces.join(" | ")
    };
    ENCODER
        .attributions(&Text::read(text))
        .iter()
        .map(|a| {
            let content = words(&a.content);
            let content = content.strip_prefix("that ").unwrap_or(&content).to_owned();
            (words(&a.source), words(&a.cue), content)
        })
        .collect()
}

fn one(source: &str, cue: &str, content: &str) -> (String, String, String) {
    (source.into(), cue.into(), content.into())
}

#[test]
fn direct_and_indirect_reports() {
    let text = "“We will sign the treaty next week,” Foreign Minister Anna Lind told reporters.\n\n\
                Lind said that the talks had been difficult.";
    assert_eq!(
        found(text),
        [
            one(
                "Foreign Minister Anna Lind",
                "told",
                "We will sign the treaty next week"
            ),
            one("Lind", "said", "the talks had been difficult"),
        ]
    );
    let kinds: Vec<Kind> = ENCODER
        .attributions(&Text::read(text))
        .iter()
        .map(|a| a.kind)
        .collect();
    assert_eq!(kinds, [Kind::Direct, Kind::Indirect]);
}

#[test]
fn names_are_found_on_the_way() {
    let text = "President Barack Obama met officials of the United Nations in Paris.";
    let names: Vec<_> = ENCODER
        .read(&Text::read(text))
        .entities
        .iter()
        .map(|entity| (entity.span.slice(text), entity.kind))
        .collect();
    assert!(
        names.contains(&("Barack Obama", EntityKind::Person)),
        "{names:?}"
    );
    assert!(names.contains(&("Paris", EntityKind::Place)), "{names:?}");
}

#[test]
fn nothing_is_lost_in_a_long_article() {
    let filler = "The delegation arrived on Monday and visited the harbour. ".repeat(60);
    let report = "The minister said that the harbour would be enlarged. ";
    let text = format!("{filler}\n\n{report}\n\n{filler}{report}{filler}");
    let reports = found(&text);
    let expected = one("The minister", "said", "the harbour would be enlarged");
    let hits = reports.iter().filter(|&report| *report == expected).count();
    assert_eq!(hits, 2, "{reports:?}");
}

#[test]
fn texts_without_words_give_nothing() {
    for text in ["", " \r\n\t", "🙂", "\u{301}\u{301}", "\"", "””””"] {
        assert_eq!(found(text), []);
    }
}

#[test]
fn a_threshold_leaves_out_what_is_less_sure() {
    let text = "The minister said that the harbour would be enlarged.";
    let strict = Encoder::new().unwrap().with_threshold(1.1);
    assert!(strict.attributions(&Text::read(text)).is_empty());
    let lax = Encoder::new().unwrap().with_threshold(0.0);
    assert!(!lax.attributions(&Text::read(text)).is_empty());
}

#[test]
fn any_thread_finds_the_same() {
    let text = include_str!("../data/samples/2021-06-16-geneva.txt");
    let alone = ENCODER.attributions(&Text::read(text));
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..3)
            .map(|_| scope.spawn(|| ENCODER.attributions(&Text::read(text))))
            .collect();
        for thread in threads {
            assert_eq!(thread.join().unwrap(), alone);
        }
    });
}

#[test]
fn the_model_is_the_one_that_its_card_describes() {
    let sums = include_str!("../data/models/SHA256SUMS");
    for line in sums.lines() {
        let (sum, name) = line.split_once("  ").unwrap();
        let file =
            std::fs::read(format!("{}/data/models/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
        let digest = Sha256::digest(&file);
        let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, sum, "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn spans_slice_any_text(text in "(\\PC|[“”\"'’\r\n\u{301}🙂]| said | that |The minister | told ){0,80}") {
        for attribution in ENCODER.attributions(&Text::read(&text)) {
            prop_assert!(!attribution.content.is_empty());
            for span in attribution.source.iter().chain(&attribution.cue).chain(&attribution.content) {
                prop_assert!(span.fits(&text) && !span.is_empty());
            }
            prop_assert!(attribution.confidence.is_none_or(|c| (0.0..=1.0).contains(&c)));
        }
    }
}
