//! What the commands that read pages of the web have in common.

use super::dates::now;
use crate::source::Limits;
use crate::source::web::{Client, Manners, Validators};
use crate::store::{Store, StoreError, Visit};
use std::collections::BTreeSet;
use std::time::Duration;

/// Options of every command that reads pages of the web.
#[derive(clap::Args)]
pub struct Web {
    /// Give a page of the web up after so many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=3600))]
    timeout: u64,
    /// Wait so many seconds between two pages of one site
    #[arg(long, value_name = "SECONDS", default_value_t = 1, value_parser = clap::value_parser!(u64).range(0..=3600))]
    pause: u64,
    /// Read addresses of a private network too: of this machine and those beside it
    #[arg(long)]
    allow_private: bool,
}

impl Web {
    /// A client that keeps to them.
    pub fn client(&self, limits: &Limits) -> Client {
        Client::new(Manners {
            limit: limits.record(),
            timeout: Duration::from_secs(self.timeout),
            pause: Duration::from_secs(self.pause),
            allow_private: self.allow_private,
        })
    }
}

/// Tells a client of the last visit to an address, where the database has one.
pub fn recall(client: &Client, store: &Store, address: &str) -> Result<(), StoreError> {
    if let Some(visit) = store.visit(address)? {
        let Visit {
            etag,
            last_modified,
        } = visit;
        client.knows(
            address,
            Validators {
                etag,
                last_modified,
            },
        );
    }
    Ok(())
}

/// Keeps what a client knows of its visits, but for those that failed.
pub fn keep(
    client: &Client,
    store: &mut Store,
    failed: &BTreeSet<String>,
) -> Result<(), StoreError> {
    let at = now();
    for (address, validators) in client.visits() {
        if !failed.contains(&address) {
            let visit = Visit {
                etag: validators.etag,
                last_modified: validators.last_modified,
            };
            store.visited(&address, &visit, &at)?;
        }
    }
    Ok(())
}
