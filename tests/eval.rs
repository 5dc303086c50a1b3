//! `onrecord eval` gives the figures of the reference scorers.
//!
//! tests/gold/eval/expected.json is what `score_attribution.py gold.jsonl predictions.jsonl
//! --json` prints for the two files beside it, statements.expected.json what the function `score`
//! of `score_statements.py` gives for statements.jsonl and statements.found.jsonl; where the
//! scorers and Python are at hand they are run once more.

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

fn ours_of_statements() -> Value {
    let outcome = Onrecord::new().run(&format!(
        "eval statements {} --predictions {} --format json",
        gold("statements.jsonl").display(),
        gold("statements.found.jsonl").display()
    ));
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    serde_json::from_str(&outcome.stdout).expect("one JSON object")
}

/// Every figure of the reference scorer.
fn equal_statements(ours: &Value, theirs: &Value) {
    for (name, figure) in theirs.as_object().expect("figures by name") {
        let flat = |value: &Value| -> Vec<f64> {
            match value {
                Value::Array(values) => values.iter().filter_map(Value::as_f64).collect(),
                value => value.as_f64().into_iter().collect(),
            }
        };
        let (own, figure) = (flat(&ours[name]), flat(figure));
        assert_eq!(own.len(), figure.len(), "{name}");
        for (own, figure) in own.iter().zip(&figure) {
            assert!((own - figure).abs() < 1e-9, "{name}: {own} {figure}");
        }
    }
}

#[test]
fn the_figures_of_statements_are_those_of_the_reference_scorer() {
    let expected =
        std::fs::read_to_string(gold("statements.expected.json")).expect("the figures are there");
    equal_statements(
        &ours_of_statements(),
        &serde_json::from_str(&expected).expect("they are JSON"),
    );
}

#[test]
fn the_reference_scorer_of_statements_still_says_so() {
    let folder = root().join("../shared/eval");
    if !folder.exists() {
        eprintln!("skipped: {} is not here", folder.display());
        return;
    }
    let run = Command::new("python3")
        .args([
            "-c",
            "import json, sys; sys.path.insert(0, sys.argv[1]); import score_statements as s; \
             print(json.dumps(s.score(s.load(sys.argv[2]), s.load(sys.argv[3]))[0]))",
        ])
        .arg(&folder)
        .args([gold("statements.jsonl"), gold("statements.found.jsonl")])
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .output();
    let Ok(run) = run else {
        eprintln!("skipped: python3 is not here");
        return;
    };
    equal_statements(
        &ours_of_statements(),
        &serde_json::from_slice(&run.stdout).expect("JSON"),
    );
}

#[test]
fn every_fault_of_statements_is_listed_with_its_text() {
    let outcome = Onrecord::new().run(&format!(
        "eval statements {} --predictions {} --errors",
        gold("statements.jsonl").display(),
        gold("statements.found.jsonl").display()
    ));
    for fault in [
        "wrong stance in one\n  words: the treaty must be kept\n  gold: support New START Treaty\n  found: oppose New START",
        "false topic in one\n  words: the treaty must be kept\n  found: support dialogue",
        "wrong speaker in one\n  words: talks go on\n  gold: François Hollande\n  found: Emmanuel Macron",
        "false statement in one\n  words: something not said",
        "missed statement in two\n  words: no target",
    ] {
        assert!(
            outcome.stdout.contains(fault),
            "{fault}\n\n{}",
            outcome.stdout
        );
    }
}

#[test]
fn statements_are_found_in_the_texts_beside_the_gold() {
    let outcome = Onrecord::new()
        .file(
            "note.txt",
            "\"We support the treaty,\" Sergei Lavrov said.\n",
        )
        .file(
            "gold.jsonl",
            r#"{"doc":"note","statements":[{"start":1,"end":23,"speakers":["Lavrov"]}]}"#,
        )
        .run("eval statements gold.jsonl --format json");
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    let figures: Value = serde_json::from_str(&outcome.stdout).expect("one JSON object");
    assert_eq!(figures["who-what"][2], 1.0, "{figures}");
}

#[test]
fn a_text_that_is_not_there_is_named() {
    let outcome = Onrecord::new()
        .file("gold.jsonl", r#"{"doc":"lost","statements":[]}"#)
        .run("eval statements gold.jsonl");
    assert_eq!(outcome.code, Some(1));
    assert!(
        outcome.stderr.contains("lost.txt") && outcome.stderr.contains("--texts"),
        "{}",
        outcome.stderr
    );
}
