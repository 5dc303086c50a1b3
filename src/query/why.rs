//! Why a statement is on record as it is: the chain from the characters of the text to the
//! stance, each link with what it rests on.

use crate::model::{Basis, Date, Kind, Label, Run, Statement, TargetKind};
use crate::span::{CodePoints, Span};
use crate::store::{Decided, Sql, Store, StoreError};
use serde::Serialize;

/// The evidence for one statement.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Why {
    /// Its number.
    pub statement: i64,
    /// Where it stands.
    pub article: WhyArticle,
    /// How it is reported.
    pub kind: Kind,
    /// What people decided: `machine` (nothing), `accepted`, `corrected`, `rejected`.
    pub standing: String,
    /// The words that name who speaks.
    pub source: Vec<Quote>,
    /// The words that report.
    pub cue: Vec<Quote>,
    /// What was said.
    pub content: Vec<Quote>,
    /// The pass that found it.
    pub run: Run,
    /// The rule or model within the pass.
    pub rule: String,
    /// Probability that the attribution is right, where it is calibrated.
    pub confidence: Option<f32>,
    /// Who speaks.
    pub speakers: Vec<WhySpeaker>,
    /// To whom it was said.
    pub addressee: Option<String>,
    /// The day it was said.
    pub date: Option<Date>,
    /// How that day is known.
    pub date_because: Option<String>,
    /// The positions.
    pub stances: Vec<WhyStance>,
    /// What people decided about it, oldest first, with what was taken back.
    #[serde(skip)]
    pub decisions: Vec<Decided>,
}

/// The article of a statement.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WhyArticle {
    /// Its number.
    pub number: i64,
    /// What the reader called it.
    pub name: String,
    /// Its headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// When.
    pub published: Option<Date>,
    /// How that day is known.
    pub published_basis: Option<String>,
}

/// Some characters of the article's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quote {
    /// The first, in Unicode code points.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The characters.
    pub text: String,
}

/// How a speaker is known.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WhySpeaker {
    /// Canonical name; the text's own words where it does not decide who speaks.
    pub name: String,
    /// The office held on that day.
    pub role: Option<String>,
    /// From when to when the office was held, where that is on record.
    pub held: Option<Held>,
    /// How the speaker is known, in one word.
    pub basis: Basis,
    /// The same in a sentence.
    pub because: String,
    /// The name that was found, where it means another one, and why it does.
    pub found_as: Option<FoundAs>,
    /// Among whom the text does not decide.
    pub candidates: Vec<String>,
    /// Probability that it is this one, where it is calibrated.
    pub confidence: Option<f32>,
}

/// The days between which an office was held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Held {
    /// The first, where it is known.
    pub start: Option<Date>,
    /// The last, where it is over and known.
    pub end: Option<Date>,
}

/// A name that means another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FoundAs {
    /// The name that was found.
    pub name: String,
    /// Why it means the other.
    pub because: String,
}

/// How a position is known.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WhyStance {
    /// Topic id, or canonical name of an agreement or actor.
    pub target: String,
    /// What kind of target.
    pub target_kind: TargetKind,
    /// The position.
    pub label: Label,
    /// The links of the chain: what linked the target first, then what decided the position.
    pub because: Vec<Reason>,
    /// The words that carry it.
    pub evidence: Vec<Quote>,
    /// The words for that toward which it is stated; none where nobody states it.
    pub object: Vec<Quote>,
    /// The words that state the condition.
    pub condition: Vec<Quote>,
    /// Probability that the label is right, where it is calibrated.
    pub confidence: Option<f32>,
}

/// One link of a chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// What was read, and what it tells.
    pub words: String,
    /// What says so: a file of the lexicon, or a kind of rule.
    pub says: Option<String>,
}

/// The evidence for a statement; `None` where there is no such statement.
///
/// # Errors
/// The database cannot be read.
pub fn why(store: &Store, number: i64) -> Result<Option<Why>, StoreError> {
    let mut sql = Sql::default();
    let place = sql.bind(number);
    sql.push(&format!(
        "SELECT s.article, r.engine, r.version, r.fingerprint, s.date
           FROM statement s JOIN run r ON r.id = s.run WHERE s.id = {place}"
    ));
    let found = store.rows(&sql, |row| {
        let run = Run {
            engine: row.text(1),
            version: row.text(2),
            fingerprint: row.text(3),
        };
        (row.int(0), run, row.parse::<Date>(4))
    })?;
    let Some((article, run, date)) = found.into_iter().next() else {
        return Ok(None);
    };
    let Some(stored) = store.article(article)? else {
        return Ok(None);
    };
    let Some(on_record) = stored.statements.iter().find(|one| one.id == number) else {
        return Ok(None);
    };
    let statement = &on_record.statement;
    let text = Text::new(&stored.article.text);
    let attribution = &statement.attribution;
    let article = WhyArticle {
        number: stored.id,
        name: stored.article.id.clone(),
        title: stored.article.title.clone(),
        outlet: stored.article.outlet.clone(),
        published: stored.article.published,
        published_basis: stored.article.published_basis.clone(),
    };
    Ok(Some(Why {
        statement: number,
        kind: attribution.kind,
        standing: on_record.standing.clone(),
        source: text.quotes(&attribution.source),
        cue: text.quotes(&attribution.cue),
        content: text.quotes(&attribution.content),
        run,
        rule: attribution.rule.clone(),
        confidence: attribution.confidence,
        speakers: speakers(store, number, statement)?,
        addressee: statement.addressee.clone(),
        date_because: date_because(statement, &article),
        date,
        stances: stances(statement, &text),
        decisions: store.decisions_about(number)?,
        article,
    }))
}

/// A text and the places of its code points.
struct Text<'a> {
    text: &'a str,
    points: CodePoints,
}

impl<'a> Text<'a> {
    fn new(text: &'a str) -> Text<'a> {
        Text {
            text,
            points: CodePoints::new(text),
        }
    }

    fn quotes(&self, spans: &[Span]) -> Vec<Quote> {
        spans
            .iter()
            .map(|span| {
                let [start, end] = self.points.of_span(*span);
                Quote {
                    start,
                    end,
                    text: span.slice(self.text).to_owned(),
                }
            })
            .collect()
    }
}

fn date_because(statement: &Statement, article: &WhyArticle) -> Option<String> {
    if let Some(when) = statement.said_on {
        return Some(match when.day() {
            Some(_) => "the text tells the day".into(),
            None => format!("the text tells no day, but {when}; this is the first of that time"),
        });
    }
    article.published?;
    let basis = article.published_basis.as_deref().unwrap_or("unknown");
    Some(format!("the day of the article, from {basis}"))
}

fn speakers(
    store: &Store,
    number: i64,
    statement: &Statement,
) -> Result<Vec<WhySpeaker>, StoreError> {
    let mut sql = Sql::default();
    let place = sql.bind(number);
    // Of a name that means another: by decision, else by spelling. Of an office: the row that
    // holds on the statement's day.
    sql.push(&format!(
        "SELECT CASE WHEN m.id IS NOT NULL THEN e.name END,
                (SELECT 'decision ' || d.id || ' of ' || d.by FROM decision d
                  WHERE d.verdict IN ('merge', 'alias')
                    AND e.name = CASE d.verdict WHEN 'merge' THEN d.name ELSE d.other END
                    AND d.id NOT IN (SELECT decision FROM undone) ORDER BY d.id DESC LIMIT 1),
                (SELECT v.reason FROM variant v WHERE v.entity = e.id),
                r.title, r.start, r.\"end\"
           FROM speaker p
           LEFT JOIN entity e ON e.id = p.entity
           LEFT JOIN entity m ON m.id = e.merged_into
           LEFT JOIN role r ON r.rowid =
                (SELECT o.rowid FROM role o
                  WHERE o.entity = COALESCE(m.id, e.id) AND (p.role IS NULL OR o.title = p.role)
                    AND (o.start IS NULL OR o.start <= p.date)
                    AND (o.\"end\" IS NULL OR o.\"end\" >= p.date)
                  ORDER BY o.start DESC LIMIT 1)
          WHERE p.statement = {place} ORDER BY p.n"
    ));
    let mut found: Vec<WhySpeaker> = Vec::new();
    let known = store.rows(&sql, |row| {
        let found_as = row.opt_text(0).map(|name| FoundAs {
            name,
            because: row
                .opt_text(1)
                .or_else(|| row.opt_text(2))
                .unwrap_or_else(|| "whom that one was merged into".into()),
        });
        let held = row.opt_text(3).map(|_| Held {
            start: row.parse(4),
            end: row.parse(5),
        });
        (found_as, row.opt_text(3), held)
    })?;
    for (speaker, (found_as, office, held)) in statement.speakers.iter().zip(known) {
        // Two joint speakers who turned out to be one speak once.
        let same = |other: &&mut WhySpeaker| other.name == speaker.name;
        if let Some(other) = found.iter_mut().find(same) {
            other.found_as = other.found_as.take().or(found_as);
            continue;
        }
        found.push(WhySpeaker {
            name: speaker.name.clone(),
            role: speaker.role.clone().or(office),
            held,
            basis: speaker.basis,
            because: because(speaker.basis).into(),
            found_as,
            candidates: speaker.candidates.clone(),
            confidence: speaker.confidence,
        });
    }
    Ok(found)
}

fn because(basis: Basis) -> &'static str {
    match basis {
        Basis::Name => "the source gives the name, or another name of the same",
        Basis::Surname => "the source gives part of a name that the text has in full",
        Basis::Pronoun => "it points back to this name in the text",
        Basis::Role => "the text gives this role to the name",
        Basis::Office => "who held the office on that day",
        Basis::Joint => "the text names one by one who belongs to the group",
        Basis::Document => "it speaks for those who issued it",
        Basis::Continued => "it goes on with the statement before, which has this source",
        Basis::Parties => "nobody is named; these are the parties of the talk in the text",
        Basis::Description => "the text does not tell who it is",
    }
}

fn stances(statement: &Statement, text: &Text<'_>) -> Vec<WhyStance> {
    let of = |stance: &crate::model::Stance| WhyStance {
        target: stance.target.clone(),
        target_kind: stance.target_kind,
        label: stance.label,
        because: links(&stance.basis)
            .iter()
            .map(|link| reason(link))
            .collect(),
        evidence: text.quotes(&stance.evidence),
        object: text.quotes(stance.object.as_deref().unwrap_or_default()),
        condition: text.quotes(&stance.condition),
        confidence: stance.confidence,
    };
    statement.stances.iter().map(of).collect()
}

/// The links of a chain that is written as `a; b; c`; a semicolon between backticks is the
/// text's own.
fn links(basis: &str) -> Vec<String> {
    let mut links = vec![String::new()];
    let mut quoted = false;
    for c in basis.chars() {
        quoted ^= c == '`';
        match links.last_mut() {
            Some(_) if c == ';' && !quoted => links.push(String::new()),
            Some(link) => link.push(c),
            None => {}
        }
    }
    links.retain(|link| !link.trim().is_empty());
    links.iter().map(|link| link.trim().to_owned()).collect()
}

/// A link with the text's words marked, and what says so.
fn reason(link: &str) -> Reason {
    let says = if link.starts_with("term ") && link.contains("of the agreement") {
        Some("data/agreements.toml, topics of the agreement")
    } else if link.starts_with("term ") {
        Some("data/topics.toml")
    } else if link.starts_with("cue ") {
        Some("data/cues.tsv")
    } else if link.ends_with("by name") {
        Some("data/agreements.toml")
    } else if link.ends_with("points back") || link.ends_with("what was done with it") {
        Some("rule for what points back to an agreement")
    } else if link.starts_with("condition ") || link.contains("in a condition") {
        Some("rule for conditions")
    } else if link.ends_with(" is for") || link.ends_with(" is against") {
        Some("data/stance.tsv")
    } else {
        None
    };
    let mut words = String::with_capacity(link.len());
    let mut open = false;
    for c in link.chars() {
        if c == '`' {
            words.push(if open { '⟩' } else { '⟨' });
            open = !open;
        } else {
            words.push(c);
        }
    }
    Reason {
        words: words.replace("by what was done", "known by what was done"),
        says: says.map(Into::into),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_semicolon_in_the_text_does_not_break_the_chain() {
        assert_eq!(
            links("term `a` in the content; condition `if b; c`; `d` is for"),
            [
                "term `a` in the content",
                "condition `if b; c`",
                "`d` is for"
            ]
        );
        assert!(links("").is_empty());
    }

    #[test]
    fn each_link_says_what_it_rests_on() {
        for (link, words, says) in [
            (
                "term `trade` in the content",
                "term ⟨trade⟩ in the content",
                "data/topics.toml",
            ),
            ("`JCPOA` by name", "⟨JCPOA⟩ by name", "data/agreements.toml"),
            ("cue `praised`", "cue ⟨praised⟩", "data/cues.tsv"),
            (
                "`good` turned by `not` is against",
                "⟨good⟩ turned by ⟨not⟩ is against",
                "data/stance.tsv",
            ),
        ] {
            let reason = reason(link);
            assert_eq!(
                (reason.words.as_str(), reason.says.as_deref()),
                (words, Some(says))
            );
        }
        assert_eq!(reason("decided by a person").says, None);
    }
}
