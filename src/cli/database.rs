//! Which database a command works on.

use crate::store::{Store, StoreError};
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
}
