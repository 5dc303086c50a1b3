//! Who tells whose words: the voices of each statement, from the outermost in, by either engine.
//!
//! The cases are data: `tests/gold/chains/*.toml`.

use onrecord::attribute::Engine;
use onrecord::attribute::encoder::Encoder;
use onrecord::attribute::lexicon::LexiconEngine;
use onrecord::model::{Label, Statement};
use onrecord::pipeline::Pipeline;
use onrecord::source;
use serde::Deserialize;
use std::path::Path;

#[derive(Deserialize)]
struct File {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    text: String,
    /// Voices from the outermost in, `A > B`: each must come out.
    told: Vec<String>,
    /// None of these may.
    #[serde(default)]
    not: Vec<String>,
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold/chains");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
        .iter()
        .flat_map(|path| {
            let file: File = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
            file.case
        })
        .collect()
}

fn statements(pipeline: &Pipeline, text: &str) -> Vec<Statement> {
    let document = source::read("case", text.as_bytes()).unwrap();
    pipeline.read(&document).statements
}

fn voices(statements: &[Statement], at: usize) -> String {
    let speakers = &statements[at].speakers;
    let own = speakers
        .iter()
        .map(|speaker| speaker.name.as_str())
        .collect::<Vec<_>>()
        .join(" and ");
    match statements[at].within {
        Some(outer) => format!("{} > {own}", voices(statements, outer)),
        None => own,
    }
}

fn check(engine: Box<dyn Engine>) {
    let pipeline = Pipeline::new(engine);
    let cases = cases();
    assert!(cases.len() > 15, "only {} cases were read", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        let statements = statements(&pipeline, &case.text);
        let found: Vec<String> = (0..statements.len())
            .map(|at| voices(&statements, at))
            .collect();
        let missed = case.told.iter().any(|told| !found.contains(told));
        let invented = case.not.iter().any(|not| found.contains(not));
        if missed || invented {
            wrong.push(format!("{}: {found:?}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_lexicon_engine_keeps_who_tells_whom() {
    check(Box::new(LexiconEngine::new()));
}

#[test]
fn the_encoder_keeps_who_tells_whom() {
    check(Box::new(Encoder::new().unwrap()));
}

#[test]
fn an_outlet_takes_no_side_in_what_it_passes_on() {
    let pipeline = Pipeline::new(Box::new(LexiconEngine::new()));
    let text = "TASS cites Dmitry Peskov as saying that Moscow welcomes the New START treaty.";
    let statements = statements(&pipeline, text);
    let label = |speaker: &str| {
        let one = statements
            .iter()
            .find(|one| one.speakers.iter().any(|other| other.name == speaker))
            .expect(speaker);
        let stance = one
            .stances
            .iter()
            .find(|stance| stance.target == "New START");
        stance.map(|stance| stance.label)
    };
    assert_eq!(label("TASS"), Some(Label::Neutral));
    assert_eq!(label("Dmitry Peskov"), Some(Label::Support));
}
