use super::{Actor, Agreement, Article, Attribution, Statement, Topic};
use serde::{Deserialize, Serialize};

/// One extraction pass: which engine, of which version, with which data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// The attribution engine's name.
    pub engine: String,
    /// The program's version.
    pub version: String,
    /// Hash over the model and the lexicons, in hexadecimal.
    pub fingerprint: String,
}

/// Something that extraction could not do, worded for the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// A stable short name: `unbalanced-quotation`.
    pub code: String,
    /// What was found, where, and what was done about it.
    pub message: String,
}

/// Everything that one article gave, with a card for each name it uses.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Extraction {
    /// The article.
    pub article: Article,
    /// The pass that read it.
    pub run: Run,
    /// What the engine found, before its speakers were resolved; contents with the quotation
    /// marks that enclose them.
    pub attributions: Vec<Attribution>,
    /// Its statements, in text order.
    pub statements: Vec<Statement>,
    /// A card for each known speaker, addressee and actor that the statements name.
    pub actors: Vec<Actor>,
    /// A card for each topic that the statements name.
    pub topics: Vec<Topic>,
    /// A card for each agreement that the statements name.
    pub agreements: Vec<Agreement>,
    /// What could not be done.
    pub diagnostics: Vec<Diagnostic>,
}
