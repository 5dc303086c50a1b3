//! Networks of coded statements: who stands with whom, on what.
//!
//! A [`Sample`] is drawn from a [`Coding`](crate::model::Coding) by a [`Sampling`]: two
//! variables, a qualifier, filters, and what counts as a duplicate. A [`Projection`] makes a
//! [`Matrix`] of it, or one for each time window ([`windows`]) or kernel-weighted slice
//! ([`slices`]). Everything is kept as counts of actor, concept and qualifier level that are
//! not zero, so that the work grows with the statements and not with actors times concepts.
//!
//! `docs/networks.md` has every formula with its source and a worked example.

mod counts;
mod dynamic;
mod error;
mod field;
mod filter;
mod kernel;
mod levels;
mod matrix;
pub mod measure;
mod options;
mod portrait;
mod project;
mod sample;
mod window;

pub use dynamic::{Dynamic, DynamicLink, Stretch};
pub use error::NetworkError;
pub use filter::Filter;
pub use kernel::{Kernel, Slices, slices};
pub use levels::Levels;
pub use matrix::Matrix;
pub use options::{Aggregation, Duplicates, Mode, Normalisation, Unit};
pub use portrait::{Portrait, PortraitLink, PortraitNode};
pub use project::Projection;
pub use sample::{Occurrence, Sample, Sampling};
pub use window::{Span, Window, WindowUnit, windows};
