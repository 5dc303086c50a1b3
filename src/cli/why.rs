//! The evidence for one statement.

use super::database::Database;
use super::deciding::{about, in_words};
use super::output::{colours, harmless, screen_table};
use crate::query::{self, Quote, Why, WhySpeaker, WhyStance};
use crate::store::Decided;
use anyhow::Context;
use serde_json::json;
use std::fmt::Write as _;
use std::io::Write;
use std::process::ExitCode;

/// Show the evidence for a statement: the characters read, the rules, the lexicon's entries, the
/// office and its dates, and what people decided
///
/// Offsets count Unicode code points of the article's text, from 0, the end exclusive; what stands
/// between ⟨ and ⟩ is a slice of that text.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord why 12
  onrecord why 12 --json")]
pub struct Args {
    /// The statement's number, as `show` prints it
    statement: i64,
    /// As one JSON object
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    database: Database,
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let store = self.database.read()?;
        let why = query::why(&store, self.statement)?.with_context(|| {
            format!(
                "there is no statement {} in {}; `onrecord show ARTICLE` prints the numbers",
                self.statement,
                self.database.path.display()
            )
        })?;
        if self.json {
            let mut object = serde_json::to_value(&why)?;
            object["decisions"] = why.decisions.iter().map(decision).collect();
            writeln!(out, "{}", serde_json::to_string_pretty(&object)?)?;
        } else {
            let width = screen_table(&[]).width().unwrap_or(120).max(40);
            write!(out, "{}", page(&why, usize::from(width), colours()))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn decision(decided: &Decided) -> serde_json::Value {
    json!({
        "number": decided.id,
        "words": in_words(&decided.decision.verdict),
        "by": decided.decision.by,
        "at": decided.decision.at,
        "note": decided.decision.note,
        "undone_by": decided.undone_by,
    })
}

fn page(why: &Why, width: usize, colours: bool) -> String {
    let mut page = Page {
        text: String::new(),
        width,
        colours,
    };
    let article = &why.article;
    let mut head = vec![
        format!("statement {}", why.statement),
        why.kind.to_string(),
        format!("article {}", article.number),
    ];
    head.extend(article.outlet.clone());
    head.extend(article.published.map(|day| day.to_string()));
    if why.standing != "machine" {
        head.push(why.standing.clone());
    }
    page.head(&head.join(" · "));
    let title = article.title.as_deref().unwrap_or(&article.name);
    page.line(4, title);

    page.gap();
    page.quotes("content", &why.content);
    page.quotes("source", &why.source);
    page.quotes("cue", &why.cue);
    page.entry("found by", &found_by(why));

    page.gap();
    for speaker in &why.speakers {
        who(&mut page, speaker);
    }
    if why.speakers.is_empty() {
        page.entry("said by", "nobody whom the text names");
    }
    if let Some(addressee) = &why.addressee {
        page.entry("said to", addressee);
    }
    match (why.date, &why.date_because) {
        (Some(day), Some(because)) => page.entry("said on", &format!("{day}: {because}")),
        (Some(day), None) => page.entry("said on", &day.to_string()),
        (None, _) => page.entry("said on", "a day that is not known"),
    }

    for stance in &why.stances {
        page.gap();
        toward(&mut page, stance);
    }
    if why.stances.is_empty() {
        page.gap();
        page.entry(
            "stance",
            "none: nothing of the lexicon's topics and agreements is in reach",
        );
    }

    if !why.decisions.is_empty() {
        page.gap();
    }
    for decided in &why.decisions {
        let decision = &decided.decision;
        let mut words = format!(
            "{}: {}; decision {} of {}, {}",
            match decided.undone_by {
                Some(by) => format!("taken back by decision {by}"),
                None => "in force".into(),
            },
            in_words(&decision.verdict),
            decided.id,
            decision.by,
            decision.at.chars().take(10).collect::<String>()
        );
        if let Some(note) = &decision.note {
            let _ = write!(words, ": {note}");
        }
        if let Some(seen) = about(&decision.verdict).filter(|seen| *seen != why.statement) {
            let _ = write!(
                words,
                "; statement {seen} is the same in another version of the article"
            );
        }
        page.entry("decided", &words);
    }
    page.text
}

fn found_by(why: &Why) -> String {
    let run = &why.run;
    let mut words = format!("engine {} {}", run.engine, run.version);
    if why.rule != run.engine {
        let _ = write!(words, ", by {}", why.rule);
    }
    if let Some(confidence) = why.confidence {
        let _ = write!(words, ", {} % sure", percent(confidence));
    }
    let fingerprint: String = run.fingerprint.chars().take(12).collect();
    let _ = write!(words, "; model and lexicons {fingerprint}");
    words
}

fn who(page: &mut Page, speaker: &WhySpeaker) {
    let mut words = speaker.name.clone();
    if let Some(role) = &speaker.role {
        let _ = write!(words, ", {role}");
    }
    if let Some(held) = &speaker.held {
        let day = |day: Option<crate::model::Date>| day.map(|day| day.to_string());
        match (day(held.start), day(held.end)) {
            (Some(start), Some(end)) => {
                let _ = write!(words, " ({start} to {end})");
            }
            (Some(start), None) => {
                let _ = write!(words, " (since {start})");
            }
            (None, Some(end)) => {
                let _ = write!(words, " (until {end})");
            }
            (None, None) => {}
        }
    }
    page.entry("said by", &words);
    let mut because = format!("known by {}: {}", speaker.basis, speaker.because);
    if let Some(confidence) = speaker.confidence {
        let _ = write!(because, "; {} % sure", percent(confidence));
    }
    page.entry("", &because);
    if let Some(found) = &speaker.found_as {
        let name = &speaker.name;
        page.entry(
            "",
            &format!(
                "found as \"{}\", which means {name}: {}",
                found.name, found.because
            ),
        );
    }
    if !speaker.candidates.is_empty() {
        page.entry("", &format!("may be {}", speaker.candidates.join(" or ")));
    }
}

fn toward(page: &mut Page, stance: &WhyStance) {
    let mut words = format!("{}: {}", stance.target, stance.label);
    if let Some(confidence) = stance.confidence {
        let _ = write!(words, ", {} % sure", percent(confidence));
    }
    page.entry("stance", &words);
    for (at, reason) in stance.because.iter().enumerate() {
        let name = if at == 0 { "because" } else { "" };
        match &reason.says {
            Some(says) => page.entry(name, &format!("{} [{says}]", reason.words)),
            None => page.entry(name, &reason.words),
        }
    }
    page.quotes("evidence", &stance.evidence);
    page.quotes("toward", &stance.object);
    page.quotes("condition", &stance.condition);
}

fn percent(share: f32) -> u32 {
    (share.clamp(0.0, 1.0) * 100.0).round() as u32
}

/// Lines of a name and what belongs to it, no wider than the screen.
struct Page {
    text: String,
    width: usize,
    colours: bool,
}

/// So wide is the column of the names.
const NAMES: usize = 11;

impl Page {
    fn head(&mut self, words: &str) {
        let words = harmless(words);
        match self.colours {
            true => self.text.push_str(&format!("\x1b[1m{words}\x1b[0m\n")),
            false => self.text.push_str(&format!("{words}\n")),
        }
    }

    fn gap(&mut self) {
        self.text.push('\n');
    }

    fn line(&mut self, indent: usize, words: &str) {
        for line in wrapped(&harmless(words), self.width.saturating_sub(indent)) {
            let _ = writeln!(self.text, "{:indent$}{line}", "");
        }
    }

    fn entry(&mut self, name: &str, words: &str) {
        let room = self.width.saturating_sub(NAMES + 2);
        for (at, line) in wrapped(&harmless(words), room).iter().enumerate() {
            let name = if at == 0 { name } else { "" };
            let padded = format!("{name:<NAMES$}");
            match self.colours && !name.is_empty() {
                true => {
                    let _ = writeln!(self.text, "  \x1b[2m{padded}\x1b[0m{line}");
                }
                false => {
                    let _ = writeln!(self.text, "  {padded}{line}");
                }
            }
        }
    }

    fn quotes(&mut self, name: &str, quotes: &[Quote]) {
        for (at, quote) in quotes.iter().enumerate() {
            let name = if at == 0 { name } else { "" };
            let place = format!("{}–{}", quote.start, quote.end);
            // A slice of several lines is shown in one; the offsets lead to the text itself.
            let text = quote.text.split_whitespace().collect::<Vec<_>>().join(" ");
            self.entry(name, &format!("{place}  ⟨{text}⟩"));
        }
    }
}

/// Lines of at most so many characters, broken between words where there are any.
fn wrapped(words: &str, room: usize) -> Vec<String> {
    let room = room.max(10);
    let mut lines = vec![String::new()];
    let mut length = 0;
    for word in words.split_inclusive(' ') {
        let long = word.trim_end().chars().count();
        if length > 0 && length + long > room {
            lines.push(String::new());
            length = 0;
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(word);
        }
        length += word.chars().count();
    }
    lines
        .iter()
        .map(|line| line.trim_end().to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrapped("one two three four", 10), ["one two", "three four"]);
        assert_eq!(wrapped("", 10), [""]);
        assert_eq!(
            wrapped("unbreakable-and-long x", 10),
            ["unbreakable-and-long", "x"]
        );
    }
}
