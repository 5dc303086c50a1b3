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
/// the table would be wider than the screen. On a narrow screen what tells where the words stand
/// is written under their date.
pub fn laid_out(mut table: Table, columns: &[&str]) -> String {
    let width = table.width().unwrap_or(120);
    let mut columns = columns.to_vec();
    let mut rooms = rooms(&mut table, &columns, width);
    if width < NARROW && too_wide(&rooms, width) && columns.contains(&DATE) {
        (table, columns) = under_the_date(&table, &columns);
        rooms = self::rooms(&mut table, &columns, width);
    }
    narrow(&mut rooms, width);
    for (at, room) in rooms.iter().enumerate() {
        at_least(&mut table, at, *room);
    }
    let text = table.trim_fmt();
    // The rule under the header is as wide as the table. What is left is for the words.
    let used = text.lines().nth(1).map_or(0, |rule| rule.chars().count());
    let left = usize::from(width).saturating_sub(used) as u16;
    match columns.iter().position(|name| *name == WORDS) {
        Some(words) if left > 0 => {
            at_least(&mut table, words, rooms[words] + left);
            table.trim_fmt()
        }
        _ => text,
    }
}

fn at_least(table: &mut Table, column: usize, room: u16) {
    if let Some(column) = table.column_mut(column) {
        column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(room)));
    }
}

/// A screen of fewer columns than this has no room for all that a statement is shown with.
const NARROW: u16 = 100;

/// The column under which the others find room.
const DATE: &str = "date";

/// The columns that find room there: where the words stand, and how often.
const UNDER_THE_DATE: [&str; 4] = ["outlet", "article", "reports", "outlets"];

/// The table with fewer columns, and which these are.
fn under_the_date<'a>(table: &Table, columns: &[&'a str]) -> (Table, Vec<&'a str>) {
    let goes_under = |name: &str| UNDER_THE_DATE.contains(&name);
    let kept: Vec<&str> = columns
        .iter()
        .copied()
        .filter(|name| !goes_under(name))
        .collect();
    let mut folded = screen_table(&kept);
    if let Some(width) = table.width() {
        folded.set_width(width);
    }
    for row in table.row_iter() {
        let cells: Vec<(&str, String)> = columns
            .iter()
            .copied()
            .zip(row.cell_iter().map(|cell| cell.content()))
            .collect();
        let under = cells
            .iter()
            .filter(|(name, text)| goes_under(name) && !text.is_empty());
        let under: String = under
            .map(|(name, text)| match is_number(text) {
                true => format!("\n{name} {text}"),
                false => format!("\n{text}"),
            })
            .collect();
        let kept = cells.iter().filter(|(name, _)| !goes_under(name));
        folded.add_row(kept.map(|(name, text)| match *name {
            DATE => format!("{text}{under}"),
            _ => text.clone(),
        }));
    }
    (folded, kept)
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// How wide each column should be at least; numbers go to the right.
fn rooms(table: &mut Table, columns: &[&str], width: u16) -> Vec<u16> {
    let needed = table.column_max_content_widths();
    let mut rooms = Vec::with_capacity(columns.len());
    for (at, name) in columns.iter().enumerate() {
        let cells = table.column_cells_iter(at).flatten();
        let texts: Vec<String> = cells.map(|cell| cell.content()).collect();
        let Some(column) = table.column_mut(at) else {
            continue;
        };
        if texts.iter().all(|text| is_number(text)) {
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
    rooms
}

/// The blank at either side of a cell.
const BLANKS: u16 = 2;

/// Whether columns with a blank between two of them are wider than a width.
fn too_wide(rooms: &[u16], width: u16) -> bool {
    let gaps = u16::try_from(rooms.len().saturating_sub(1)).unwrap_or(u16::MAX);
    rooms.iter().sum::<u16>() > width.saturating_sub(gaps)
}

/// Takes from the widest columns until all fit into a width, as far as they can give.
fn narrow(rooms: &mut [u16], width: u16) {
    while too_wide(rooms, width) {
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
    fn on_a_narrow_screen_outlet_and_article_stand_under_the_date() {
        let columns = ["date", "speaker", "stance", "words", "outlet", "article"];
        let row = [
            "2021-06-16",
            "Jens Stoltenberg",
            "strategic-stability: support",
            "participation in all of the consultations that were agreed",
            "Evening Courier",
            "12",
        ];
        let shown = |width| {
            let mut table = screen_table(&columns);
            table.set_width(width);
            table.add_row(row);
            laid_out(table, &columns)
        };
        let narrow = shown(80);
        let lines: Vec<&str> = narrow
            .lines()
            .map(|line| line.get(..12).unwrap_or(line))
            .collect();
        assert_eq!(
            lines[2..],
            [
                " 2021-06-16 ",
                " Evening    ",
                " Courier    ",
                " article 12"
            ]
        );
        assert!(narrow.contains("participation in all of"), "{narrow}");
        assert!(!shown(120).contains("article 12"), "{}", shown(120));
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
