//! Something about a statement is otherwise.

use super::deciding::Deciding;
use crate::model::{Kind, Label, Verdict};
use crate::store::{As, NameError, Store};
use std::io::Write;
use std::process::ExitCode;

/// Decide who speaks in a statement, which positions it takes, or how it is reported
///
/// A target is a topic, an agreement or an actor on record, by any of its names; one that is on
/// record nowhere yet is made with topic:NAME, agreement:NAME or actor:NAME.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord correct 12 --speaker \"Sergei Lavrov\"
  onrecord correct 12 --stance trade=oppose --stance \"new start=support\"
  onrecord correct 12 --no-stance trade --kind indirect
  onrecord correct 12 --stance topic:fisheries=support --note \"not listed yet\"")]
#[command(group = clap::ArgGroup::new("what").required(true).multiple(true)
    .args(["stances", "no_stances", "speakers", "no_speaker", "kind"]))]
pub struct Args {
    /// The statement's number, as `show` and `why` print it
    statement: i64,
    /// The position toward a target: support, conditional, neutral or oppose; adds the target
    /// where the statement does not have it
    #[arg(long = "stance", value_name = "TARGET=LABEL", value_parser = position)]
    stances: Vec<(String, Label)>,
    /// The statement takes no position toward this target
    #[arg(long = "no-stance", value_name = "TARGET")]
    no_stances: Vec<String>,
    /// Who speaks, instead of whom the record has; several speak jointly
    #[arg(long = "speaker", value_name = "NAME", num_args = 1.., conflicts_with = "no_speaker")]
    speakers: Vec<String>,
    /// The text names nobody who speaks
    #[arg(long)]
    no_speaker: bool,
    /// How it is reported: direct, indirect or mixed
    #[arg(long, value_name = "KIND", value_parser = kind)]
    kind: Option<Kind>,
    #[command(flatten)]
    deciding: Deciding,
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let mut store = self.deciding.store()?;
        let mut corrections: Vec<(String, String)> = Vec::new();
        if self.no_speaker {
            corrections.push(("speakers".into(), String::new()));
        } else if !self.speakers.is_empty() {
            let names: Vec<String> = self
                .speakers
                .iter()
                .map(|name| speaker(&store, name))
                .collect::<anyhow::Result<_>>()?;
            corrections.push(("speakers".into(), names.join("; ")));
        }
        if let Some(kind) = self.kind {
            corrections.push(("kind".into(), kind.name().into()));
        }
        for name in &self.no_stances {
            let target = target(&store, self.statement, name)?;
            corrections.push((format!("stance:{target}"), "none".into()));
        }
        for (name, label) in &self.stances {
            let target = target(&store, self.statement, name)?;
            corrections.push((format!("stance:{target}"), label.name().into()));
        }
        let verdicts = corrections
            .into_iter()
            .map(|(field, value)| Verdict::Correct {
                statement: self.statement,
                field,
                value,
            });
        let verdicts = verdicts.collect();
        self.deciding.take(out, &mut store, verdicts)
    }
}

/// A speaker on record, or a new name; never one of several.
pub fn speaker(store: &Store, name: &str) -> anyhow::Result<String> {
    if name.contains(';') || name.trim().is_empty() {
        anyhow::bail!("\"{name}\" is no name; write --speaker once for each speaker");
    }
    match store.actor_called(name) {
        Ok(found) => Ok(found),
        Err(NameError::Unknown { .. }) => {
            eprintln!("note: \"{}\" is new on record", name.trim());
            Ok(name.trim().into())
        }
        Err(error) => Err(error.into()),
    }
}

/// A target as `CLASS:NAME`. The statement's own targets come first, then topics, agreements
/// and actors on record.
fn target(store: &Store, statement: i64, name: &str) -> anyhow::Result<String> {
    let classes = [
        (As::Topic, "topic"),
        (As::Agreement, "agreement"),
        (As::Speaker, "actor"),
    ];
    for (_, class) in classes {
        let new = name.strip_prefix(class);
        if new.is_some_and(|new| new.starts_with(':')) {
            return Ok(name.into());
        }
    }
    let own = store.targets_of(statement)?;
    let mut found = Vec::new();
    let mut ambiguous = None;
    for (sought, class) in classes {
        match store.find(sought, name) {
            Ok(named) => found.push(format!("{class}:{}", named.name)),
            Err(NameError::Unknown { .. }) => {}
            Err(error @ NameError::Ambiguous { .. }) => ambiguous = Some(error),
            Err(error) => return Err(error.into()),
        }
    }
    match found
        .iter()
        .find(|target| own.contains(target))
        .or(found.first())
    {
        Some(target) => Ok(target.clone()),
        None => match ambiguous {
            Some(error) => Err(error.into()),
            None => anyhow::bail!(
                "nothing on record is called \"{name}\"; topic:NAME, agreement:NAME or \
                 actor:NAME makes it a new one"
            ),
        },
    }
}

fn position(text: &str) -> Result<(String, Label), String> {
    let (target, label) = text
        .rsplit_once('=')
        .ok_or("write TARGET=LABEL, as in trade=support")?;
    let label =
        Label::from_name(label.trim()).ok_or("one of support, conditional, neutral, oppose")?;
    match target.trim() {
        "" => Err("write TARGET=LABEL, as in trade=support".into()),
        target => Ok((target.into(), label)),
    }
}

fn kind(name: &str) -> Result<Kind, String> {
    Kind::from_name(name).ok_or_else(|| "one of direct, indirect, mixed".into())
}
