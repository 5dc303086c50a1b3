//! Makes large records that are shaped like real ones: a few people who speak all the time and
//! many who speak once, topics and outlets of very different sizes, joint statements, conditions.
//! Names and words are made of syllables; the same seed gives the same record.

// The generator's example and the benchmark each use a part of it.
#![allow(dead_code)]

use onrecord::model::{
    Actor, ActorKind, Agreement, Article, Attribution, Basis, Date, Extraction, Kind, Label, Role,
    Run, Speaker, Stance, Statement, TargetKind, Topic,
};
use onrecord::span::Span;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// A seeded stream of numbers (SplitMix64, Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// A rank below `bound` after Zipf's law: rank r about as often as 1/(r+1).
    fn rank(&mut self, bound: usize) -> usize {
        let uniform = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        let rank = ((bound as f64 + 1.0).powf(uniform) - 1.0) as usize;
        rank.min(bound.saturating_sub(1))
    }
}

const SYLLABLES: [&str; 40] = [
    "ba", "ko", "ri", "ten", "su", "mal", "ve", "dor", "ni", "ga", "lum", "pe", "sha", "tor", "wi",
    "zan", "he", "jor", "ku", "lin", "mo", "nar", "ol", "pri", "qua", "ros", "si", "ti", "ul",
    "vor", "yen", "za", "ed", "fi", "gro", "ha", "ir", "ja", "kel", "lo",
];

/// The outlet of a rank: 0 publishes most.
pub fn outlet(rank: usize) -> String {
    capital(&word(rank + 700))
}

/// The word of a rank: 0 is the most frequent.
pub fn word(number: usize) -> String {
    let mut word = String::new();
    let mut rest = number + 1;
    while rest > 0 {
        word.push_str(SYLLABLES[rest % SYLLABLES.len()]);
        rest /= SYLLABLES.len();
    }
    word
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

const TOPICS: usize = 24;
const AGREEMENTS: usize = 90;
const OUTLETS: usize = 60;
const WORDS: usize = 6000;
const STATEMENTS_AN_ARTICLE: usize = 8;

/// Articles with `statements` statements in all.
pub struct Generator {
    random: Random,
    left: usize,
    people: usize,
    made: usize,
}

impl Generator {
    /// With one person for about twelve statements.
    pub fn new(statements: usize, seed: u64) -> Generator {
        Generator {
            random: Random(seed),
            left: statements,
            people: (statements / 12).max(20),
            made: 0,
        }
    }

    fn person(&self, number: usize) -> Actor {
        let surname = capital(&word(number + 977));
        let name = format!("{} {surname}", capital(&word(number % 311 + 40)));
        let country = capital(&word(number % 60 + 3000));
        Actor {
            name: format!("{name} {}", number / 311),
            kind: if number % 9 == 8 {
                ActorKind::Body
            } else {
                ActorKind::Person
            },
            aliases: vec![format!("{surname} {number}")],
            roles: vec![Role {
                title: format!("{country} Minister"),
                start: None,
                end: None,
            }],
            qid: None,
        }
    }

    fn agreement(number: usize) -> Agreement {
        Agreement {
            name: format!("{} Accord", capital(&word(number + 500))),
            aliases: Vec::new(),
            parties: (0..number % 4 + 2)
                .map(|party| capital(&word((number + party * 7) % 60 + 3000)))
                .collect(),
            signed: None,
            in_force: None,
            ended: None,
            topics: vec![word(number % TOPICS + 200)],
            qid: None,
        }
    }

    fn sentence(&mut self, text: &mut String, words: usize) -> Span {
        let start = text.len();
        for at in 0..words {
            if at > 0 {
                text.push(' ');
            }
            let rank = self.random.rank(WORDS);
            text.push_str(&word(rank));
        }
        Span::new(start, text.len())
    }

    fn article(&mut self) -> Extraction {
        let day = self.random.below(15 * 365);
        let published = Date::constant(2010, 1, 1)
            .checked_add(jiff::Span::new().days(day as i64))
            .ok();
        let mut text = String::new();
        let length = 5 + self.random.below(6);
        let title = self.sentence(&mut text, length);
        let title = title.slice(&text).to_owned();
        text.push_str("\n\n");
        let mut actors: BTreeMap<usize, Actor> = BTreeMap::new();
        let mut agreements: BTreeMap<usize, Agreement> = BTreeMap::new();
        let mut topics: BTreeMap<usize, Topic> = BTreeMap::new();
        let mut statements: Vec<Statement> = Vec::new();
        let count = (1 + self.random.below(2 * STATEMENTS_AN_ARTICLE - 1)).min(self.left);
        for at in 0..count {
            let mut speakers = Vec::new();
            let source_start = text.len();
            for _ in 0..if self.random.chance(8) { 2 } else { 1 } {
                let number = self.random.rank(self.people);
                let actor = self.person(number);
                if !speakers.is_empty() {
                    text.push_str(" and ");
                }
                text.push_str(&actor.name);
                speakers.push(Speaker {
                    name: actor.name.clone(),
                    kind: actor.kind,
                    role: Some(actor.roles[0].title.clone()),
                    basis: Basis::Name,
                    candidates: Vec::new(),
                    confidence: None,
                });
                actors.insert(number, actor);
            }
            let source = Span::new(source_start, text.len());
            text.push(' ');
            let cue = Span::new(text.len(), text.len() + 4);
            text.push_str("said ");
            let length = 8 + self.random.below(24);
            let content = self.sentence(&mut text, length);
            text.push_str(". ");
            let length = 6 + self.random.below(14);
            self.sentence(&mut text, length);
            text.push_str(".\n\n");
            let mut stances = Vec::new();
            for _ in 0..1 + self.random.below(2) {
                let label = Label::ALL[self.random.rank(4)];
                let target = if self.random.chance(25) {
                    let number = self.random.rank(AGREEMENTS);
                    let agreement = Self::agreement(number);
                    let name = agreement.name.clone();
                    agreements.insert(number, agreement);
                    (name, TargetKind::Agreement)
                } else {
                    let number = self.random.rank(TOPICS);
                    let id = word(number + 200);
                    let label = capital(&id);
                    let topic = Topic {
                        id: id.clone(),
                        label,
                        iptc: None,
                        broader: None,
                    };
                    topics.insert(number, topic);
                    (id, TargetKind::Topic)
                };
                let condition = match label {
                    Label::Conditional => vec![Span::new(content.start, content.start + 2)],
                    _ => Vec::new(),
                };
                stances.push(Stance {
                    target: target.0,
                    target_kind: target.1,
                    label,
                    evidence: vec![content],
                    condition,
                    object: None,
                    basis: "made by the generator".into(),
                    confidence: None,
                });
            }
            statements.push(Statement {
                attribution: Attribution {
                    kind: Kind::ALL[self.random.rank(3)],
                    source: vec![source],
                    cue: vec![cue],
                    content: vec![content],
                    rule: "made by the generator".into(),
                    confidence: None,
                },
                speakers,
                addressee: None,
                said_on: None,
                stances,
                utterance: at,
                within: None,
            });
        }
        self.left -= count;
        self.made += 1;
        let outlet = outlet(self.random.rank(OUTLETS));
        let sha256: String = Sha256::digest(text.as_bytes())
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Extraction {
            attributions: Vec::new(),
            article: Article {
                id: format!("made-{}.txt", self.made),
                title: Some(title),
                outlet: Some(outlet),
                url: None,
                published,
                published_basis: Some("dateline".into()),
                dateline_place: None,
                lang: Some("en".into()),
                text,
                source_sha256: sha256.clone(),
                sha256,
                origin: Default::default(),
            },
            run: Run {
                engine: "generator".into(),
                version: "1".into(),
                fingerprint: "0".into(),
            },
            statements,
            actors: actors.into_values().collect(),
            topics: topics.into_values().collect(),
            agreements: agreements.into_values().collect(),
            diagnostics: Vec::new(),
        }
    }
}

impl Iterator for Generator {
    type Item = Extraction;

    fn next(&mut self) -> Option<Extraction> {
        (self.left > 0).then(|| self.article())
    }
}
