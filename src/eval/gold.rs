//! What the scores read: gold, and finds that were written to a file.
//!
//! A file holds JSON objects one after another, one a text: JSON Lines or a single object.

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Pieces of a text, start and end in code points.
pub type Pieces = Vec<[usize; 2]>;

/// Why a file cannot be scored.
#[derive(Debug, thiserror::Error)]
pub enum GoldError {
    /// Not the JSON that a score reads.
    #[error("text {number} of it is not in the form that is scored: {error}")]
    Form {
        /// Counted from 1.
        number: usize,
        /// What is wrong.
        error: serde_json::Error,
    },
    /// Nothing in it.
    #[error("there is nothing in it")]
    Empty,
}

/// Reads all texts of a file.
///
/// # Errors
/// When the file is empty or not of this form.
pub fn read<T: DeserializeOwned>(json: &str) -> Result<Vec<T>, GoldError> {
    let mut texts = Vec::new();
    for (at, text) in serde_json::Deserializer::from_str(json)
        .into_iter::<T>()
        .enumerate()
    {
        let number = at + 1;
        texts.push(text.map_err(|error| GoldError::Form { number, error })?);
    }
    if texts.is_empty() {
        return Err(GoldError::Empty);
    }
    Ok(texts)
}

/// An article with its attributions, as gold or as finds.
#[derive(Debug, Clone, Deserialize)]
pub struct AttributedText {
    /// What tells it from others.
    pub id: String,
    /// Its text; finds need none.
    #[serde(default)]
    pub text: String,
    /// Who is quoted with which words; what `extract` prints has them beside its statements.
    pub attributions: Vec<Attributed>,
}

/// Source, cue and content.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Attributed {
    /// Who speaks.
    #[serde(default)]
    pub source: Pieces,
    /// What reports.
    #[serde(default)]
    pub cue: Pieces,
    /// What was said.
    #[serde(default)]
    pub content: Pieces,
}
