//! An article with its statements marked.

use super::database::Database;
use super::output::{colours, harmless};
use crate::model::{Label, Speaker, Stance};
use crate::span::{CodePoints, Span};
use crate::store::{StoredArticle, StoredStatement};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write;
use std::process::ExitCode;

/// Show an article's text with each statement marked: who speaks, the cue, the stance and why
///
/// Each statement stands between ⟦ and ⟧ with its number. On a terminal its colour is its
/// stance: green for support, yellow for conditional, red for oppose, blue for neutral or none;
/// the source is bold and the cue underlined. NO_COLOR turns colours off.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord show 1
  onrecord show geneva.txt
  onrecord show --source 1
  onrecord show --source 1/12
  onrecord show 1 | less")]
pub struct Args {
    /// The article: its number, the name it was added under, its address or its headline; with
    /// --source also ARTICLE/STATEMENT, both by number
    article: String,
    /// Tell instead where it came from: name, address, form, encoding, hashes, when it was added
    #[arg(long)]
    source: bool,
    #[command(flatten)]
    database: Database,
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let store = self.database.read()?;
        if self.source {
            let (article, statement) = both(&self.article);
            let id = store.find_article(article)?;
            if let Some(article) = store.article(id)? {
                write!(out, "{}", origin(&article, statement)?)?;
            }
            return Ok(ExitCode::SUCCESS);
        }
        let id = store.find_article(&self.article)?;
        if let Some(article) = store.article(id)? {
            write!(out, "{}", page(&article, colours()))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// `1/12` is statement 12 of article 1; anything else is an article.
fn both(name: &str) -> (&str, Option<i64>) {
    match name.split_once('/') {
        Some((article, statement)) if article.parse::<i64>().is_ok() => match statement.parse() {
            Ok(statement) => (article, Some(statement)),
            Err(_) => (name, None),
        },
        _ => (name, None),
    }
}

/// Where an article, and one of its statements, came from; a line a fact.
fn origin(stored: &StoredArticle, statement: Option<i64>) -> anyhow::Result<String> {
    let article = &stored.article;
    let published = article.published.map(|day| {
        let basis = article.published_basis.as_deref().unwrap_or("unknown");
        format!("{day} (from {basis})")
    });
    let run = &stored.run;
    let engine = format!("{} {}, {}", run.engine, run.version, run.fingerprint);
    let mut facts = vec![
        ("article", Some(stored.id.to_string())),
        ("name", Some(article.id.clone())),
        ("title", article.title.clone()),
        ("outlet", article.outlet.clone()),
        ("address", article.url.clone()),
        ("published", published),
        ("language", article.lang.clone()),
        ("format", article.origin.format.clone()),
        ("encoding", article.origin.encoding.clone()),
        ("added", stored.added.clone()),
        ("bytes sha256", Some(article.source_sha256.clone())),
        ("text sha256", Some(article.sha256.clone())),
        ("read by", Some(engine)),
    ];
    if let Some(number) = statement {
        let found = stored.statements.iter().find(|one| one.id == number);
        let Some(found) = found else {
            anyhow::bail!("article {} has no statement {number}", stored.id);
        };
        let extent = extent(found);
        let [start, end] = CodePoints::new(&article.text).of_span(extent);
        facts.extend([
            ("statement", Some(number.to_string())),
            ("found by", Some(found.statement.attribution.rule.clone())),
            ("characters", Some(format!("{start} to {end} of the text"))),
            (
                "words",
                Some(extent.slice(&article.text).replace('\n', " ")),
            ),
        ]);
    }
    let mut page = String::new();
    for (name, fact) in facts {
        let fact = fact.unwrap_or_else(|| "unknown".to_string());
        let _ = writeln!(page, "{name:<14}{}", harmless(&fact));
    }
    Ok(page)
}

/// The whole page: a head, then the text, with notes under each line in which a statement ends.
fn page(stored: &StoredArticle, colours: bool) -> String {
    let text = &stored.article.text;
    let mut page = head(stored);
    let mut notes = stored.statements.iter().collect::<Vec<_>>();
    notes.sort_by_key(|statement| extent(statement).end);
    let mut notes = notes.into_iter().peekable();
    let mut marker = Marker::new(stored, colours);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let line = Span::new(start, start + line.len());
        start = line.end;
        marker.line(text, line, &mut page);
        while let Some(statement) = notes.next_if(|statement| extent(statement).end <= line.end) {
            page.push_str(&note(stored, statement));
            page.push('\n');
        }
    }
    page
}

fn head(stored: &StoredArticle) -> String {
    let article = &stored.article;
    let mut facts = vec![format!("article {}", stored.id)];
    facts.extend(article.outlet.clone());
    if let Some(day) = article.published {
        let basis = article.published_basis.as_deref().unwrap_or("unknown");
        facts.push(format!("{day} (from {basis})"));
    }
    facts.push(article.id.clone());
    facts.extend(article.url.clone());
    let count = stored.statements.len();
    facts.push(format!(
        "{count} statement{}",
        if count == 1 { "" } else { "s" }
    ));
    let mut head = harmless(&facts.join(" · "));
    head.push('\n');
    for diagnostic in &stored.diagnostics {
        let _ = writeln!(head, "note: {}", harmless(&diagnostic.message));
    }
    head.push('\n');
    head
}

fn extent(statement: &StoredStatement) -> Span {
    let attribution = &statement.statement.attribution;
    attribution.extent().unwrap_or(Span::new(0, 0))
}

/// What is known of a statement, and how.
fn note(page: &StoredArticle, stored: &StoredStatement) -> String {
    let text = &page.article.text;
    let statement = &stored.statement;
    let attribution = &statement.attribution;
    let mut lines = Vec::new();
    let mut kind = format!("{}, found by {}", attribution.kind, attribution.rule);
    if stored.standing != "machine" {
        let _ = write!(kind, "; {}", stored.standing);
    }
    lines.push(kind);
    // Two joint speakers who turned out to be one speak once.
    let mut names = BTreeSet::new();
    for speaker in &statement.speakers {
        if names.insert(&speaker.name) {
            lines.push(who(speaker));
        }
    }
    if statement.speakers.is_empty() {
        lines.push("said by nobody whom the text names".into());
    }
    lines.extend(told_by(page, stored));
    if let Some(addressee) = &statement.addressee {
        lines.push(format!("said to {addressee}"));
    }
    if let Some(when) = statement.said_on {
        lines.push(format!("said {}", when.in_words()));
    }
    for (what, spans) in [("source", &attribution.source), ("cue", &attribution.cue)] {
        if !spans.is_empty() {
            lines.push(format!("{what} {}", quoted(text, spans)));
        }
    }
    for stance in &statement.stances {
        lines.push(toward(text, stance));
    }
    let number = stored.id.to_string();
    let indent = " ".repeat(number.len());
    let mut note = String::new();
    for (at, line) in lines.iter().enumerate() {
        let first = if at == 0 { &number } else { &indent };
        let line = line.replace('\n', " ");
        let _ = writeln!(note, "    {first}  {}", harmless(&line));
    }
    note
}

/// Whoever tells a statement that is not first-hand, from the nearest on.
fn told_by(page: &StoredArticle, stored: &StoredStatement) -> Option<String> {
    let mut chain = Vec::new();
    let mut within = stored.statement.within;
    while let Some(outer) = within.and_then(|at| page.statements.get(at))
        && chain.len() < page.statements.len()
    {
        let names = outer.statement.speakers.iter();
        let names: Vec<&str> = names.map(|speaker| speaker.name.as_str()).collect();
        let names = match names.as_slice() {
            [] => "somebody unnamed".into(),
            names => names.join(" and "),
        };
        chain.push(format!("{names} (statement {})", outer.id));
        within = outer.statement.within;
    }
    (!chain.is_empty()).then(|| format!("as told by {}", chain.join(", as told by ")))
}

fn who(speaker: &Speaker) -> String {
    let mut who = format!("said by {}", speaker.name);
    if let Some(role) = &speaker.role {
        let _ = write!(who, ", {role}");
    }
    let _ = write!(who, " (known by {})", speaker.basis);
    if !speaker.candidates.is_empty() {
        let _ = write!(who, "; may be {}", speaker.candidates.join(" or "));
    }
    who
}

fn toward(text: &str, stance: &Stance) -> String {
    let mut line = format!("{}: {}", stance.target, stance.label);
    if !stance.condition.is_empty() {
        let _ = write!(line, " if {}", quoted(text, &stance.condition));
    }
    if !stance.basis.is_empty() {
        let _ = write!(line, ", because {}", stance.basis);
    }
    line
}

fn quoted(text: &str, spans: &[Span]) -> String {
    let pieces: Vec<String> = spans
        .iter()
        .map(|span| format!("⟨{}⟩", span.slice(text)))
        .collect();
    pieces.join(" ")
}

/// What begins or ends at a place in the text. The order is that in which things at one place
/// are written: what ends comes before what begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Edge {
    ContentEnds(i64),
    SourceEnds,
    CueEnds,
    ContentBegins(i64, u8),
    SourceBegins,
    CueBegins,
}

/// Writes the text line by line with its marks.
struct Marker {
    edges: std::iter::Peekable<std::vec::IntoIter<(usize, Edge)>>,
    colours: bool,
    /// The contents that are open, each with its colour.
    open: Vec<(i64, u8)>,
    sources: usize,
    cues: usize,
}

impl Marker {
    fn new(stored: &StoredArticle, colours: bool) -> Marker {
        let mut edges = Vec::new();
        for statement in &stored.statements {
            let attribution = &statement.statement.attribution;
            let colour = colour(&statement.statement.stances);
            for span in &attribution.content {
                edges.push((span.start, Edge::ContentBegins(statement.id, colour)));
                edges.push((span.end, Edge::ContentEnds(statement.id)));
            }
            for span in &attribution.source {
                edges.push((span.start, Edge::SourceBegins));
                edges.push((span.end, Edge::SourceEnds));
            }
            for span in &attribution.cue {
                edges.push((span.start, Edge::CueBegins));
                edges.push((span.end, Edge::CueEnds));
            }
        }
        edges.sort();
        Marker {
            edges: edges.into_iter().peekable(),
            colours,
            open: Vec::new(),
            sources: 0,
            cues: 0,
        }
    }

    fn line(&mut self, text: &str, line: Span, page: &mut String) {
        // Marks stand before the line break, not after it.
        let end = Span::new(line.start, line.end)
            .slice(text)
            .trim_end_matches(['\r', '\n']);
        let end = line.start + end.len();
        let mut at = line.start;
        while let Some((place, edge)) = self.edges.next_if(|(place, _)| *place <= end) {
            self.words(Span::new(at, place).slice(text), page);
            at = at.max(place);
            self.edge(edge, page);
        }
        self.words(Span::new(at, end).slice(text), page);
        page.push('\n');
    }

    fn edge(&mut self, edge: Edge, page: &mut String) {
        match edge {
            Edge::ContentBegins(id, colour) => {
                self.open.push((id, colour));
                self.words(&format!("⟦{id} "), page);
            }
            Edge::ContentEnds(id) => {
                self.words("⟧", page);
                if let Some(at) = self.open.iter().rposition(|(open, _)| *open == id) {
                    self.open.remove(at);
                }
            }
            Edge::SourceBegins => self.sources += 1,
            Edge::SourceEnds => self.sources = self.sources.saturating_sub(1),
            Edge::CueBegins => self.cues += 1,
            Edge::CueEnds => self.cues = self.cues.saturating_sub(1),
        }
    }

    fn words(&self, words: &str, page: &mut String) {
        if words.is_empty() {
            return;
        }
        let mut codes = Vec::new();
        if self.colours {
            codes.extend(self.open.last().map(|(_, colour)| colour.to_string()));
            codes.extend((self.sources > 0).then(|| "1".to_owned()));
            codes.extend((self.cues > 0).then(|| "4".to_owned()));
        }
        let words = harmless(words);
        if codes.is_empty() {
            page.push_str(&words);
        } else {
            let _ = write!(page, "\x1b[{}m{words}\x1b[0m", codes.join(";"));
        }
    }
}

/// The terminal's colour for the first position that takes a side.
fn colour(stances: &[Stance]) -> u8 {
    let label = stances
        .iter()
        .map(|stance| stance.label)
        .find(|label| *label != Label::Neutral);
    match label {
        Some(Label::Support) => 32,
        Some(Label::Conditional) => 33,
        Some(Label::Oppose) => 31,
        Some(Label::Neutral) | None => 34,
    }
}
