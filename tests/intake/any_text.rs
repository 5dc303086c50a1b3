//! Any Unicode text goes through, and every span slices it.

use onrecord::attribute::lexicon::LexiconEngine;
use onrecord::model::Extraction;
use onrecord::pipeline::Pipeline;
use onrecord::source;
use onrecord::span::Span;
use proptest::prelude::*;

fn read(text: &str) -> Option<Extraction> {
    let document = source::read("any", text.as_bytes()).ok()?;
    let pipeline = Pipeline::new(Box::new(LexiconEngine::new()));
    Some(pipeline.read(&document))
}

fn spans(extraction: &Extraction) -> Vec<Span> {
    let mut spans = Vec::new();
    for statement in &extraction.statements {
        let attribution = &statement.attribution;
        spans.extend(&attribution.source);
        spans.extend(&attribution.cue);
        spans.extend(&attribution.content);
        for stance in &statement.stances {
            spans.extend(&stance.evidence);
            spans.extend(&stance.condition);
        }
    }
    spans
}

/// Words, marks and oddities of which news is made, in any order.
fn newsy() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "Biden",
        "US President Joe Biden",
        "said",
        "told",
        "that",
        "\"",
        "“",
        "”",
        "«",
        "»",
        "’s",
        "'",
        ",",
        ".",
        "...",
        ":",
        ";",
        " - ",
        "—",
        "/",
        "(",
        ")",
        "\n",
        "\n\n",
        "\r\n",
        "GENEVA, June 16. /TASS/.",
        "on Wednesday",
        "New START",
        "trade",
        "according to",
        "adding",
        "he",
        "they",
        "as long as",
        "does not object to",
        "if",
        "Путин",
        "拜登",
        "قال",
        "é",
        "e\u{301}",
        "\u{200f}",
        "\u{feff}",
        "\u{ad}",
        "👍🏽",
        "\u{0}",
        "\u{7}",
        "ß",
        "İ",
        "ﬁ",
        "1",
        "2021",
        "U.S.",
        "Mr.",
        "%",
        "<b>",
        "Secretary General",
        "NATO",
    ]);
    let gap = prop::sample::select(vec![" ", " ", " ", "", "\u{a0}"]);
    prop::collection::vec((piece, gap), 1..80).prop_map(|pieces| {
        pieces
            .into_iter()
            .flat_map(|(piece, gap)| [piece, gap])
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn news_in_pieces_goes_through(text in newsy()) {
        if let Some(extraction) = read(&text) {
            for span in spans(&extraction) {
                prop_assert!(span.fits(&extraction.article.text), "{span:?} in {text:?}");
            }
            for statement in &extraction.statements {
                prop_assert!(!statement.attribution.content.is_empty());
            }
        }
    }

    #[test]
    fn any_text_goes_through(text in any::<String>()) {
        if let Some(extraction) = read(&text) {
            let stored = text.strip_prefix('\u{feff}').unwrap_or(&text);
            prop_assert_eq!(extraction.article.text.as_str(), stored);
            for span in spans(&extraction) {
                prop_assert!(span.fits(&extraction.article.text));
            }
        }
    }
}
