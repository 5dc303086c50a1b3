//! A person's own topics: from a file, or as the database remembers them.

use crate::lexicon::Topics;
use crate::store::{Store, StoreError};
use anyhow::{Context, anyhow};
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

/// Option of every command that links statements to topics.
#[derive(clap::Args)]
pub struct OwnTopics {
    /// Topics of your own, in the form of data/topics.toml, beside or in place of those that come
    /// with the program
    #[arg(long = "topics", value_name = "FILE")]
    topics_file: Option<PathBuf>,
}

/// Topics that a person gave.
pub struct Own {
    /// The file they were read from.
    name: String,
    /// Its content.
    content: String,
    /// Those of the program with them.
    pub topics: Arc<Topics>,
}

impl OwnTopics {
    /// Reads the file, where one is given.
    pub fn read(&self) -> anyhow::Result<Option<Own>> {
        let Some(path) = &self.topics_file else {
            return Ok(None);
        };
        let name = path.display().to_string();
        let content =
            fs::read_to_string(path).with_context(|| format!("{name}: cannot be read"))?;
        Own::new(name, content).map(Some)
    }
}

/// The topics that a database remembers.
pub fn remembered(store: &Store) -> anyhow::Result<Option<Own>> {
    store
        .own_topics()?
        .map(|(name, content)| Own::new(name, content))
        .transpose()
}

impl Own {
    fn new(name: String, content: String) -> anyhow::Result<Own> {
        // A parser's message has several lines, and the last is no full line.
        let topics = Topics::with_own(&content).map_err(|error| {
            let error = error.to_string();
            anyhow!("{name} is no table of topics: {}", error.trim_end())
        })?;
        Ok(Own {
            name,
            content,
            topics: Arc::new(topics),
        })
    }

    /// Has the database remember them; gives whether it holds articles that are linked to others.
    pub fn remember(&self, store: &mut Store) -> Result<bool, StoreError> {
        let known = store.own_topics()?;
        store.remember_topics(Some((&self.name, &self.content)))?;
        let same = known.is_some_and(|(_, content)| content == self.content);
        Ok(!same && !store.article_ids()?.is_empty())
    }

    /// The file they came from.
    pub fn name(&self) -> &str {
        &self.name
    }
}
