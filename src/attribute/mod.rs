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

/// Ends the rule of an attribution that an engine adds within others or around them. The corpora
/// of attributions leave these out: they are statements, but no part of an extraction's
/// attributions.
pub const IN_CHAIN: &str = " in a chain";

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
