//! Pictures of coded statements for a paper, as SVG: networks, time lines, bars, heat maps,
//! dendrograms.
//!
//! Every picture has a title, a note on what it rests on, and a legend of what it shows and
//! nothing else. Colours follow Okabe and Ito, and no colour stands alone: a sign has a dash
//! pattern, a position a shape, a cell its number where there is room. The same data give the
//! same bytes.

mod bars;
mod dendrogram;
mod heatmap;
mod labels;
mod looks;
mod network;
mod sheet;
mod stress;
mod timeline;

pub use bars::bars;
pub use dendrogram::dendrogram;
pub use heatmap::heatmap;
pub use network::{Signs, network};
pub use timeline::timeline;

/// What stands above a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The title.
    pub title: String,
    /// What it rests on, in words.
    pub note: String,
}

/// `1 statement`, `2 statements`, `1,234 statements`.
fn counted(number: usize, noun: &str) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let ending = if number == 1 { "" } else { "s" };
    format!("{grouped} {noun}{ending}")
}
