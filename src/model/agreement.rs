use super::Date;
use serde::{Deserialize, Serialize};

/// A treaty, accord, resolution, initiative or other named undertaking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// Canonical name: `New START`.
    pub name: String,
    /// Other names that mean the same agreement.
    pub aliases: Vec<String>,
    /// Canonical names of the states and bodies that are party to it.
    pub parties: Vec<String>,
    /// When it was signed or adopted.
    pub signed: Option<Date>,
    /// When it entered into force.
    pub in_force: Option<Date>,
    /// When it ended or was denounced.
    pub ended: Option<Date>,
    /// Topic ids it is about.
    pub topics: Vec<String>,
    /// Wikidata item, where it is known.
    pub qid: Option<String>,
}
