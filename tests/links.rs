//! Links to topics and agreements, rule by rule: what each must catch and what it must leave alone.
//!
//! The cases are data: `tests/gold/links/*.toml`, one file a rule.

use onrecord::lexicon::Lexicon;
use onrecord::model::{Attribution, Date, Kind};
use onrecord::resolve::{targets::Targets, words::Words};
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
    /// The day the text was published.
    published: Option<Date>,
    cue: String,
    content: String,
    /// Whether the content is quoted.
    #[serde(default)]
    quoted: bool,
    /// Targets that must be linked.
    #[serde(default)]
    is: Vec<String>,
    /// Targets that must not be linked.
    #[serde(default)]
    not: Vec<String>,
    /// What the basis of every wanted link must say.
    basis: Option<String>,
}

#[test]
fn every_rule_links_and_leaves_alone() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold/links");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let (mut cases, mut misses) = (0, Vec::new());
    for path in files {
        let rule = path.file_stem().unwrap().to_string_lossy().into_owned();
        let file: File = toml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        for case in file.case {
            cases += 1;
            misses.extend(
                problems(&case)
                    .into_iter()
                    .map(|problem| format!("{rule}: {}: {problem}", case.name)),
            );
        }
    }
    assert!(cases > 25, "only {cases} cases were read");
    assert!(
        misses.is_empty(),
        "{} of {cases} cases:\n{}",
        misses.len(),
        misses.join("\n")
    );
}

fn problems(case: &Case) -> Vec<String> {
    let text = Text::read(&case.text);
    let content = case.text.find(&case.content).unwrap();
    // The cue stands outside the content; the same word may stand inside it.
    let cue = case
        .text
        .match_indices(&case.cue)
        .map(|(at, word)| Span::new(at, at + word.len()))
        .filter(|span| span.end <= content || span.start >= content + case.content.len())
        .min_by_key(|span| span.start.abs_diff(content))
        .unwrap();
    let attribution = Attribution {
        kind: if case.quoted {
            Kind::Direct
        } else {
            Kind::Indirect
        },
        source: Vec::new(),
        cue: vec![cue],
        content: vec![Span::new(content, content + case.content.len())],
        rule: String::new(),
        confidence: None,
    };
    let lexicon = Lexicon::shared();
    let words = Words::read(&text);
    let targets = Targets::about(&text, &words, lexicon, lexicon.topics, case.published);
    let found = targets.stances(&attribution);
    let all: Vec<&str> = found.iter().map(|one| one.target.as_str()).collect();
    let mut problems = Vec::new();
    for wanted in &case.is {
        match found.iter().find(|one| one.target == *wanted) {
            None => problems.push(format!("`{wanted}` not in {all:?}")),
            Some(one) => {
                if let Some(basis) = case
                    .basis
                    .as_ref()
                    .filter(|part| !one.basis.contains(*part))
                {
                    problems.push(format!("`{wanted}` not `{basis}` but `{}`", one.basis));
                }
            }
        }
    }
    for target in &case.not {
        if let Some(one) = found.iter().find(|one| one.target == *target) {
            problems.push(format!("`{target}` is wrong ({})", one.basis));
        }
    }
    problems
}
