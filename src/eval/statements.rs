//! Who said what toward what, and which way: statements against a corpus of them.
//!
//! Gold and finds are paired by the characters of their contents, half of which they must have in
//! common. Speakers, topics, agreements and labels count on the pairs; edges (speaker, target,
//! label) count once an article, as the graph shows them. A label of the gold may hold
//! alternatives: `neutral|support`.

use super::align::{Places, align};
use super::gold::{GoldError, Pieces, read};
use super::{Rate, names};
use crate::span::{CodePoints, Span};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A text with its statements, as gold or as finds: what `extract` prints is of this form.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "RawText")]
pub struct SaidText {
    /// The file's name without its ending, by which gold and finds meet.
    pub id: String,
    /// The text, where the record has it.
    pub text: Option<String>,
    /// What was said.
    pub statements: Vec<Said>,
}

/// One statement.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "RawSaid")]
pub struct Said {
    /// Where its words stand.
    pub content: Pieces,
    /// Its words, where the record has them.
    pub words: String,
    /// Who said it.
    pub speakers: Vec<String>,
    /// Toward what, and which way.
    pub stances: Vec<Position>,
}

/// A stance.
#[derive(Debug, Clone, Deserialize)]
pub struct Position {
    /// The topic's id, or the name of an agreement or actor.
    #[serde(default)]
    pub target: Option<String>,
    /// `topic`, `agreement` or `actor`.
    pub target_kind: String,
    /// The label; in gold with alternatives, divided by `|`.
    pub label: String,
}

#[derive(Deserialize)]
struct RawText {
    doc: Option<serde_json::Value>,
    id: Option<serde_json::Value>,
    file: Option<serde_json::Value>,
    article: Option<RawArticle>,
    text: Option<String>,
    statements: Vec<Said>,
}

#[derive(Deserialize)]
struct RawArticle {
    file: Option<String>,
}

impl From<RawText> for SaidText {
    fn from(raw: RawText) -> SaidText {
        let name = [raw.doc, raw.id, raw.file]
            .into_iter()
            .flatten()
            .map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_string))
            .chain(raw.article.and_then(|article| article.file))
            .find(|id| !id.is_empty())
            .unwrap_or_default();
        let stem = Path::new(&name).file_stem();
        SaidText {
            id: stem.map_or(name.clone(), |stem| stem.to_string_lossy().into_owned()),
            text: raw.text,
            statements: raw.statements,
        }
    }
}

#[derive(Deserialize)]
struct RawSaid {
    start: Option<usize>,
    end: Option<usize>,
    spans: Option<Pieces>,
    content: Option<Content>,
    text: Option<String>,
    #[serde(default)]
    speakers: Vec<Speaker>,
    #[serde(default)]
    stances: Vec<Position>,
}

/// Gold has the words of a content beside its place; what `extract` prints has the pieces.
#[derive(Deserialize)]
#[serde(untagged)]
enum Content {
    Words(String),
    Pieces(Pieces),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Speaker {
    Name(String),
    Named { name: String },
}

impl From<RawSaid> for Said {
    fn from(raw: RawSaid) -> Said {
        let (words, pieces) = match raw.content {
            Some(Content::Words(words)) => (Some(words), None),
            Some(Content::Pieces(pieces)) => (None, Some(pieces)),
            None => (None, None),
        };
        let whole = || {
            raw.start
                .zip(raw.end)
                .map(|(start, end)| vec![[start, end]])
        };
        Said {
            content: raw.spans.or(pieces).or_else(whole).unwrap_or_default(),
            words: words.or(raw.text).unwrap_or_default(),
            speakers: raw
                .speakers
                .into_iter()
                .map(|speaker| match speaker {
                    Speaker::Name(name) | Speaker::Named { name } => name,
                })
                .collect(),
            stances: raw.stances,
        }
    }
}

impl SaidText {
    /// Cuts the words of statements that give places alone out of the text.
    pub fn slice_words(&mut self) {
        let Some(text) = &self.text else { return };
        let points = CodePoints::new(text);
        let cut = |&[start, end]: &[usize; 2]| {
            let span = Span::new(points.to_byte(start)?, points.to_byte(end)?);
            Some(span.slice(text))
        };
        for said in &mut self.statements {
            if said.words.is_empty() {
                let words: Vec<&str> = said.content.iter().filter_map(cut).collect();
                said.words = words.join(" ");
            }
        }
    }
}

/// Reads all texts of a file of gold or finds.
///
/// # Errors
/// When the file is empty or not of this form.
pub fn texts(json: &str) -> Result<Vec<SaidText>, GoldError> {
    read(json)
}

/// All figures.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Figures {
    /// Texts of the gold.
    pub documents: usize,
    /// Those of them that have no finds.
    pub missing: usize,
    /// Statements of the gold.
    pub gold: usize,
    /// Statements found.
    pub pred: usize,
    /// Statements found where they are.
    pub what: Rate,
    /// The same, with a speaker in common.
    #[serde(rename = "who-what")]
    pub who_what: Rate,
    /// Topics of statements.
    pub topics: Rate,
    /// Agreements of statements.
    pub agreements: Rate,
    /// Right labels among the targets that both sides name.
    #[serde(rename = "stance accuracy")]
    pub stance_accuracy: f64,
    /// How many such targets there are.
    #[serde(rename = "stance pairs")]
    pub stance_pairs: usize,
    /// Speaker, target and label of stances that are not neutral, once an article.
    #[serde(rename = "stance-edge")]
    pub stance_edge: Rate,
    /// The mean F1 over the labels of the gold.
    #[serde(rename = "stance macro-F1")]
    pub stance_macro: f64,
}

/// Something that was missed or found too much.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The article.
    pub id: String,
    /// `missed statement`, `false statement`, `wrong speaker`, `missed topic`, `false topic`
    /// (or agreement, or actor), `wrong stance`.
    pub fault: String,
    /// The statement's words.
    pub content: String,
    /// What the gold has.
    pub expected: String,
    /// What was found.
    pub found: String,
}

/// Figures, and every fault in the order of the gold.
#[derive(Debug, Clone, Default)]
pub struct Score {
    /// All figures.
    pub figures: Figures,
    /// Misses, false alarms and wrong labels.
    pub faults: Vec<Fault>,
}

/// A target as it is compared: its kind and its name's key.
type Key<'a> = (&'a str, String);

/// A statement as it is compared.
struct Compared<'a> {
    said: &'a Said,
    places: Places,
    speakers: BTreeSet<String>,
    stances: BTreeMap<Key<'a>, &'a Position>,
}

impl<'a> Compared<'a> {
    fn of(said: &'a Said) -> Compared<'a> {
        let named = |position: &'a Position| Some((key(position)?, position));
        Compared {
            said,
            places: said.content.iter().flat_map(|&[a, b]| a..b).collect(),
            speakers: said
                .speakers
                .iter()
                .map(|name| names::speaker(name))
                .collect(),
            stances: said.stances.iter().filter_map(named).collect(),
        }
    }

    fn fault(&self, id: &str, fault: String, expected: String, found: String) -> Fault {
        Fault {
            id: id.to_string(),
            fault,
            content: self.said.words.clone(),
            expected,
            found,
        }
    }
}

fn key(position: &Position) -> Option<Key<'_>> {
    let target = position
        .target
        .as_deref()
        .filter(|target| !target.is_empty())?;
    let kind = position.target_kind.as_str();
    let name = match kind {
        "topic" => target.to_string(),
        "agreement" => names::agreement(target),
        _ => names::speaker(target),
    };
    Some((kind, name))
}

/// Whether a found label is one of the gold's alternatives.
fn agrees(gold: &str, found: &str) -> bool {
    gold.split('|').any(|label| label == found)
}

fn first(label: &str) -> &str {
    label.split('|').next().unwrap_or(label)
}

/// Scores finds against gold; texts of the gold that have no finds count as missed.
pub fn score(gold: &[SaidText], found: &[SaidText]) -> Score {
    let found: BTreeMap<&str, &SaidText> =
        found.iter().map(|text| (text.id.as_str(), text)).collect();
    let gold: BTreeMap<&str, &SaidText> =
        gold.iter().map(|text| (text.id.as_str(), text)).collect();
    let mut score = Score::default();
    let mut labels = Labels::default();
    score.figures.documents = gold.len();
    for (id, text) in gold {
        let finds = found.get(id);
        score.figures.missing += usize::from(finds.is_none());
        let finds = finds.map_or(&[][..], |text| &text.statements);
        let gold: Vec<Compared<'_>> = text.statements.iter().map(Compared::of).collect();
        let finds: Vec<Compared<'_>> = finds.iter().map(Compared::of).collect();
        score_text(&mut score, &mut labels, id, &gold, &finds);
    }
    score.figures.stance_pairs = labels.pairs;
    score.figures.stance_accuracy = super::share(labels.right, labels.pairs);
    score.figures.stance_macro = labels.macro_f1();
    score
}

fn score_text(
    score: &mut Score,
    labels: &mut Labels,
    id: &str,
    gold: &[Compared<'_>],
    finds: &[Compared<'_>],
) {
    let places =
        |all: &[Compared<'_>]| all.iter().map(|one| one.places.clone()).collect::<Vec<_>>();
    let (gold_places, find_places) = (places(gold), places(finds));
    let pairs = align(
        &gold_places.iter().collect::<Vec<_>>(),
        &find_places.iter().collect::<Vec<_>>(),
        0.5,
        false,
    );
    let figures = &mut score.figures;
    figures.gold += gold.len();
    figures.pred += finds.len();
    for rate in [&mut figures.what, &mut figures.who_what] {
        rate.gold += gold.len();
        rate.found += finds.len();
    }
    for (kind, rate) in [
        ("topic", &mut figures.topics),
        ("agreement", &mut figures.agreements),
    ] {
        let count = |all: &[Compared<'_>]| -> usize {
            all.iter()
                .map(|one| one.stances.keys().filter(|key| key.0 == kind).count())
                .sum()
        };
        rate.gold += count(gold);
        rate.found += count(finds);
    }
    let (mut gold_met, mut find_met) = (vec![None; gold.len()], vec![false; finds.len()]);
    for &(i, j) in &pairs {
        (gold_met[i], find_met[j]) = (Some(j), true);
    }
    for (one, met) in gold.iter().zip(&gold_met) {
        match met {
            Some(j) => score_pair(score, labels, id, one, &finds[*j]),
            None => score.faults.push(one.fault(
                id,
                "missed statement".to_string(),
                one.said.speakers.join(", "),
                String::new(),
            )),
        }
    }
    for (one, _) in finds.iter().zip(&find_met).filter(|(_, met)| !**met) {
        score.faults.push(one.fault(
            id,
            "false statement".to_string(),
            String::new(),
            one.said.speakers.join(", "),
        ));
    }
    score_edges(&mut score.figures.stance_edge, gold, finds);
}

fn score_pair(
    score: &mut Score,
    labels: &mut Labels,
    id: &str,
    gold: &Compared<'_>,
    found: &Compared<'_>,
) {
    score.figures.what.hit();
    if gold.speakers.is_disjoint(&found.speakers) {
        score.faults.push(gold.fault(
            id,
            "wrong speaker".to_string(),
            gold.said.speakers.join(", "),
            found.said.speakers.join(", "),
        ));
    } else {
        score.figures.who_what.hit();
    }
    let told = |position: &Position| format!("{} {}", first(&position.label), target(position));
    for (key, position) in &gold.stances {
        let Some(other) = found.stances.get(key) else {
            let fault = format!("missed {}", key.0);
            score
                .faults
                .push(gold.fault(id, fault, told(position), String::new()));
            continue;
        };
        match key.0 {
            "topic" => score.figures.topics.hit(),
            "agreement" => score.figures.agreements.hit(),
            _ => {}
        }
        labels.count(&position.label, &other.label);
        if !agrees(&position.label, &other.label) {
            let expected = format!("{} {}", position.label, target(position));
            let fault = "wrong stance".to_string();
            score
                .faults
                .push(gold.fault(id, fault, expected, told(other)));
        }
    }
    for (key, position) in &found.stances {
        if !gold.stances.contains_key(key) {
            let fault = format!("false {}", key.0);
            score
                .faults
                .push(gold.fault(id, fault, String::new(), told(position)));
        }
    }
}

fn target(position: &Position) -> &str {
    position.target.as_deref().unwrap_or_default()
}

/// Edges of one article: speaker, target, label, each once.
fn score_edges(rate: &mut Rate, gold: &[Compared<'_>], finds: &[Compared<'_>]) {
    let edges = |all: &[Compared<'_>]| -> BTreeSet<(String, String, String, String)> {
        all.iter()
            .flat_map(|one| {
                one.speakers.iter().flat_map(|speaker| {
                    one.stances.iter().map(|((kind, name), position)| {
                        (
                            speaker.clone(),
                            kind.to_string(),
                            name.clone(),
                            first(&position.label).to_string(),
                        )
                    })
                })
            })
            .filter(|edge| edge.3 != "neutral")
            .collect()
    };
    // What the gold allows, alternatives included.
    let mut allowed: BTreeMap<(&str, &str, &str), BTreeSet<&str>> = BTreeMap::new();
    for one in gold {
        for speaker in &one.speakers {
            for ((kind, name), position) in &one.stances {
                let labels = allowed.entry((speaker, kind, name)).or_default();
                labels.extend(position.label.split('|'));
            }
        }
    }
    let found = edges(finds);
    let right = found
        .iter()
        .filter(|(speaker, kind, name, label)| {
            allowed
                .get(&(speaker.as_str(), kind.as_str(), name.as_str()))
                .is_some_and(|labels| labels.contains(label.as_str()))
        })
        .count();
    rate.right += right;
    rate.recalled += right;
    rate.found += found.len();
    rate.gold += edges(gold).len();
}

/// Labels of the gold against those that were found.
#[derive(Default)]
struct Labels {
    pairs: usize,
    right: usize,
    counts: BTreeMap<(String, String), usize>,
}

impl Labels {
    fn count(&mut self, gold: &str, found: &str) {
        let right = agrees(gold, found);
        self.pairs += 1;
        self.right += usize::from(right);
        let gold = if right { found } else { first(gold) };
        *self
            .counts
            .entry((gold.to_string(), found.to_string()))
            .or_default() += 1;
    }

    /// The mean F1 over the labels that the gold has.
    fn macro_f1(&self) -> f64 {
        let labels: BTreeSet<&str> = self.counts.keys().map(|(gold, _)| gold.as_str()).collect();
        if labels.is_empty() {
            return 0.0;
        }
        let of = |of: &dyn Fn(&(String, String)) -> bool| -> usize {
            self.counts
                .iter()
                .filter(|(key, _)| of(key))
                .map(|(_, count)| count)
                .sum()
        };
        let sum: f64 = labels
            .iter()
            .map(|label| {
                let right = of(&|(gold, found)| gold == label && found == label);
                let rate = Rate {
                    right,
                    recalled: right,
                    found: of(&|(_, found)| found == label),
                    gold: of(&|(gold, _)| gold == label),
                };
                rate.f1()
            })
            .sum();
        sum / labels.len() as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gold_that_gives_places_alone_gets_its_words() {
        let json = r#"{"doc":"1","text":"“Да”, he said.","statements":[{"start":1,"end":3}]}"#;
        let mut text: SaidText = serde_json::from_str(json).unwrap();
        text.slice_words();
        assert_eq!(text.statements[0].words, "Да");
    }
}
