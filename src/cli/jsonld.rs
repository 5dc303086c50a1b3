//! Statements as linked data.

use super::database::Database;
use super::file::write_whole;
use super::output::harmless;
use super::select::Select;
use crate::export::jsonld;
use crate::query::{self, Filter, Order, Said};
use crate::store::StoreError;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Write statements as JSON-LD: quotations, where they stand, and who or what found them
///
/// In the terms of schema.org, the Web Annotation Data Model and PROV-O. The context is in the
/// file, so that no reader needs the network.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord export jsonld -o statements.jsonld
  onrecord export jsonld --topic trade --since 2021 -o trade.jsonld")]
pub struct Args {
    /// The file to write; without it, or with -, standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    select: Select,
    #[command(flatten)]
    database: Database,
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let store = self.database.read()?;
        let filter = Filter {
            selection: self.select.selection(&store)?,
            order: Order::Date,
            ..Filter::default()
        };
        let mut statements: Vec<Said> = Vec::new();
        query::said(&store, &filter, |said| {
            statements.push(said);
            Ok::<(), StoreError>(())
        })?;
        statements.sort_by_key(|said| said.statement);
        let mut articles = BTreeMap::new();
        for said in &statements {
            if !articles.contains_key(&said.article)
                && let Some(stored) = store.article(said.article)?
            {
                articles.insert(said.article, stored.article);
            }
        }
        let provenance = query::provenance(&store)?;
        match &self.output {
            Some(file) if file.as_os_str() != "-" => {
                let mut written = Vec::new();
                jsonld(&mut written, &articles, &statements, &provenance)?;
                write_whole(file, &written)?;
                eprintln!("wrote {}", harmless(&file.display().to_string()));
            }
            _ => jsonld(out, &articles, &statements, &provenance)?,
        }
        Ok(ExitCode::SUCCESS)
    }
}
