//! The day of a saying: what must be read as its day, and what must be left alone.
//!
//! The cases are data: `tests/gold/dates/*.toml`, one file a rule.

use onrecord::model::{Attribution, Date, Kind, When};
use onrecord::resolve::said_on::said_on;
use onrecord::span::Span;
use onrecord::text::Text;
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
    published: Option<Date>,
    source: Option<String>,
    cue: String,
    content: String,
    /// The day, month or year; without one, none may come out.
    said_on: Option<When>,
}

#[test]
fn every_rule_catches_and_leaves_alone() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold/dates");
    let mut cases = 0;
    let mut misses = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let file: File = toml::from_str(&text).unwrap();
        for case in file.case {
            cases += 1;
            let found = read(&case);
            if found != case.said_on {
                let [wanted, found] = [case.said_on, found]
                    .map(|day| day.map_or("no day".to_string(), |day| day.to_string()));
                misses.push(format!("{}: {found} instead of {wanted}", case.name));
            }
        }
    }
    assert!(cases > 40, "only {cases} cases were read");
    assert!(misses.is_empty(), "{}", misses.join("\n"));
}

fn read(case: &Case) -> Option<When> {
    let find = |words: &str, from: usize| {
        let at = from + case.text[from..].find(words).expect(words);
        Span::new(at, at + words.len())
    };
    let content = find(&case.content, 0);
    let outside = |words: &str| {
        case.text
            .match_indices(words)
            .map(|(at, word)| Span::new(at, at + word.len()))
            .find(|span| !span.overlaps(content))
            .expect(words)
    };
    let attribution = Attribution {
        kind: Kind::Indirect,
        source: case.source.iter().map(|words| outside(words)).collect(),
        cue: vec![outside(&case.cue)],
        content: vec![content],
        rule: String::new(),
        confidence: None,
    };
    said_on(&Text::read(&case.text), &[&attribution], case.published)[0]
}
