//! `onrecord eval attribution`: who is quoted with which words.

use super::{Format, line, read};
use crate::cli::reading::EngineName;
use crate::eval::attribution::{Fault, Score, score};
use crate::eval::gold::{Attributed, AttributedText};
use crate::pipeline::Pipeline;
use crate::source;
use crate::span::CodePoints;
use anyhow::Context;
use std::io::Write;
use std::path::PathBuf;

#[derive(clap::Args)]
pub(super) struct Attribution {
    /// Gold: a JSON object a text, with id, text and attributions (source, cue, content in code
    /// points)
    gold: PathBuf,
    /// What finds the attributions
    #[arg(long, value_enum, default_value_t, value_name = "ENGINE")]
    engine: EngineName,
    /// Score these finds instead: the same form, or what `extract` prints
    #[arg(long, value_name = "FILE")]
    predictions: Option<PathBuf>,
    /// List every miss and every false alarm of who-said-what with its text
    #[arg(long)]
    errors: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Attribution {
    /// Scores and prints.
    pub(super) fn run(self, out: &mut dyn Write) -> anyhow::Result<()> {
        let gold: Vec<AttributedText> = read(&self.gold)?;
        let found = match &self.predictions {
            Some(path) => read(path)?,
            None => extracted(self.engine, &gold)?,
        };
        let score = score(&gold, &found);
        match self.format {
            Format::Table => table(out, &score)?,
            Format::Json => {
                let figures: serde_json::Map<String, serde_json::Value> = score
                    .figures
                    .iter()
                    .map(|(part, figures)| Ok((part.to_string(), serde_json::to_value(figures)?)))
                    .collect::<serde_json::Result<_>>()?;
                writeln!(out, "{}", serde_json::Value::Object(figures))?;
            }
        }
        if self.errors {
            for fault in &score.faults {
                match self.format {
                    Format::Table => write_fault(out, fault)?,
                    Format::Json => writeln!(out, "{}", serde_json::to_string(fault)?)?,
                }
            }
        }
        Ok(())
    }
}

/// What the engine finds in the texts of the gold.
fn extracted(engine: EngineName, gold: &[AttributedText]) -> anyhow::Result<Vec<AttributedText>> {
    let pipeline = Pipeline::new(engine.engine(None)?);
    gold.iter()
        .map(|text| {
            let document = source::read(&text.id, text.text.as_bytes())
                .with_context(|| format!("text {} cannot be read", text.id))?;
            let extraction = pipeline.read(&document);
            let points = CodePoints::new(&text.text);
            let pieces = |spans: &[crate::span::Span]| {
                spans.iter().map(|&span| points.of_span(span)).collect()
            };
            Ok(AttributedText {
                id: text.id.clone(),
                text: String::new(),
                attributions: extraction
                    .attributions
                    .iter()
                    .map(|one| Attributed {
                        source: pieces(&one.source),
                        cue: pieces(&one.cue),
                        content: pieces(&one.content),
                    })
                    .collect(),
            })
        })
        .collect()
}

/// The figures that the table shows, in its order.
const SHOWN: [(&str, &str); 8] = [
    ("WSW", "who-said-what"),
    ("WSW+cue", "the same, and the cue"),
    ("content part", "content, half in common"),
    ("content exactnp", "content, equal but for marks"),
    ("content exact", "content, equal"),
    ("content tokens", "content tokens"),
    ("source lenient", "source"),
    ("cue part", "cue, half in common"),
];

fn table(out: &mut dyn Write, score: &Score) -> std::io::Result<()> {
    for (part, figures) in &score.figures {
        writeln!(
            out,
            "{part}: gold {}, found {}, paired {}",
            figures.gold, figures.pred, figures.aligned
        )?;
        for (name, shown) in SHOWN {
            let rate = figures.rates.get(name).copied().unwrap_or_default();
            writeln!(
                out,
                "  {shown:30}  P {:5.1}  R {:5.1}  F1 {:5.1}",
                100.0 * rate.precision(),
                100.0 * rate.recall(),
                100.0 * rate.f1()
            )?;
        }
    }
    Ok(())
}

fn write_fault(out: &mut dyn Write, fault: &Fault) -> std::io::Result<()> {
    writeln!(
        out,
        "\n{} in {}\n  source: {}\n  cue: {}\n  content: {}",
        fault.fault,
        fault.id,
        line(&fault.source),
        line(&fault.cue),
        line(&fault.content)
    )
}
