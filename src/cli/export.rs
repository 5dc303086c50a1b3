//! The knowledge graph as a diagram, or as a file for other programs.

use super::database::Database;
use super::dna;
use super::events;
use super::file::write_whole;
use super::graphing::{Graphed, Graphing};
use super::jsonld;
use super::output::harmless;
use crate::export::{Caption, Format, LayoutEngine, render};
use clap::ValueEnum;
use clap::builder::PossibleValue;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Diagrams of more nodes than this are hard to read.
const MANY_NODES: usize = 150;

/// Write the knowledge graph as a diagram, or as a file for other programs
///
/// The SVG is laid out by Graphviz where its `dot` is on the PATH, else by onrecord itself;
/// both look alike. It opens in browsers, office programs and Inkscape, and shows on what each
/// line rests when pointed at.
#[derive(clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
#[command(after_help = "\
Examples:
  onrecord export svg --topic \"strategic stability\" -o stability.svg
  onrecord export svg --nodes speaker,agreement --min-statements 2 -o agreements.svg
  onrecord export graphml --since 2021 -o network.graphml
  onrecord export dot | dot -Tpdf -o network.pdf
  onrecord export dna -o study.dna")]
pub struct Args {
    #[command(subcommand)]
    other: Option<Other>,
    /// In which format
    #[arg(value_enum, value_name = "FORMAT", required = true)]
    format: Option<Format>,
    /// The file to write; without it, or with -, standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The title, in place of one made from the selection
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// What lays an SVG out
    #[arg(long, value_enum, default_value_t, value_name = "ENGINE")]
    layout: Layout,
    #[command(flatten)]
    graphing: Graphing,
    #[command(flatten)]
    database: Database,
}

/// What is no graph and has options of its own.
#[derive(clap::Subcommand)]
enum Other {
    Dna(dna::Args),
    Events(events::Args),
    Jsonld(jsonld::Args),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Layout {
    /// Graphviz where it is installed, else onrecord
    #[default]
    Auto,
    /// Always onrecord: the same picture on every machine
    Own,
    /// Always Graphviz
    Graphviz,
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Format] {
        &Format::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self {
            Format::Dot => "Graphviz DOT",
            Format::Svg => "A diagram for a report",
            Format::Json => "Nodes and links, as D3 and networkx read them",
            Format::Graphml => "For Gephi, yEd, visone, Cytoscape, networkx, igraph",
        };
        Some(PossibleValue::new(self.name()).help(help))
    }
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let format = match (self.other, self.format) {
            (Some(Other::Dna(args)), _) => return args.run(out),
            (Some(Other::Events(args)), _) => return args.run(out),
            (Some(Other::Jsonld(args)), _) => return args.run(out),
            (None, Some(format)) => format,
            (None, None) => anyhow::bail!("name a format"),
        };
        let Graphed {
            graph,
            selection,
            shape,
        } = self.graphing.graph(&self.database.read()?)?;
        let mut caption = Caption::of(&selection, shape.min_statements);
        if let Some(title) = self.title {
            caption.title = title;
        }
        let nodes = graph.nodes().count();
        if format == Format::Svg && nodes > MANY_NODES {
            eprintln!(
                "a diagram of {nodes} nodes is hard to read; --min-statements, --topic or --nodes make it smaller"
            );
        }
        let found = LayoutEngine::available(std::env::var_os("PATH").as_deref());
        let engine = match (self.layout, &found) {
            (Layout::Own, _) => LayoutEngine::Layered,
            (Layout::Graphviz, LayoutEngine::Layered) => {
                anyhow::bail!(
                    "Graphviz is asked for, but there is no dot on the PATH; install Graphviz or use --layout own"
                )
            }
            (Layout::Auto | Layout::Graphviz, _) => found,
        };
        let rendered = match render(&graph, &caption, format, &engine) {
            Err(error) if self.layout == Layout::Auto => {
                eprintln!(
                    "{}; onrecord's own layout is used",
                    harmless(&error.to_string())
                );
                render(&graph, &caption, format, &LayoutEngine::Layered)?
            }
            rendered => rendered?,
        };
        match self.output {
            Some(file) if file.as_os_str() != "-" => {
                write_whole(&file, rendered.as_bytes())?;
                eprintln!("wrote {}", harmless(&file.display().to_string()));
            }
            _ => out.write_all(rendered.as_bytes())?,
        }
        Ok(ExitCode::SUCCESS)
    }
}
