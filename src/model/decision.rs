use serde::{Deserialize, Serialize};

/// What a person decided; append-only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// What is decided.
    pub verdict: Verdict,
    /// Who decided.
    pub by: String,
    /// When, in UTC, RFC 3339.
    pub at: String,
    /// Why, in the person's words.
    pub note: Option<String>,
}

/// The decisions that a person can make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "verdict")]
pub enum Verdict {
    /// The statement is right as it stands.
    Accept {
        /// The statement.
        statement: i64,
    },
    /// The statement is none.
    Reject {
        /// The statement.
        statement: i64,
    },
    /// One field of the statement is otherwise.
    Correct {
        /// The statement.
        statement: i64,
        /// Which field: `kind`; `speakers` (names with `;` between); `speaker:NAME`, who speaks
        /// instead of that one; `stance:TARGET`, where `TARGET` may begin with `topic:`,
        /// `agreement:` or `actor:`.
        field: String,
        /// Its right value; `none` for a stance that is not taken.
        value: String,
    },
    /// Two names mean one actor.
    Merge {
        /// The name that goes.
        name: String,
        /// The name that stays.
        into: String,
    },
    /// Names that were or may be taken for one mean two actors.
    Split {
        /// The name that covers two.
        name: String,
        /// The other name, which becomes an actor of its own.
        alias: String,
    },
    /// An actor has a further name, on record or not yet.
    Alias {
        /// The actor.
        name: String,
        /// The further name.
        alias: String,
    },
    /// A decision is taken back.
    Undo {
        /// The decision's number.
        decision: i64,
    },
}

impl Verdict {
    /// The verdict's name in the database.
    pub fn name(&self) -> &'static str {
        match self {
            Verdict::Accept { .. } => "accept",
            Verdict::Reject { .. } => "reject",
            Verdict::Correct { .. } => "correct",
            Verdict::Merge { .. } => "merge",
            Verdict::Split { .. } => "split",
            Verdict::Alias { .. } => "alias",
            Verdict::Undo { .. } => "undo",
        }
    }
}
