//! Typed questions to the store, and the rows that answer them.

mod relations;

pub use relations::{AgreementNode, ArticleNode, Relations, StanceRow};
