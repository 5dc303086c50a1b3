//! The words of position (data/stance.tsv).

use super::inflect::verb_forms;
use super::table;
use super::terms::{Hit, Terms, Word};

pub(super) const STANCE: &str = include_str!("../../data/stance.tsv");

/// What an expression does to a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Wants, values or rejects its target.
    Stance,
    /// Makes its target more or less.
    Effect,
    /// Does its target harm.
    Harm,
    /// Names its target as what the talk is about.
    Matter,
    /// Its clause ought to be.
    Duty,
    /// Its clause is to come.
    Coming,
    /// Turns what follows it in its clause.
    Negator,
    /// Opens a condition.
    Condition,
    /// Opens a condition where the main clause looks ahead.
    When,
    /// Opens a condition where the main clause is denied.
    Without,
    /// Leaves it open whether: what follows takes no side.
    Open,
    /// Names what is wrong with a matter.
    Trouble,
    /// Ends the reach of what stands before it.
    Turn,
    /// Looks like one of these and is none.
    Filler,
}

impl Part {
    /// Whether it acts on its target, for better or worse.
    pub fn is_effect(self) -> bool {
        matches!(self, Part::Effect | Part::Harm)
    }
}

/// An entry of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expression {
    /// What it does.
    pub part: Part,
    /// 1 for its target, -1 against it, 0 neither.
    pub sign: i8,
    /// Whether its target stands after it.
    pub object: bool,
    /// Whether its target stands before it.
    pub subject: bool,
    /// Whether it is an adjective or the like: its target stands before it with a form of be
    /// between them, or right after it.
    pub adjective: bool,
}

/// The compiled table.
pub struct StanceWords {
    words: Terms<Expression>,
}

impl StanceWords {
    pub(super) fn compile() -> StanceWords {
        let mut phrases = Vec::new();
        for row in table::rows(STANCE) {
            let [part, sign, takes, words] = row[..] else {
                continue;
            };
            let Some(part) = read_part(part) else {
                continue;
            };
            let expression = Expression {
                part,
                sign: match sign {
                    "+" => 1,
                    "-" => -1,
                    _ => 0,
                },
                object: matches!(takes, "o" | "b"),
                subject: matches!(takes, "s" | "b"),
                adjective: takes == "c",
            };
            for phrase in table::list(words) {
                phrases.extend(forms(phrase).into_iter().map(|form| (form, expression)));
            }
        }
        StanceWords {
            words: Terms::compile(phrases),
        }
    }

    /// The expressions in a run of words, in text order.
    ///
    /// Of two that overlap the longer one stands; one phrase may stand twice, once for its
    /// object and once for its subject.
    pub fn find(&self, words: &[Word<'_>]) -> Vec<Hit<Expression>> {
        let mut hits = self.words.find(words);
        hits.sort_by_key(|hit| (hit.words.start, std::cmp::Reverse(hit.words.end)));
        let mut kept: Vec<Hit<Expression>> = Vec::with_capacity(hits.len());
        for hit in hits {
            let rival = kept
                .iter()
                .rposition(|other| other.words.end > hit.words.start);
            match rival {
                Some(at) if kept[at].words == hit.words => {
                    // A filler takes the place of its like.
                    if kept[at].value.part != Part::Filler {
                        kept.push(hit);
                    }
                }
                Some(at) if hit.words.len() > kept[at].words.len() => {
                    let loser = kept[at].words.clone();
                    kept.retain(|other| other.words != loser);
                    kept.push(hit);
                }
                Some(_) => {}
                None => kept.push(hit),
            }
        }
        kept
    }
}

/// All forms of a phrase: `^count on` is count, counts, counted, counting on.
fn forms(phrase: &str) -> Vec<String> {
    let Some(phrase) = phrase.strip_prefix('^') else {
        return vec![phrase.to_string()];
    };
    let (verb, rest) = match phrase.split_once(' ') {
        Some((verb, rest)) => (verb, format!(" {rest}")),
        None => (phrase, String::new()),
    };
    verb_forms(verb)
        .into_iter()
        .map(|(form, _)| format!("{form}{rest}"))
        .collect()
}

fn read_part(cell: &str) -> Option<Part> {
    Some(match cell {
        "stance" => Part::Stance,
        "effect" => Part::Effect,
        "harm" => Part::Harm,
        "matter" => Part::Matter,
        "duty" => Part::Duty,
        "coming" => Part::Coming,
        "negator" => Part::Negator,
        "condition" => Part::Condition,
        "when" => Part::When,
        "without" => Part::Without,
        "open" => Part::Open,
        "trouble" => Part::Trouble,
        "turn" => Part::Turn,
        "filler" => Part::Filler,
        _ => return None,
    })
}
