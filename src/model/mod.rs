//! Plain types, the words of the field: what the stages hand to one another.

mod actor;
mod agreement;
mod article;
mod attribution;
mod coding;
mod decision;
mod run;
mod stance;
mod statement;
mod topic;
mod when;

pub use actor::{Actor, ActorKind, Gender, Role};
pub use agreement::Agreement;
pub use article::{Article, Origin};
pub use attribution::{Attribution, Kind};
pub use coding::{CodedDocument, CodedStatement, Coding, Values, Variable};
pub use decision::{Decision, Verdict};
pub use jiff::civil::{Date, DateTime};
pub use run::{Diagnostic, Extraction, Run};
pub use stance::{Label, Stance, TargetKind};
pub use statement::{Basis, Speaker, Statement};
pub use topic::Topic;
pub use when::When;
