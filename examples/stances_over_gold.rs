//! Stances over gold statements: reads a gold file and its texts, takes the content spans as
//! given, and writes what the program links and judges, in the interchange form.
//!
//! `cargo run --example stances_over_gold GOLD.jsonl FOLDER > predictions.jsonl`

use onrecord::attribute::{Engine, lexicon::LexiconEngine};
use onrecord::lexicon::Lexicon;
use onrecord::model::{Attribution, Kind};
use onrecord::resolve::{cast::Cast, names::Names, targets::Targets, words::Words};
use onrecord::span::{CodePoints, Span};
use onrecord::text::Text;
use serde_json::{Value, json};

fn main() -> anyhow::Result<()> {
    let mut args = std::env::args().skip(1);
    let gold = std::fs::read_to_string(args.next().unwrap_or_default())?;
    let folder = args.next().unwrap_or_default();
    let engine = LexiconEngine::new();
    let lexicon = Lexicon::shared();
    for line in gold.lines().filter(|line| !line.trim().is_empty()) {
        let record: Value = serde_json::from_str(line)?;
        let id = record["doc"].as_str().unwrap_or_default();
        let body = std::fs::read_to_string(format!("{folder}/{id}.txt"))?;
        let points = CodePoints::new(&body);
        let text = Text::read(&body);
        let found = engine.attributions(&text);
        let words = Words::read(&text);
        let targets = Targets::read(&text, &words, lexicon);
        let keys = lexicon.actors.keys(text.words());
        let cast = Cast::read(&text, Names::new(&text, &keys, lexicon));
        let byte = |at: &Value| {
            points
                .to_byte(at.as_u64().unwrap_or(0) as usize)
                .unwrap_or(0)
        };
        let mut statements = Vec::new();
        for statement in record["statements"].as_array().into_iter().flatten() {
            let content = Span::new(byte(&statement["start"]), byte(&statement["end"]));
            let cue: Vec<Span> = match statement["cue"].as_array() {
                Some(cue) => cue
                    .iter()
                    .map(|one| Span::new(byte(&one[0]), byte(&one[1])))
                    .collect(),
                None => found
                    .iter()
                    .filter(|one| one.content.iter().any(|piece| piece.overlaps(content)))
                    .max_by_key(|one| {
                        one.content
                            .iter()
                            .map(|piece| {
                                piece
                                    .end
                                    .min(content.end)
                                    .saturating_sub(piece.start.max(content.start))
                            })
                            .sum::<usize>()
                            * 1000
                            / one
                                .content
                                .iter()
                                .map(|piece| piece.cover(content).len())
                                .sum::<usize>()
                                .max(1)
                    })
                    .map(|one| one.cue.clone())
                    .unwrap_or_default(),
            };
            let attribution = Attribution {
                kind: Kind::Indirect,
                source: Vec::new(),
                cue,
                content: vec![content],
                rule: "gold".to_string(),
                confidence: None,
            };
            let stances: Vec<Value> = targets
                .stances(&attribution)
                .iter()
                .chain(&targets.toward_actors(&attribution, &cast, None))
                .map(|one| {
                    let slices = |spans: &[Span]| -> Vec<String> {
                        spans.iter().map(|span| span.slice(&body).to_string()).collect()
                    };
                    json!({"target": one.target, "target_kind": one.target_kind.name(), "label": one.label.name(),
                        "basis": one.basis, "confidence": one.confidence, "evidence": slices(&one.evidence), "condition": slices(&one.condition)})
                })
                .collect();
            statements.push(json!({"start": statement["start"], "end": statement["end"],
                "speakers": statement["speakers"],
                "cue": attribution.cue.iter().map(|span| span.slice(&body)).collect::<Vec<_>>(),
                "stances": stances}));
        }
        println!("{}", json!({"doc": id, "statements": statements}));
    }
    Ok(())
}
