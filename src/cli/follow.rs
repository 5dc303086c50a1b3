//! `onrecord follow`: keeps a database current with feeds.

use super::FAILED;
use super::add::plural;
use super::database::Database;
use super::dates::now;
use super::output::harmless;
use super::own_topics;
use super::reading::{EngineName, size};
use super::web::{Web, keep, recall};
use crate::article::Given;
use crate::pipeline::Pipeline;
use crate::source::web::{Client, Fetched, WebError};
use crate::source::{self, Document, Limits, Options};
use crate::store::{Added, Store, Visit};
use std::collections::BTreeSet;
use std::io::Write;
use std::ops::ControlFlow;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Read feeds again and again, and put what is new on record
///
/// Each new item's page is read, where the site allows it; else the words in the feed itself.
/// What was read once is not read again. Ctrl-C ends it after the article at work.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord follow https://example.org/news.rss --every 15m
  onrecord follow https://example.org/a.xml https://example.com/b.xml --once --db news.db")]
pub struct Args {
    /// Addresses of RSS or Atom feeds
    #[arg(value_name = "FEED", required = true)]
    feeds: Vec<String>,
    /// How often: 90s, 15m, 6h, 1d; after errors less and less often, once a day at the least
    #[arg(long, value_name = "TIME", default_value = "15m", value_parser = time)]
    every: Duration,
    /// Read each feed once, and end
    #[arg(long)]
    once: bool,
    /// Take the words in the feeds, and read no pages
    #[arg(long)]
    feed_only: bool,
    /// Who published them, where the feeds do not say
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,
    /// What finds the statements
    #[arg(long, value_enum, default_value_t, value_name = "ENGINE")]
    engine: EngineName,
    /// The most that one article may have: bytes, or with K, M or G
    #[arg(long, value_name = "SIZE", default_value = "1M", value_parser = size)]
    max_size: u64,
    #[command(flatten)]
    web: Web,
    #[command(flatten)]
    database: Database,
}

/// The longest time between two attempts.
const LONGEST: Duration = Duration::from_secs(24 * 3600);

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let stop = Arc::new(AtomicBool::new(false));
        let asked = Arc::clone(&stop);
        ctrlc::set_handler(move || {
            if asked.swap(true, Ordering::SeqCst) {
                // Asked twice: the database is whole at any moment.
                std::process::exit(130);
            }
        })?;
        let limits = Limits {
            article: self.max_size,
            ..Limits::default()
        };
        let store = Store::open(&self.database.path)?;
        let mut pipeline = Pipeline::new(self.engine.engine(None)?);
        pipeline.topics = own_topics::remembered(&store)?.map(|own| own.topics);
        let mut follower = Follower {
            client: self.web.client(&limits),
            options: Options {
                limits,
                ..Options::default()
            },
            store,
            pipeline,
            outlet: self.outlet,
            feed_only: self.feed_only,
            stop: &stop,
        };
        let mut feeds: Vec<Feed> = self
            .feeds
            .into_iter()
            .map(|address| Feed {
                address,
                due: Instant::now(),
                failures: 0,
            })
            .collect();
        loop {
            let mut failed = 0;
            for feed in &mut feeds {
                if stop.load(Ordering::SeqCst) || feed.due > Instant::now() {
                    continue;
                }
                let (told, asked) = match follower.read(&feed.address)? {
                    Ok(news) => {
                        feed.failures = 0;
                        (news.told(), None)
                    }
                    Err(error) => {
                        feed.failures += 1;
                        failed += 1;
                        (format!("error: it {error}"), error.wait())
                    }
                };
                let pause = wait(self.every, feed.failures).max(asked.unwrap_or_default());
                feed.due = Instant::now() + pause;
                let again = match feed.failures > 0 && !self.once {
                    true => format!("; next try in {}", in_words(pause)),
                    false => String::new(),
                };
                let line = format!("{} {}: {told}{again}", clock(), feed.address);
                writeln!(out, "{}", harmless(&line))?;
                out.flush()?;
            }
            follower.store.settle()?;
            if self.once || stop.load(Ordering::SeqCst) {
                if !self.once {
                    writeln!(out, "{} stopped", clock())?;
                }
                return Ok(ExitCode::from(if failed > 0 { FAILED } else { 0 }));
            }
            let due = feeds.iter().map(|feed| feed.due).min();
            while due.is_some_and(|due| due > Instant::now()) && !stop.load(Ordering::SeqCst) {
                std::thread::sleep(Duration::from_millis(100));
            }
        }
    }
}

/// After each failure twice as long.
fn wait(every: Duration, failures: u32) -> Duration {
    let times = 2u32.saturating_pow(failures.min(16));
    every.saturating_mul(times).min(LONGEST.max(every))
}

struct Feed {
    address: String,
    due: Instant,
    failures: u32,
}

/// What one reading of a feed brought.
#[derive(Default)]
struct News {
    unchanged: bool,
    articles: usize,
    statements: usize,
    later: usize,
    problems: Vec<String>,
}

impl News {
    fn told(&self) -> String {
        if self.unchanged {
            return "nothing has changed".to_string();
        }
        let mut told = match self.articles {
            0 => "nothing new".to_string(),
            count => {
                let statements = plural(self.statements, "statement");
                format!("{} with {statements}", plural(count, "new article"))
            }
        };
        if self.later > 0 {
            told += &format!("; {} left for the next time", plural(self.later, "page"));
        }
        for problem in &self.problems {
            told += &format!("\n  {problem}");
        }
        told
    }
}

struct Follower<'s> {
    client: Client,
    options: Options,
    store: Store,
    pipeline: Pipeline,
    outlet: Option<String>,
    feed_only: bool,
    stop: &'s AtomicBool,
}

impl Follower<'_> {
    /// Reads a feed and what is new in it; the inner error is the feed's, the outer the
    /// database's.
    fn read(&mut self, feed: &str) -> anyhow::Result<Result<News, WebError>> {
        recall(&self.client, &self.store, feed)?;
        let page = match self.client.visit(feed) {
            Ok(Fetched::Page(page)) => page,
            Ok(Fetched::Unchanged) => {
                return Ok(Ok(News {
                    unchanged: true,
                    ..News::default()
                }));
            }
            Err(error) => return Ok(Err(error)),
        };
        let mut news = News::default();
        for item in documents(feed, &page.bytes, &self.options, &mut news.problems) {
            if self.stop.load(Ordering::SeqCst) {
                // What is left is found again by the next run.
                news.later += 1;
                continue;
            }
            self.item(item, &mut news)?;
        }
        // A feed with items that are to be tried again must not count as read.
        let failed: BTreeSet<String> = (news.later > 0)
            .then(|| feed.to_string())
            .into_iter()
            .collect();
        keep(&self.client, &mut self.store, &failed)?;
        Ok(Ok(news))
    }

    fn item(&mut self, item: Document, news: &mut News) -> anyhow::Result<()> {
        let mut document = item;
        if let Some(link) = document.meta.url.clone() {
            if self.store.visit(&link)?.is_some() || self.store.has_url(&link)? {
                return Ok(());
            }
            if !self.feed_only {
                match self.client.visit(&link) {
                    Ok(Fetched::Page(page)) => {
                        let mut problems = Vec::new();
                        let found = documents(&link, &page.bytes, &self.options, &mut problems);
                        if let [whole] = &found[..] {
                            document = merged(whole.clone(), &document);
                        }
                    }
                    Ok(Fetched::Unchanged) => {}
                    Err(error) if error.is_passing() => {
                        news.later += 1;
                        return Ok(());
                    }
                    Err(error) => news
                        .problems
                        .push(format!("{link} {error}; the words in the feed were taken")),
                }
            }
            self.remember(&link)?;
        }
        self.pipeline.given = Given {
            outlet: self
                .outlet
                .clone()
                .filter(|_| document.meta.outlet.is_none()),
            ..Given::default()
        };
        let extraction = self.pipeline.read(&document);
        if matches!(self.store.add_at(&extraction, Some(&now()))?, Added::New(_)) {
            news.articles += 1;
            news.statements += extraction.statements.len();
        }
        Ok(())
    }

    fn remember(&mut self, link: &str) -> anyhow::Result<()> {
        let at = now();
        Ok(self.store.visited(link, &Visit::default(), &at)?)
    }
}

/// The documents of a page, and what is wrong with others.
fn documents(
    name: &str,
    bytes: &[u8],
    options: &Options,
    problems: &mut Vec<String>,
) -> Vec<Document> {
    let mut found = Vec::new();
    let _ = source::documents(name, bytes, options, &mut |one| {
        match one {
            Ok(document) => found.push(document),
            Err(problem) => problems.push(problem.to_string()),
        }
        ControlFlow::Continue(())
    });
    found
}

/// A page, and what the feed says about it where the page itself does not.
fn merged(mut page: Document, item: &Document) -> Document {
    let (own, feed) = (&mut page.meta, &item.meta);
    own.title = own.title.take().or_else(|| feed.title.clone());
    own.outlet = own.outlet.take().or_else(|| feed.outlet.clone());
    own.url = feed.url.clone().or_else(|| own.url.take());
    if own.published.is_none() {
        (own.published, own.published_basis) = (feed.published, feed.published_basis);
    }
    page
}

/// The time of day, in UTC, for a log that runs for days: `2021-06-16 18:05Z`.
fn clock() -> String {
    let now = now().replace('T', " ");
    format!("{}Z", now.get(..16).unwrap_or(&now))
}

/// `2 minutes`, as far as it matters.
fn in_words(time: Duration) -> String {
    match time.as_secs() {
        seconds @ 0..120 => plural(seconds as usize, "second"),
        seconds @ 120..7200 => plural(seconds as usize / 60, "minute"),
        seconds => plural(seconds as usize / 3600, "hour"),
    }
}

/// `15m` as a time.
fn time(words: &str) -> Result<Duration, String> {
    let wrong = || format!("\"{words}\" is no time: write 90s, 15m, 6h or 1d");
    let at = words.len().saturating_sub(1);
    let (number, unit) = words.split_at_checked(at).ok_or_else(wrong)?;
    let seconds = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        "d" => 86_400,
        _ => return Err(wrong()),
    };
    let number: u64 = number.parse().map_err(|_| wrong())?;
    match number.checked_mul(seconds) {
        Some(seconds @ 10..=31_536_000) => Ok(Duration::from_secs(seconds)),
        Some(_) => Err("from 10s to 365d is possible".to_string()),
        None => Err(wrong()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        assert_eq!(time("15m"), Ok(Duration::from_secs(900)));
        assert_eq!(time("1d"), Ok(LONGEST));
        for wrong in ["", "m", "15", "1s", "99999999999999999999d", "5 m", "1ä"] {
            assert!(time(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_feed_that_fails_is_asked_less_and_less_often() {
        let every = Duration::from_secs(900);
        assert_eq!(wait(every, 0), every);
        assert_eq!(wait(every, 2), every * 4);
        assert_eq!(wait(every, 30), LONGEST);
    }
}
