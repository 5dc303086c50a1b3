//! Who speaks, case by case: what the default engine and the resolution make of short texts.
//!
//! The cases are data: `tests/gold/speakers/*.toml`, one file a matter.

use onrecord::attribute::encoder::Encoder;
use onrecord::model::{Statement, TargetKind};
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
    about: String,
    text: String,
    /// Every statement: its speakers and its words, in text order.
    says: Vec<(Vec<String>, String)>,
    /// The positions toward those who act, `support Egypt`, of all statements together.
    #[serde(default)]
    regards: Option<Vec<String>>,
}

#[test]
fn every_statement_has_its_speakers() {
    let pipeline = Pipeline::new(Box::new(Encoder::new().unwrap()));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold/speakers");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let (mut cases, mut misses) = (0, Vec::new());
    for path in files {
        let file: File = toml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        for case in file.case {
            cases += 1;
            let document = source::read("case", case.text.trim().as_bytes()).unwrap();
            let read = pipeline.read(&document);
            let said: Vec<_> = read
                .statements
                .iter()
                .map(|one| (speakers(one), words(one, &read.article.text)))
                .collect();
            let regards: Vec<String> = read
                .statements
                .iter()
                .flat_map(|one| &one.stances)
                .filter(|stance| stance.target_kind == TargetKind::Actor)
                .map(|stance| format!("{} {}", stance.label.name(), stance.target))
                .collect();
            if case.regards.is_some_and(|wanted| wanted != regards) {
                misses.push(format!("{}:\n  {regards:?}", case.about));
            }
            if said != case.says {
                misses.push(format!("{}:\n  {said:?}", case.about));
            }
        }
    }
    assert!(cases >= 9, "only {cases} cases were read");
    assert!(
        misses.is_empty(),
        "{} of {cases} cases:\n{}",
        misses.len(),
        misses.join("\n")
    );
}

fn speakers(statement: &Statement) -> Vec<String> {
    let speakers = statement.speakers.iter();
    speakers.map(|speaker| speaker.name.clone()).collect()
}

fn words(statement: &Statement, text: &str) -> String {
    let pieces = statement.attribution.content.iter();
    let pieces: Vec<&str> = pieces.map(|piece| piece.slice(text)).collect();
    pieces.join(" … ")
}
