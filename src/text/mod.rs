//! Article to paragraphs, sentences, quotations and tokens.

/// An article's text with its structure.
pub struct Text<'a> {
    /// The text itself; every span slices it.
    pub text: &'a str,
}
