//! Which database a command works on.

use crate::model::Coding;
use crate::query;
use crate::store::{DnaError, DnaFile, Store, StoreError};
use std::path::PathBuf;

/// Option of every command that works on a database.
#[derive(clap::Args)]
pub struct Database {
    /// The database file
    #[arg(
        long = "db",
        value_name = "FILE",
        env = "ONRECORD_DB",
        default_value = "onrecord.db"
    )]
    pub path: PathBuf,
}

impl Database {
    /// Opens it for reading; it must exist.
    pub fn read(&self) -> Result<Store, StoreError> {
        Store::open_read_only(&self.path)
    }

    /// Reads its coded statements; it may be a database of Discourse Network Analyzer. Of
    /// several statement types `label` names one, and else the one that has the variables.
    pub fn coding(
        &self,
        label: Option<&str>,
        variables: &[&str],
        words: bool,
    ) -> Result<Coding, DnaError> {
        if !DnaFile::recognises(&self.path)? {
            return query::coding(&self.read()?, label, variables, words);
        }
        let file = DnaFile::open(&self.path)?;
        let mut coding = file.coding(label, variables)?;
        if words {
            file.read_words(&mut coding)?;
        }
        Ok(coding)
    }
}
