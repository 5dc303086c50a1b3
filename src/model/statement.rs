use super::{ActorKind, Attribution, Stance, When};
use serde::{Deserialize, Serialize};
use std::fmt;

/// How a speaker is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The source gives the name in full or by an alias.
    Name,
    /// The source gives part of a name that the text has in full.
    Surname,
    /// A pronoun, resolved in the text.
    Pronoun,
    /// A role, resolved in the text ("the US President" after "US President Joe Biden").
    Role,
    /// An office, resolved by who held it on the article's date.
    Office,
    /// A group named jointly: "both leaders", "the sides".
    Joint,
    /// A document that speaks for its issuers: "the joint statement".
    Document,
    /// The source of the quotation or clause that this one continues.
    Continued,
    /// No source in the words; the parties of the talk that the text reports.
    Parties,
    /// A description that is not resolved further: "a senior official".
    Description,
}

impl Basis {
    /// All bases, from the surest to the loosest.
    pub const ALL: [Basis; 10] = [
        Basis::Name,
        Basis::Surname,
        Basis::Pronoun,
        Basis::Role,
        Basis::Office,
        Basis::Joint,
        Basis::Document,
        Basis::Continued,
        Basis::Parties,
        Basis::Description,
    ];

    /// The basis with that name.
    pub fn from_name(name: &str) -> Option<Basis> {
        Basis::ALL.into_iter().find(|basis| basis.name() == name)
    }

    /// The basis's name in the interchange form.
    pub fn name(self) -> &'static str {
        match self {
            Basis::Name => "name",
            Basis::Surname => "surname",
            Basis::Pronoun => "pronoun",
            Basis::Role => "role",
            Basis::Office => "office",
            Basis::Joint => "joint",
            Basis::Document => "document",
            Basis::Continued => "continued",
            Basis::Parties => "parties",
            Basis::Description => "description",
        }
    }
}

impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Who speaks in one statement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Speaker {
    /// Canonical name; for an unresolved description, its words in the text.
    pub name: String,
    /// What kind of actor it is.
    pub kind: ActorKind,
    /// The office held on the article's date.
    pub role: Option<String>,
    /// How the speaker is known.
    pub basis: Basis,
    /// Canonical names among which the text does not decide; empty when resolved.
    pub candidates: Vec<String>,
    /// Probability that the speaker is right, calibrated on data; else `None`.
    pub confidence: Option<f32>,
}

/// The unit of record: an attribution with its speakers, targets and stances.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// Where it stands in the text.
    pub attribution: Attribution,
    /// Who speaks; several when said jointly, none when the text names nobody.
    pub speakers: Vec<Speaker>,
    /// To whom it was said.
    pub addressee: Option<String>,
    /// When it was said, where the text tells: the day, else the month or the year.
    pub said_on: Option<When>,
    /// Positions toward topics, agreements and actors.
    pub stances: Vec<Stance>,
    /// Which statements of one article report the same utterance: the index of the
    /// first of them in the article's list.
    pub utterance: usize,
    /// The statement in whose words this one is told: its index in the article's list. None
    /// where the article's outlet reports the speaker itself.
    pub within: Option<usize>,
}

impl Statement {
    /// How many speakers tell the statement of that index in turn; 0 where the article's outlet
    /// reports it itself.
    pub fn depth(statements: &[Statement], at: usize) -> usize {
        let mut depth = 0;
        let mut within = statements.get(at).and_then(|one| one.within);
        // A chain is never longer than the list, however the list was made.
        while let Some(outer) = within
            && depth < statements.len()
        {
            depth += 1;
            within = statements.get(outer).and_then(|one| one.within);
        }
        depth
    }
}
