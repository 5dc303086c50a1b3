//! Topics, agreements and stance, rule by rule: what each must catch and what it must leave alone.
//!
//! The cases are data: `tests/gold/stance/*.toml`, one file a rule.

use onrecord::lexicon::Lexicon;
use onrecord::model::{Attribution, Kind, Stance};
use onrecord::resolve::{cast::Cast, names::Names, targets::Targets, words::Words};
use onrecord::span::Span;
use onrecord::text::Text;
use serde::Deserialize;
use std::path::Path;

#[derive(Deserialize)]
struct File {
    /// How many of the cases must come out right; all of them where it is left out.
    floor: Option<usize>,
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    text: String,
    cue: String,
    content: String,
    /// `target: label`, or `target: label|label`: must come out so.
    #[serde(default)]
    is: Vec<String>,
    /// `target: label`: the target may come out, but not so.
    #[serde(default)]
    isnt: Vec<String>,
    /// Targets that must not come out.
    #[serde(default)]
    not: Vec<String>,
    /// The words of the condition of every conditional stance.
    condition: Option<String>,
}

#[test]
fn every_rule_catches_and_leaves_alone() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold/stance");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let (mut cases, mut misses) = (0, Vec::new());
    for path in files {
        let rule = path.file_stem().unwrap().to_string_lossy().into_owned();
        let file: File = toml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let (mut right, mut wrong) = (0, Vec::new());
        for case in &file.case {
            cases += 1;
            let problems = problems(case, &read(case));
            right += usize::from(problems.is_empty());
            wrong.extend(
                problems
                    .into_iter()
                    .map(|problem| format!("{rule}: {}: {problem}", case.name)),
            );
        }
        println!("{rule}: {right} of {} cases", file.case.len());
        if right < file.floor.unwrap_or(file.case.len()) {
            misses.extend(wrong);
        }
    }
    assert!(cases > 50, "only {cases} cases were read");
    assert!(
        misses.is_empty(),
        "{} of {cases} cases:\n{}",
        misses.len(),
        misses.join("\n")
    );
}

fn read(case: &Case) -> Vec<Stance> {
    let text = Text::read(&case.text);
    let content = case.text.find(&case.content).unwrap();
    // The cue stands outside the content; the same word may stand inside it.
    let cue = case
        .text
        .match_indices(&case.cue)
        .map(|(at, word)| Span::new(at, at + word.len()))
        .find(|span| span.end <= content || span.start >= content + case.content.len())
        .unwrap();
    let attribution = Attribution {
        kind: Kind::Indirect,
        source: Vec::new(),
        cue: vec![cue],
        content: vec![Span::new(content, content + case.content.len())],
        rule: String::new(),
        confidence: None,
    };
    let lexicon = Lexicon::shared();
    let words = Words::read(&text);
    let targets = Targets::read(&text, &words, lexicon);
    let keys = lexicon.actors.keys(text.words());
    let cast = Cast::read(&text, Names::new(&text, &keys, lexicon));
    let mut found = targets.stances(&attribution);
    found.extend(targets.toward_actors(&attribution, &cast, None));
    found
}

fn problems(case: &Case, found: &[Stance]) -> Vec<String> {
    let told = |stance: &Stance| format!("{}: {}", stance.target, stance.label);
    let all = || found.iter().map(told).collect::<Vec<_>>().join(", ");
    let has = |wanted: &String| {
        let (target, labels) = wanted.split_once(": ").unwrap_or((wanted, ""));
        found.iter().any(|stance| {
            stance.target == target && labels.split('|').any(|label| label == stance.label.name())
        })
    };
    let mut problems = Vec::new();
    for wanted in case.is.iter().filter(|wanted| !has(wanted)) {
        let target = wanted.split(':').next().unwrap_or_default();
        let why = found
            .iter()
            .find(|stance| stance.target == target)
            .map_or("not linked", |stance| &stance.basis);
        problems.push(format!("`{wanted}` not in [{}] ({why})", all()));
    }
    for unwanted in case.isnt.iter().filter(|unwanted| has(unwanted)) {
        problems.push(format!("`{unwanted}` is wrong"));
    }
    for target in &case.not {
        if let Some(stance) = found.iter().find(|stance| stance.target == *target) {
            problems.push(format!("`{target}` is wrong ({})", stance.basis));
        }
    }
    for stance in found {
        for span in stance.evidence.iter().chain(&stance.condition) {
            if !span.fits(&case.text) || span.is_empty() {
                problems.push(format!("{}: {span:?} slices nothing", told(stance)));
            }
        }
        let condition: Vec<&str> = stance
            .condition
            .iter()
            .map(|span| span.slice(&case.text))
            .collect();
        if let (Some(wanted), "conditional") = (&case.condition, stance.label.name())
            && condition != [wanted.as_str()]
        {
            problems.push(format!("condition {condition:?} instead of `{wanted}`"));
        }
    }
    problems
}
