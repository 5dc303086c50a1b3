//! One name means two.

use super::correct::speaker;
use super::deciding::Deciding;
use crate::model::Verdict;
use std::io::Write;
use std::process::ExitCode;

/// Decide that a name means somebody else: than the one it was merged into, or in some statements
///
/// `split A` takes A out of whom it was merged into or is an alias of. `split A B` says that A is
/// not B, and keeps a likeness of spelling from ever bringing them together. With --statement and
/// --as, the name means two people: in these statements it is the other one who speaks.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord split \"A. Keller\"
  onrecord split \"George Bush\" \"George W. Bush\"
  onrecord split \"George Bush\" --statement 12 15 --as \"George W. Bush\"")]
pub struct Args {
    /// The name
    name: String,
    /// Who it does not mean
    #[arg(conflicts_with = "statements")]
    other: Option<String>,
    /// Statements in which the name means another
    #[arg(long = "statement", value_name = "STATEMENT", num_args = 1.., requires = "other_one")]
    statements: Vec<i64>,
    /// Whom the name means there
    #[arg(
        long = "as",
        value_name = "NAME",
        id = "other_one",
        requires = "statements"
    )]
    other_one: Option<String>,
    #[command(flatten)]
    deciding: Deciding,
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let mut store = self.deciding.store()?;
        let verdicts = if let Some(other) = &self.other_one {
            let name = store.actor_called(&self.name)?;
            let other = speaker(&store, other)?;
            let statements = self.statements.iter();
            let verdicts = statements.map(|&statement| Verdict::Correct {
                statement,
                field: format!("speaker:{name}"),
                value: other.clone(),
            });
            verdicts.collect()
        } else {
            let name = match &self.other {
                Some(other) => store.actor_called(other)?,
                None => match store.owners_of(&self.name)?.as_slice() {
                    [owner] => owner.clone(),
                    [] => anyhow::bail!(
                        "\"{0}\" is nobody's other name; `onrecord split \"{0}\" --statement \
                         NUMBER --as NAME` says where it means another",
                        self.name
                    ),
                    several => anyhow::bail!(
                        "\"{}\" is a name of several; say whom it does not mean: {}",
                        self.name,
                        several.join(", ")
                    ),
                },
            };
            let alias = self.name.trim().to_owned();
            vec![Verdict::Split { name, alias }]
        };
        self.deciding.take(out, &mut store, verdicts)
    }
}
