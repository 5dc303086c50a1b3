//! What every command that decides has in common: who decides, when, and what is answered.

use super::database::Database;
use super::decisions::in_other_versions;
use super::output::{harmless, shorten};
use crate::model::{Decision, Verdict};
use crate::query::{self, Filter, Said};
use crate::store::{Store, StoreError};
use std::io::Write;
use std::process::ExitCode;

/// Options of every command that decides.
#[derive(clap::Args)]
pub struct Deciding {
    /// Who decides [default: the user's name in the environment]
    #[arg(long, value_name = "NAME", env = "ONRECORD_BY", hide_env_values = true)]
    by: Option<String>,
    /// Why, in your own words; kept with the decision
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    #[command(flatten)]
    database: Database,
}

impl Deciding {
    /// Opens the database for writing; it must exist.
    pub fn store(&self) -> Result<Store, StoreError> {
        self.database.read()?;
        Store::open(&self.database.path)
    }

    /// Takes the decisions, all or none, and tells each with its number.
    pub fn take(
        &self,
        out: &mut dyn Write,
        store: &mut Store,
        verdicts: Vec<Verdict>,
    ) -> anyhow::Result<ExitCode> {
        let by = self.by.clone().unwrap_or_else(user);
        let at = jiff::Timestamp::now();
        let at = at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let decisions: Vec<Decision> = verdicts
            .into_iter()
            .map(|verdict| Decision {
                verdict,
                by: by.clone(),
                at: at.clone(),
                note: self.note.clone(),
            })
            .collect();
        // A statement is quoted as it was: a rejected one is shown no more afterwards.
        let before = quoted(store, &decisions)?;
        let numbers = store.decide_all(&decisions)?;
        let log = store.decisions()?;
        for (number, decision) in numbers.iter().zip(&decisions) {
            let words = in_words(&decision.verdict);
            writeln!(out, "decision {number}: {}", harmless(&words))?;
            let about = about(&decision.verdict);
            if let Some(said) = before.iter().find(|said| Some(said.statement) == about) {
                writeln!(out, "    {}", harmless(&line(said)))?;
            }
            let taken = log.iter().find(|decided| decided.id == *number);
            if let Some(taken) = taken.filter(|taken| !taken.carried_to.is_empty()) {
                let holds = in_other_versions(&taken.carried_to);
                writeln!(out, "    holds for {holds}, the same in a newer version")?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The user's name in the environment.
fn user() -> String {
    ["USER", "LOGNAME", "USERNAME"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|name| !name.trim().is_empty())
        .unwrap_or_else(|| "unknown".into())
}

/// The statement that a verdict is about.
pub fn about(verdict: &Verdict) -> Option<i64> {
    match verdict {
        Verdict::Accept { statement }
        | Verdict::Reject { statement }
        | Verdict::Correct { statement, .. } => Some(*statement),
        _ => None,
    }
}

fn quoted(store: &Store, decisions: &[Decision]) -> Result<Vec<Said>, StoreError> {
    let numbers: Vec<i64> = decisions.iter().filter_map(|d| about(&d.verdict)).collect();
    let mut found = Vec::new();
    if !numbers.is_empty() {
        let filter = Filter {
            numbers,
            ..Filter::default()
        };
        query::said(store, &filter, |said| {
            found.push(said);
            Ok::<(), StoreError>(())
        })?;
    }
    Ok(found)
}

/// A statement in one line.
fn line(said: &Said) -> String {
    let names: Vec<&str> = said.speakers.iter().map(|s| s.name.as_str()).collect();
    let who = match names.is_empty() {
        true => "nobody named".to_owned(),
        false => names.join(" and "),
    };
    let day = said.date.map(|day| format!(", {day}")).unwrap_or_default();
    format!("{who}{day}: ⟨{}⟩", shorten(&said.words, 72))
}

/// A verdict as one tells it.
pub fn in_words(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Accept { statement } => format!("statement {statement} is right as it stands"),
        Verdict::Reject { statement } => format!("statement {statement} is none"),
        Verdict::Correct {
            statement,
            field,
            value,
        } => format!("statement {statement} {}", correction(field, value)),
        Verdict::Merge { name, into } => format!("\"{name}\" means {into}"),
        Verdict::Split { name, alias } => format!("\"{alias}\" is somebody else than {name}"),
        Verdict::Alias { name, alias } => format!("{name} is also called \"{alias}\""),
        Verdict::Undo { decision } => format!("decision {decision} is taken back"),
    }
}

fn correction(field: &str, value: &str) -> String {
    match field.split_once(':') {
        None if field == "speakers" && value.trim().is_empty() => {
            "is said by nobody whom the text names".into()
        }
        None if field == "speakers" => {
            let names: Vec<&str> = value.split(';').map(str::trim).collect();
            format!("is said by {}", names.join(" and "))
        }
        Some(("speaker", name)) => format!("is said by {value}, not by {name}"),
        Some(("stance", target)) => {
            let target = ["topic:", "agreement:", "actor:"]
                .iter()
                .find_map(|class| target.strip_prefix(class))
                .unwrap_or(target);
            match value {
                "none" => format!("takes no stance toward {target}"),
                _ => format!("takes this stance toward {target}: {value}"),
            }
        }
        _ => format!("has the {field} {value}"),
    }
}
