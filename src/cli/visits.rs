//! What `add` remembers of its visits to pages of the web. A program that is built without
//! fetching makes none, and nothing here does anything.

use super::reading::Batch;
use crate::source::Problem;
use crate::store::{Store, StoreError};

pub use made::Visits;

#[cfg(feature = "fetch")]
mod made {
    use super::{Batch, Problem, Store, StoreError};
    use crate::cli::web;
    use crate::source::{Input, SourceError};
    use std::collections::BTreeSet;

    /// The visits of one run.
    #[derive(Default)]
    pub struct Visits {
        failed: BTreeSet<String>,
    }

    impl Visits {
        /// Tells the client which pages the database has seen, so that what has not changed
        /// since is not sent again.
        pub fn recall(batch: &Batch, store: Option<&Store>) -> Result<Visits, StoreError> {
            if let (Some(store), Some(client)) = (store, &batch.pipeline.options.web) {
                for input in &batch.inputs {
                    if let Input::Page(address) = input {
                        web::recall(client, store, address)?;
                    }
                }
            }
            Ok(Visits::default())
        }

        /// Whether a problem is none: the page has not changed. Any other is remembered, so that
        /// the next run reads the page again.
        pub fn is_unchanged(&mut self, problem: &Problem) -> bool {
            let unchanged = matches!(problem.error, SourceError::Unchanged);
            if !unchanged {
                self.failed.insert(problem.name.clone());
            }
            unchanged
        }

        /// Keeps what the sites told of the pages that were read.
        pub fn keep(self, batch: &Batch, store: &mut Store) -> Result<(), StoreError> {
            match &batch.pipeline.options.web {
                Some(client) => web::keep(client, store, &self.failed),
                None => Ok(()),
            }
        }
    }
}

#[cfg(not(feature = "fetch"))]
mod made {
    use super::{Batch, Problem, Store, StoreError};

    /// None.
    pub struct Visits;

    impl Visits {
        pub fn recall(_: &Batch, _: Option<&Store>) -> Result<Visits, StoreError> {
            Ok(Visits)
        }

        pub fn is_unchanged(&mut self, _: &Problem) -> bool {
            false
        }

        pub fn keep(self, _: &Batch, _: &mut Store) -> Result<(), StoreError> {
            Ok(())
        }
    }
}
