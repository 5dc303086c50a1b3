//! Topics, agreements and stances of what is on record, linked anew.

use super::add::plural;
use super::database::Database;
use super::output::harmless;
use super::own_topics::{self, OwnTopics};
use crate::lexicon::Topics;
use crate::model::Attribution;
use crate::pipeline;
use crate::store::{Links, Relinked, Store, StoreError, StoredArticle};
use anyhow::bail;
use rayon::prelude::*;
use std::io::Write;
use std::process::ExitCode;

/// Link the statements on record to topics and agreements anew, without looking for others
///
/// Who said what stays as it was found; what it is about and which way is decided anew. A
/// statement that a person decided about or coded stays as it is.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord relink --topics my-topics.toml
  onrecord relink
  onrecord relink --forget-topics

The database remembers the topics of --topics: `relink` and `add` use them from then on, until
--topics gives others or --forget-topics takes them away. docs/topics.md has their form.")]
pub struct Args {
    #[command(flatten)]
    topics: OwnTopics,
    /// Go back to the topics that come with the program
    #[arg(long, conflicts_with = "topics_file")]
    forget_topics: bool,
    #[command(flatten)]
    database: Database,
}

/// Articles that are in memory at a time.
const BATCH: usize = 64;

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let path = &self.database.path;
        if !path.exists() {
            bail!(StoreError::Missing { path: path.clone() });
        }
        let given = self.topics.read()?;
        let mut store = Store::open(path)?;
        if self.forget_topics {
            store.remember_topics(None)?;
        }
        if let Some(own) = &given {
            own.remember(&mut store)?;
        }
        let own = match given {
            None => own_topics::remembered(&store)?,
            given => given,
        };
        let topics = own.as_ref().map(|own| &*own.topics);
        let articles = store.article_ids()?;
        let (mut changed, mut kept) = (0, 0);
        for batch in articles.chunks(BATCH) {
            let read = batch
                .iter()
                .filter_map(|&id| store.article(id).transpose())
                .collect::<Result<Vec<_>, _>>()?;
            let relinked: Vec<Relinked> = read
                .into_par_iter()
                .map(|stored| relink(stored, topics))
                .collect();
            for article in &relinked {
                let links: Links = store.relink(article)?;
                changed += links.changed;
                kept += links.kept;
            }
        }
        store.settle()?;
        let with = own
            .as_ref()
            .map(|own| format!(" with the topics of {}", own.name()))
            .unwrap_or_default();
        let told = format!(
            "{}: {} linked anew{with}, {} of their statements changed",
            path.display(),
            plural(articles.len(), "article"),
            changed
        );
        writeln!(out, "{}", harmless(&told))?;
        if kept > 0 {
            writeln!(
                out,
                "{} stayed as people left them",
                plural(kept, "statement")
            )?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn relink(mut stored: StoredArticle, topics: Option<&Topics>) -> Relinked {
    let attributions: Vec<&Attribution> = stored
        .statements
        .iter()
        .map(|one| &one.statement.attribution)
        .collect();
    let linked = pipeline::relink(&stored.article, &attributions, topics);
    for (one, stances) in stored.statements.iter_mut().zip(linked.stances) {
        one.statement.stances = stances;
    }
    stored.run = pipeline::with_topics(stored.run, topics);
    Relinked {
        stored,
        actors: linked.actors,
        topics: linked.topics,
        agreements: linked.agreements,
    }
}
