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
        /// Which field: `speakers`, `kind`, `stance:TARGET`.
        field: String,
        /// Its right value.
        value: String,
    },
    /// Two names mean one actor.
    Merge {
        /// The name that goes.
        name: String,
        /// The name that stays.
        into: String,
    },
    /// Names that were taken for one mean two actors.
    Split {
        /// The name that covers two.
        name: String,
        /// The alias that becomes an actor of its own.
        alias: String,
    },
}
