//! Rows as a table for the screen, or as JSON, CSV or Markdown for what comes next.

use clap::ValueEnum;
use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width,
    presets,
};
use serde::Serialize;
use std::io::{self, IsTerminal, Write};

/// How rows are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// For the screen; long words are shortened
    #[default]
    Table,
    /// One array, a row a line, everything in it
    Json,
    /// With a header, everything in full
    Csv,
    /// A Markdown table, everything in full
    Md,
}

impl Format {
    /// So many rows are printed when no limit is given: a screenful or two for people, all
    /// for programs.
    pub fn default_limit(self) -> Option<usize> {
        match self {
            Format::Table | Format::Md => Some(50),
            Format::Json | Format::Csv => None,
        }
    }
}

/// Options of every command that prints rows.
#[derive(clap::Args)]
pub struct Printing {
    /// How to print
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
    /// At most so many rows; 0 for all [default: 50 in table and md, all in json and csv]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

impl Printing {
    /// At most so many rows; `None` for all.
    pub fn limit(&self) -> Option<usize> {
        match self.limit {
            Some(0) => None,
            Some(limit) => Some(limit),
            None => self.format.default_limit(),
        }
    }

    /// The limit and one more, which tells whether there are more than are printed.
    pub fn one_more(&self) -> Option<usize> {
        self.limit().map(|limit| limit.saturating_add(1))
    }
}

/// A cell; empty where there is nothing.
pub fn cell(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// Something that can be printed as a row.
pub trait Record: Serialize {
    /// The columns of CSV and Markdown.
    const COLUMNS: &'static [&'static str];
    /// The columns on the screen.
    const SHOWN: &'static [&'static str] = Self::COLUMNS;

    /// The cells of CSV and Markdown.
    fn cells(&self) -> Vec<String>;

    /// The cells on the screen.
    fn shown(&self) -> Vec<String> {
        self.cells()
    }
}

/// Prints rows one by one.
pub struct Printer<'a> {
    out: &'a mut dyn Write,
    format: Format,
    limit: Option<usize>,
    printed: usize,
    more: bool,
    columns: &'static [&'static str],
    table: Table,
}

impl<'a> Printer<'a> {
    /// Starts; the header stands even when no row follows, except on the screen.
    pub fn start<R: Record>(
        out: &'a mut dyn Write,
        printing: &Printing,
    ) -> anyhow::Result<Printer<'a>> {
        match printing.format {
            Format::Table => {}
            Format::Json => write!(out, "[")?,
            Format::Csv => write_csv(out, R::COLUMNS)?,
            Format::Md => {
                writeln!(out, "| {} |", R::COLUMNS.join(" | "))?;
                writeln!(out, "|{}", " --- |".repeat(R::COLUMNS.len()))?;
            }
        }
        Ok(Printer {
            out,
            format: printing.format,
            limit: printing.limit(),
            printed: 0,
            more: false,
            columns: R::SHOWN,
            table: screen_table(R::SHOWN),
        })
    }

    /// Prints a row. One beyond the limit is not printed, but noted.
    pub fn row<R: Record>(&mut self, record: &R) -> anyhow::Result<()> {
        if self.limit.is_some_and(|limit| self.printed >= limit) {
            self.more = true;
            return Ok(());
        }
        self.printed += 1;
        match self.format {
            Format::Table => {
                self.table.add_row(shown_cells(&record.shown()));
            }
            Format::Json => {
                let before = if self.printed == 1 { "\n" } else { ",\n" };
                write!(self.out, "{before}")?;
                serde_json::to_writer(&mut *self.out, record)?;
            }
            Format::Csv => write_csv(self.out, &record.cells())?,
            Format::Md => {
                let cells: Vec<String> = record.cells().iter().map(|cell| markdown(cell)).collect();
                writeln!(self.out, "| {} |", cells.join(" | "))?;
            }
        }
        Ok(())
    }

    /// Ends, and says on standard error when there was nothing, or more.
    pub fn finish(self, things: &str) -> anyhow::Result<()> {
        match self.format {
            Format::Table if self.printed > 0 => {
                writeln!(self.out, "{}", laid_out(self.table, self.columns))?;
            }
            Format::Json if self.printed > 0 => writeln!(self.out, "\n]")?,
            Format::Json => writeln!(self.out, "]")?,
            _ => {}
        }
        self.out.flush()?;
        if self.printed == 0 {
            eprintln!("no {things}");
        } else if self.more {
            eprintln!("the first {} {things}; --limit 0 shows all", self.printed);
        }
        Ok(())
    }
}

/// Prints all rows.
pub fn print_all<R: Record>(
    out: &mut dyn Write,
    printing: &Printing,
    records: &[R],
    things: &str,
) -> anyhow::Result<()> {
    let mut printer = Printer::start::<R>(out, printing)?;
    for record in records {
        printer.row(record)?;
    }
    printer.finish(things)
}

/// The column that holds what was said, which gets the room.
const WORDS: &str = "words";

/// A table for the screen: as wide as COLUMNS says, else as the terminal, else 120 columns.
pub fn screen_table(columns: &[&str]) -> Table {
    let mut table = Table::new();
    table
        .load_style(lines(columns))
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_header(columns);
    match asked_width() {
        Some(width) => {
            table.set_width(width);
        }
        None if !io::stdout().is_terminal() => {
            table.set_width(120);
        }
        None => {}
    }
    table
}

/// The width that the environment asks for.
fn asked_width() -> Option<u16> {
    let columns = std::env::var("COLUMNS").ok()?;
    columns.parse().ok().filter(|&width| width > 0)
}

/// Rows of several lines are kept apart by rules; a list of short rows reads better without.
fn lines(columns: &[&str]) -> TableStyle {
    let rule = LineStyle::none().fill('─').junction('─');
    let style = presets::NOTHING.header_separator(rule);
    if columns.contains(&WORDS) {
        style.row_separator(LineStyle::none().fill('┈').junction('┈'))
    } else {
        style
    }
}

/// The table as text, once its rows are known: numbers stand at the right, the words get a
/// third of the width if they need it, and no column is so narrow that it breaks a name, unless
/// the table would be wider than the screen.
pub fn laid_out(mut table: Table, columns: &[&str]) -> String {
    let width = table.width().unwrap_or(120);
    let needed = table.column_max_content_widths();
    let mut rooms = Vec::with_capacity(columns.len());
    for (at, name) in columns.iter().enumerate() {
        let cells = table.column_cells_iter(at).flatten();
        let texts: Vec<String> = cells.map(|cell| cell.content()).collect();
        let Some(column) = table.column_mut(at) else {
            continue;
        };
        if texts
            .iter()
            .all(|text| text.bytes().all(|byte| byte.is_ascii_digit()))
        {
            column.set_cell_alignment(CellAlignment::Right);
        }
        let room = if *name == WORDS {
            (width / 3).min(needed.get(at).copied().unwrap_or(0))
        } else {
            let words = texts.iter().flat_map(|text| text.split_whitespace());
            let longest = words
                .chain([*name])
                .map(|word| word.chars().count())
                .max()
                .unwrap_or(0);
            longest.min(LONGEST_NAME) as u16
        };
        rooms.push(room + BLANKS);
    }
    // A blank stands between two columns.
    let gaps = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    narrow(&mut rooms, width.saturating_sub(gaps));
    for (at, room) in rooms.into_iter().enumerate() {
        if let Some(column) = table.column_mut(at) {
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(room)));
        }
    }
    table.trim_fmt()
}

/// The blank at either side of a cell.
const BLANKS: u16 = 2;

/// Takes from the widest columns until all fit into a width, as far as they can give.
fn narrow(rooms: &mut [u16], width: u16) {
    while rooms.iter().sum::<u16>() > width {
        match rooms.iter_mut().max() {
            Some(widest) if *widest > BLANKS + NARROWEST => *widest -= 1,
            _ => return,
        }
    }
}

/// A column keeps room for so many characters.
const NARROWEST: u16 = 4;

/// A longer word may be broken: it is an address or a file's name.
const LONGEST_NAME: usize = 24;

fn shown_cells(cells: &[String]) -> Vec<String> {
    cells.iter().map(|cell| harmless(cell)).collect()
}

/// Text that cannot steer a terminal: control characters other than the line break, and the
/// marks that reorder what is shown, become spaces. Articles come from anywhere.
pub fn harmless(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' => c,
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => ' ',
            _ if c.is_control() => ' ',
            _ => c,
        })
        .collect()
}

/// At most about `limit` characters of some words, cut between two of them; the mark of the
/// cut stands in brackets, so that nobody takes it for a part of the words.
pub fn shorten(words: &str, limit: usize) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((cut, _)) = words.char_indices().nth(limit) else {
        return words;
    };
    let kept = match words[..cut].rfind(' ') {
        Some(space) => &words[..space],
        None => &words[..cut],
    };
    format!("{kept} […]")
}

/// A size for people: `512 bytes`, `1.5 MB`, in steps of a thousand as disks are sold.
pub fn bytes(size: u64) -> String {
    if size < 1000 {
        return format!("{size} bytes");
    }
    let mut scaled = size as f64;
    let mut unit = "";
    for next in ["kB", "MB", "GB", "TB"] {
        if scaled < 999.95 {
            break;
        }
        scaled /= 1000.0;
        unit = next;
    }
    format!("{scaled:.1} {unit}")
}

/// Whether colours may be used: on a terminal, unless NO_COLOR is set.
pub fn colours() -> bool {
    io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

fn write_csv(out: &mut dyn Write, cells: &[impl AsRef<[u8]>]) -> anyhow::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(cells)?;
    writer.flush()?;
    Ok(())
}

/// A Markdown table has one line a row, and bars between cells.
fn markdown(cell: &str) -> String {
    cell.replace('\\', "\\\\")
        .replace('|', "\\|")
        .replace(['\r', '\n'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sizes_are_told_in_three_digits_or_four() {
        assert_eq!(bytes(0), "0 bytes");
        assert_eq!(bytes(999), "999 bytes");
        assert_eq!(bytes(1000), "1.0 kB");
        assert_eq!(bytes(104_200_000), "104.2 MB");
        assert_eq!(bytes(999_960_000), "1.0 GB");
    }

    #[test]
    fn a_cut_stands_between_words() {
        assert_eq!(shorten("one two three", 13), "one two three");
        assert_eq!(shorten("one two three", 9), "one two […]");
        assert_eq!(shorten("да да да", 4), "да […]");
    }

    #[test]
    fn a_narrow_column_does_not_break_a_name() {
        let columns = ["stance", "name", "words"];
        let mut table = screen_table(&columns);
        table.set_width(70);
        let words = "so many words that they need more than their line ".repeat(3);
        table.add_row([
            "strategic-stability: support",
            "Reagan-Gorbachev statement",
            &words,
        ]);
        let text = laid_out(table, &columns);
        assert!(text.contains("strategic-stability:"), "{text}");
        assert!(text.contains("Reagan-Gorbachev"), "{text}");
    }

    #[test]
    fn a_table_is_no_wider_than_the_screen() {
        let columns = ["date", "stance", "name", "words"];
        let mut table = screen_table(&columns);
        table.set_width(40);
        let words = "so many words that they need more than their line ".repeat(3);
        table.add_row([
            "2021-06-16",
            "strategic-stability: support",
            "Reagan-Gorbachev statement",
            &words,
        ]);
        let text = laid_out(table, &columns);
        let widest = text.lines().map(|line| line.chars().count()).max();
        assert!(widest <= Some(40), "{text}");
    }

    #[test]
    fn what_steers_a_terminal_is_taken_out() {
        assert_eq!(harmless("a\x1b[2Jb\u{202e}c\nd"), "a [2Jb c\nd");
    }

    proptest! {
        #[test]
        fn shortened_words_begin_as_the_words_do(words in any::<String>(), limit in 1usize..80) {
            let whole = words.split_whitespace().collect::<Vec<_>>().join(" ");
            let short = shorten(&words, limit);
            prop_assert!(whole.starts_with(short.trim_end_matches(" […]")));
        }

        #[test]
        fn a_markdown_cell_is_one_line_without_bare_bars(cell in any::<String>()) {
            let cell = markdown(&cell).replace("\\\\", "").replace("\\|", "");
            prop_assert!(!cell.contains('|') && !cell.contains('\n'));
        }
    }
}
