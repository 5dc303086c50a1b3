//! `onrecord eval attribution` gives the figures of the reference scorer.
//!
//! tests/gold/eval/expected.json is what `score_attribution.py gold.jsonl predictions.jsonl
//! --json` prints for the two files beside it; where that scorer and Python are at hand it is
//! run once more.

mod support;

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::Onrecord;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn gold(name: &str) -> PathBuf {
    root().join("tests/gold/eval").join(name)
}

fn ours() -> Value {
    let outcome = Onrecord::new().run(&format!(
        "eval attribution {} --predictions {} --format json",
        gold("gold.jsonl").display(),
        gold("predictions.jsonl").display()
    ));
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    serde_json::from_str(&outcome.stdout).expect("one JSON object")
}

/// Every figure of every kind of speech, and the counts.
fn equal(ours: &Value, theirs: &Value) {
    for part in ["all", "direct/mixed", "direct", "mixed", "indirect"] {
        for (name, figure) in theirs[part].as_object().expect("figures by name") {
            let own = &ours[part][name];
            match figure {
                Value::Array(rates) => {
                    for (at, rate) in rates.iter().enumerate() {
                        let rate = rate.as_f64().expect("a number");
                        let own = own[at].as_f64().unwrap_or(0.0);
                        assert!(
                            (own - rate).abs() < 1e-9,
                            "{part} {name} {at}: {own} {rate}"
                        );
                    }
                }
                count => assert_eq!(own, count, "{part} {name}"),
            }
        }
    }
}

#[test]
fn the_figures_are_those_of_the_reference_scorer() {
    let expected = std::fs::read_to_string(gold("expected.json")).expect("the figures are there");
    equal(
        &ours(),
        &serde_json::from_str(&expected).expect("they are JSON"),
    );
}

#[test]
fn the_reference_scorer_still_says_so() {
    let scorer = root().join("../shared/eval/score_attribution.py");
    if !scorer.exists() {
        eprintln!("skipped: {} is not here", scorer.display());
        return;
    }
    let run = Command::new("python3")
        .arg(&scorer)
        .args([gold("gold.jsonl"), gold("predictions.jsonl")])
        .arg("--json")
        .output();
    let Ok(run) = run else {
        eprintln!("skipped: python3 is not here");
        return;
    };
    equal(&ours(), &serde_json::from_slice(&run.stdout).expect("JSON"));
}

#[test]
fn errors_are_listed_with_their_text() {
    let outcome = Onrecord::new().run(&format!(
        "eval attribution {} --predictions {} --errors",
        gold("gold.jsonl").display(),
        gold("predictions.jsonl").display()
    ));
    assert!(
        outcome.stdout.contains("miss in lind"),
        "{}",
        outcome.stdout
    );
    assert!(
        outcome.stdout.contains("content: it a mistake"),
        "{}",
        outcome.stdout
    );
    assert!(
        outcome.stdout.contains("false alarm in over"),
        "{}",
        outcome.stdout
    );
}

#[test]
fn an_engine_reads_the_texts_of_the_gold() {
    let outcome = Onrecord::new().run(&format!(
        "eval attribution {} --engine lexicon --format json",
        gold("gold.jsonl").display()
    ));
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    let figures: Value = serde_json::from_str(&outcome.stdout).expect("one JSON object");
    assert_eq!(figures["all"]["gold"], 8);
    assert!(
        figures["all"]["WSW"][2].as_f64().is_some_and(|f1| f1 > 0.5),
        "{figures}"
    );
}

#[test]
fn what_cannot_be_scored_is_named() {
    let outcome = Onrecord::new()
        .file("gold.jsonl", "{\"id\": 3}\n")
        .run("eval attribution gold.jsonl");
    assert_eq!(outcome.code, Some(1));
    assert!(outcome.stderr.contains("gold.jsonl"), "{}", outcome.stderr);
}
