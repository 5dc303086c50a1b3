//! Text to attributions: one engine a file or folder, one construction a file.
//!
//! An engine sees only the text; it does no I/O, reads no clock and never fails.

pub mod encoder;
pub mod kind;
pub mod lexicon;
pub mod marks;
pub mod prose;
pub mod transcript;

use crate::model::{Attribution, Run};
use crate::text::Text;

/// Finds attributions in a text.
pub trait Engine: Send + Sync {
    /// Which engine, version and data: what a run records.
    fn run(&self) -> Run;

    /// The attributions of `text`, in text order of their content.
    ///
    /// Every span slices `text` on character boundaries; the same text gives the same
    /// attributions on any number of threads.
    fn attributions(&self, text: &Text<'_>) -> Vec<Attribution>;
}
