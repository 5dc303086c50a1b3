//! `onrecord eval statements`: who said what toward what, and which way.

use super::{Format, line, read};
use crate::cli::reading::EngineName;
use crate::eval::Rate;
use crate::eval::statements::{Fault, Figures, SaidText, score};
use crate::interchange::Record;
use crate::pipeline::Pipeline;
use crate::source;
use anyhow::Context;
use std::io::Write;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub(super) struct Statements {
    /// Gold: a JSON object a text, with doc and statements (start and end in code points,
    /// speakers, stances)
    #[arg(required = true)]
    gold: Vec<PathBuf>,
    /// Where the texts lie, each under the name of its doc with .txt [default: beside the gold]
    #[arg(long, value_name = "FOLDER")]
    texts: Option<PathBuf>,
    /// What finds the statements
    #[arg(long, value_enum, default_value_t, value_name = "ENGINE")]
    engine: EngineName,
    /// Score these finds instead: what `extract` prints
    #[arg(long, value_name = "FILE")]
    predictions: Option<PathBuf>,
    /// List everything that was missed, found too much or judged otherwise, with its text
    #[arg(long)]
    errors: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Statements {
    /// Scores and prints.
    pub(super) fn run(self, out: &mut dyn Write) -> anyhow::Result<()> {
        let mut gold = Vec::new();
        let mut found = Vec::new();
        for path in &self.gold {
            let mut texts: Vec<SaidText> = read(path)?;
            if self.predictions.is_none() {
                let beside = path.parent().unwrap_or(Path::new("."));
                let folder = self.texts.as_deref().unwrap_or(beside);
                for text in &mut texts {
                    add_words(text, folder)?;
                }
                found.extend(extracted(self.engine, &texts)?);
            }
            gold.extend(texts);
        }
        if let Some(path) = &self.predictions {
            found = read(path)?;
        }
        let score = score(&gold, &found);
        match self.format {
            Format::Table => table(out, &score.figures)?,
            Format::Json => writeln!(out, "{}", serde_json::to_string(&score.figures)?)?,
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

/// The text from its folder, where the gold has it not, and the words of its statements.
fn add_words(gold: &mut SaidText, folder: &Path) -> anyhow::Result<()> {
    if gold.text.is_none() {
        let path = folder.join(format!("{}.txt", gold.id));
        let text = std::fs::read_to_string(&path).with_context(|| {
            let path = path.display();
            format!("{path} cannot be read; say with --texts where the texts lie")
        })?;
        gold.text = Some(text);
    }
    gold.slice_words();
    Ok(())
}

/// What the engine finds in the texts of the gold, in the form that `extract` prints.
fn extracted(engine: EngineName, gold: &[SaidText]) -> anyhow::Result<Vec<SaidText>> {
    let pipeline = Pipeline::new(engine.engine(None)?);
    gold.iter()
        .map(|text| {
            let words = text.text.as_deref().unwrap_or_default();
            let document = source::read(&format!("{}.txt", text.id), words.as_bytes())
                .with_context(|| format!("text {} cannot be read", text.id))?;
            let extraction = pipeline.read(&document);
            Ok(serde_json::from_value(serde_json::to_value(Record::of(
                &extraction,
            ))?)?)
        })
        .collect()
}

fn table(out: &mut dyn Write, figures: &Figures) -> std::io::Result<()> {
    writeln!(
        out,
        "{} texts{}, {} statements, {} found",
        figures.documents,
        match figures.missing {
            0 => String::new(),
            missing => format!(" ({missing} without finds)"),
        },
        figures.gold,
        figures.pred
    )?;
    let rates: [(&str, Rate); 5] = [
        ("statements", figures.what),
        ("with their speaker", figures.who_what),
        ("topics", figures.topics),
        ("agreements", figures.agreements),
        ("edges: speaker, target, label", figures.stance_edge),
    ];
    for (shown, rate) in rates {
        writeln!(
            out,
            "  {shown:30}  P {:5.1}  R {:5.1}  F1 {:5.1}",
            100.0 * rate.precision(),
            100.0 * rate.recall(),
            100.0 * rate.f1()
        )?;
    }
    writeln!(
        out,
        "  {:30}  {:.1} right of {}, mean F1 of the labels {:.1}",
        "stances of targets in both",
        100.0 * figures.stance_accuracy,
        figures.stance_pairs,
        100.0 * figures.stance_macro
    )
}

fn write_fault(out: &mut dyn Write, fault: &Fault) -> std::io::Result<()> {
    writeln!(out, "\n{} in {}", fault.fault, fault.id)?;
    writeln!(out, "  words: {}", line(&fault.content))?;
    for (what, value) in [("gold", &fault.expected), ("found", &fault.found)] {
        if !value.is_empty() {
            writeln!(out, "  {what}: {value}")?;
        }
    }
    Ok(())
}
