//! Pictures of networks and positions.

mod dendrogram;
mod network;

pub use network::drawn;

use super::file::write_whole;
use super::output::harmless;
use super::sampling::{Projected, Sampled};
use crate::export::plot::{self, Heading};
use crate::model::DateTime;
use crate::network::{Mode, Sample};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Draw networks, time lines, bars, heat maps and dendrograms of coded statements as SVG
///
/// The options choose statements as those of `onrecord network` do. In a database of Discourse
/// Network Analyzer the rows are usually `--rows organization` and the positions
/// `--qualifier agreement`.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord plot network --since 2021 -o who-agrees.svg
  onrecord plot network --mode two --rows state --aggregate subtract -o positions.svg
  onrecord plot timeline --columns topic --include topic=trade -o trade.svg
  onrecord plot bars -o concepts.svg
  onrecord plot heatmap --rows organization --qualifier agreement --db coded.dna -o heat.svg
  onrecord plot dendrogram --rows state --coalitions 3 -o coalitions.svg")]
pub struct Args {
    #[command(subcommand)]
    picture: Picture,
}

#[derive(clap::Subcommand)]
enum Picture {
    Network(network::Network),
    Timeline(Timeline),
    Bars(Bars),
    Heatmap(Heatmap),
    Dendrogram(dendrogram::Dendrogram),
}

/// Draw positions in time: a lane for each row, marks by the qualifier
#[derive(clap::Args)]
#[command(mut_arg("qualifier", |arg| arg.default_value("stance")))]
struct Timeline {
    #[command(flatten)]
    sampled: Sampled,
    /// Draw at most so many lanes, those with most statements
    #[arg(long, value_name = "N", default_value_t = 60)]
    most: usize,
    #[command(flatten)]
    sheet: Sheet,
}

/// Draw how often each column is supported and opposed
#[derive(clap::Args)]
#[command(mut_arg("qualifier", |arg| arg.default_value("stance")))]
struct Bars {
    #[command(flatten)]
    sampled: Sampled,
    /// Draw at most so many bars, those with most statements
    #[arg(long, value_name = "N", default_value_t = 60)]
    most: usize,
    #[command(flatten)]
    sheet: Sheet,
}

/// Draw rows and columns in cluster order, with dendrograms
#[derive(clap::Args)]
#[command(
    mut_arg("aggregate", |arg| arg.default_value("subtract")),
    mut_arg("qualifier", |arg| arg.default_value("agreement")),
)]
struct Heatmap {
    #[command(flatten)]
    projected: Projected,
    /// Draw at most so many rows and columns, the strongest
    #[arg(long, value_name = "N", default_value_t = 200)]
    most: usize,
    #[command(flatten)]
    sheet: Sheet,
}

/// Options of every picture.
#[derive(clap::Args)]
struct Sheet {
    /// The file to write; without it, or with -, standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The title, in place of one made from the options
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        match self.picture {
            Picture::Network(args) => args.run(out),
            Picture::Timeline(args) => args.run(out),
            Picture::Bars(args) => args.run(out),
            Picture::Heatmap(args) => args.run(out),
            Picture::Dendrogram(args) => args.run(out),
        }
    }
}

impl Timeline {
    fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let (sampling, sample) = self.sampled.draw(true)?;
        let (rows, columns) = (plural(&sampling.rows), plural(&sampling.columns));
        let title = format!("Positions of {rows} on {columns} in time");
        let heading = self.sheet.heading(title, &sample);
        self.sheet
            .write(out, &plot::timeline(&sample, &heading, self.most))
    }
}

impl Bars {
    fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let (sampling, sample) = self.sampled.draw(true)?;
        let columns = capital(&plural(&sampling.columns));
        let by = sampling.qualifier.as_deref().unwrap_or("statements");
        let heading = self.sheet.heading(format!("{columns} by {by}"), &sample);
        self.sheet
            .write(out, &plot::bars(&sample, &heading, self.most))
    }
}

impl Heatmap {
    fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        anyhow::ensure!(
            self.projected.mode == Mode::Two,
            "a heat map shows rows and columns: it needs --mode two"
        );
        let (sampling, sample, matrix) = self.projected.network()?;
        let rows = capital(&plural(&sampling.rows));
        let title = format!("{rows} and {}", plural(&sampling.columns));
        let heading = self.sheet.heading(title, &sample);
        self.sheet
            .write(out, &plot::heatmap(&matrix, &heading, self.most))
    }
}

impl Sheet {
    fn heading(&self, title: String, sample: &Sample) -> Heading {
        Heading {
            title: self.title.clone().unwrap_or(title),
            note: rests_on(sample),
        }
    }

    fn write(&self, out: &mut dyn Write, svg: &str) -> anyhow::Result<ExitCode> {
        match &self.output {
            Some(file) if file.as_os_str() != "-" => {
                write_whole(file, svg.as_bytes())?;
                eprintln!("wrote {}", harmless(&file.display().to_string()));
            }
            _ => out.write_all(svg.as_bytes())?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// How many statements a picture rests on, and from when.
fn rests_on(sample: &Sample) -> String {
    let count = sample.occurrences.len();
    let ending = if count == 1 { "" } else { "s" };
    let days = sample
        .occurrences
        .iter()
        .filter_map(|o| o.when.map(DateTime::date));
    let period = match (days.clone().min(), days.max()) {
        (Some(first), Some(last)) if first < last => format!(", {first} to {last}"),
        (Some(first), _) => format!(", {first}"),
        _ => String::new(),
    };
    format!("{} coded statement{ending}{period}.", grouped(count))
}

/// `1,234`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut words = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            words.push(',');
        }
        words.push(digit);
    }
    words
}

fn plural(noun: &str) -> String {
    match noun {
        "treaty" => "treaties".into(),
        noun if noun.ends_with('s') => noun.into(),
        noun => format!("{noun}s"),
    }
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}
