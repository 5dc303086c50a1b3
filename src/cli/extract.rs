//! The stateless stage: articles in, JSON lines out.

use super::FAILED;
use super::reading::{Reading, line};
use crate::interchange::Record;
use std::io::Write;
use std::process::ExitCode;

/// Print the statements of articles as JSON, one line an article; no database is opened
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord extract article.txt
  onrecord extract articles/ > statements.jsonl
  onrecord extract crawl.warc.gz feed.xml archive.zip
  onrecord extract export.jsonl --map title=headline,text=body,date=published_at
  cat article.txt | onrecord extract - --date 2021-06-16 --outlet TASS
  onrecord extract articles/ | jq -r '.statements[] | [.speakers[0].name, .text] | @tsv'

docs/sources.md has every form that is read, and the limits that --max-size, --max-total and
--max-items raise. Offsets count Unicode code points of \"text\", end exclusive; docs/interchange.md
has every field.")]
pub struct Args {
    #[command(flatten)]
    reading: Reading,
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let own = self.reading.topics.read()?;
        let (batch, problems) = self.reading.start(own.map(|own| own.topics))?;
        for problem in &problems {
            eprintln!("error: {}", line(problem));
        }
        let mut failed = problems.len();
        batch.each(|one| -> anyhow::Result<()> {
            match one {
                Ok(extraction) => {
                    serde_json::to_writer(&mut *out, &Record::of(&extraction))?;
                    writeln!(out)?;
                }
                Err(problem) => {
                    failed += 1;
                    eprintln!("error: {}", line(&problem));
                }
            }
            Ok(())
        })?;
        Ok(match failed {
            0 => ExitCode::SUCCESS,
            _ => ExitCode::from(FAILED),
        })
    }
}
