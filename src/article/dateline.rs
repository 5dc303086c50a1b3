//! The dateline: `GENEVA, June 16. /TASS/.`, `PARIS (Reuters) -`, `MOSCOW, Feb. 21, 2023 —`.

use crate::lexicon::{Lexicon, Naming, month};
use crate::model::ActorKind;
use crate::text::Text;
use std::ops::Range;

/// What a dateline says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dateline {
    /// The place, capitalised as in running text.
    pub place: Option<String>,
    /// The agency between slashes or in brackets; by its canonical name where it is known.
    pub agency: Option<String>,
    /// The day, as far as it is written.
    pub day: Option<DayOfYear>,
    /// The paragraph that it opens, by number.
    pub paragraph: usize,
}

/// A month and day, with the year where it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayOfYear {
    /// The year, where it is written.
    pub year: Option<i16>,
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31.
    pub day: i8,
}

impl Dateline {
    /// The first dateline of a text.
    pub fn read(text: &Text<'_>, lexicon: &Lexicon) -> Option<Dateline> {
        let paragraph = text
            .paragraphs
            .iter()
            .position(|paragraph| paragraph.dateline > 0)?;
        let first = text.paragraphs[paragraph].tokens.start;
        let line = first..first + text.paragraphs[paragraph].dateline;
        let agency = agency(text, line.clone());
        Some(Dateline {
            place: place(text, line.clone()),
            agency: agency
                .clone()
                .and_then(|words| text.span_of(words))
                .map(|span| canonical(span.slice(text.text), lexicon)),
            day: day(text, line),
            paragraph,
        })
    }
}

/// The words before the first comma, full stop, bracket, slash or dash.
fn place(text: &Text<'_>, line: Range<usize>) -> Option<String> {
    let end = line
        .clone()
        .find(|&at| !text.tokens[at].is_word() || month(text.folded(at)).is_some())
        .unwrap_or(line.end);
    let words: Vec<String> = (line.start..end)
        .map(|at| as_in_prose(text.word(at)))
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// `UNITED` to `United`, `TEL-AVIV` to `Tel-Aviv`; what has small letters stays.
fn as_in_prose(word: &str) -> String {
    if word.contains('.') || word.chars().any(char::is_lowercase) {
        return word.to_string();
    }
    let mut inside = false;
    word.chars()
        .flat_map(|c| {
            let small = inside;
            inside = c.is_alphabetic();
            let cased: Vec<char> = if small {
                c.to_lowercase().collect()
            } else {
                vec![c]
            };
            cased
        })
        .collect()
}

/// The words between the last two slashes or in the last brackets of the dateline.
fn agency(text: &Text<'_>, line: Range<usize>) -> Option<Range<usize>> {
    let close = line
        .clone()
        .rev()
        .find(|&at| matches!(text.word(at), "/" | ")"))?;
    let mark = if text.word(close) == "/" { "/" } else { "(" };
    let open = (line.start..close)
        .rev()
        .find(|&at| text.word(at) == mark)?;
    let inside = open + 1..close;
    let named = !inside.is_empty() && day(text, inside.clone()).is_none();
    named.then_some(inside)
}

/// The name under which an outlet is known, where it is known.
pub(super) fn canonical(words: &str, lexicon: &Lexicon) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let actors = &lexicon.actors;
    actors
        .readings(&words)
        .into_iter()
        .filter(|reading| matches!(reading.naming, Naming::Name | Naming::Alias))
        .map(|reading| actors.get(reading.actor))
        .find(|entry| entry.kind == ActorKind::Outlet)
        .map_or(words, |entry| entry.name.to_string())
}

/// The first month with a day beside it: `June 16`, `16 June 2021`, `Feb. 5, 2011`.
pub(super) fn day(text: &Text<'_>, range: Range<usize>) -> Option<DayOfYear> {
    range.clone().find_map(|at| {
        let month = month(text.folded(at))?;
        let after = skip_stop(text, at + 1, range.end);
        let (day, next) = match number(text, after, range.end, 1..=31) {
            Some(day) => (day, after + 1),
            None => {
                let before = at.checked_sub(1).filter(|&before| before >= range.start)?;
                (number(text, before, range.end, 1..=31)?, after)
            }
        };
        let comma = usize::from(next < range.end && text.word(next) == ",");
        Some(DayOfYear {
            year: number(text, next + comma, range.end, 1800..=2199),
            month,
            day: day as i8,
        })
    })
}

/// `Feb.`: the stop is a mark of its own.
fn skip_stop(text: &Text<'_>, at: usize, end: usize) -> usize {
    at + usize::from(at < end && text.word(at) == ".")
}

fn number(
    text: &Text<'_>,
    at: usize,
    end: usize,
    within: std::ops::RangeInclusive<i16>,
) -> Option<i16> {
    let word = (at < end).then(|| text.folded(at))?;
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &word[digits.len()..];
    if !matches!(ending, "" | "st" | "nd" | "rd" | "th") {
        return None;
    }
    digits.parse().ok().filter(|number| within.contains(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> (Option<String>, Option<String>, Option<DayOfYear>) {
        let text = format!("A headline without a stop\n\n{line} The talks were useful, he said.\n");
        let dateline = Dateline::read(&Text::read(&text), Lexicon::shared()).unwrap();
        (dateline.place, dateline.agency, dateline.day)
    }

    #[test]
    fn a_dateline_right_below_the_headline_is_read() {
        for line in [
            "OSLO, May 14, 2019 (Onrecord samples) -",
            "OSLO (Reuters) -",
        ] {
            let text = format!(
                "Ministers agree on grain\n{line} The talks were useful,\nhe said.\n\nNext.\n"
            );
            let text = Text::read(&text);
            let dateline = Dateline::read(&text, Lexicon::shared()).unwrap();
            assert_eq!(dateline.place.as_deref(), Some("Oslo"), "{line}");
            assert_eq!(text.paragraphs.len(), 3, "{line}");
        }
        let broken =
            "The ministers of all countries of the\nNATO - the alliance - agreed.\n\nNext.\n";
        assert_eq!(Text::read(broken).paragraphs.len(), 2);
    }

    #[test]
    fn the_forms_of_the_agencies_are_read() {
        let day = |year, month, day| Some(DayOfYear { year, month, day });
        for (line, place, agency, date) in [
            (
                "GENEVA, June 16. /TASS/.",
                "Geneva",
                Some("TASS"),
                day(None, 6, 16),
            ),
            ("PARIS (Reuters) -", "Paris", Some("Reuters"), None),
            (
                "UNITED NATIONS, Sept. 21, 2004 (AP) —",
                "United Nations",
                Some("Associated Press"),
                day(Some(2004), 9, 21),
            ),
            (
                "MOSCOW, Feb. 21, 2023 -",
                "Moscow",
                None,
                day(Some(2023), 2, 21),
            ),
            ("OSLO, May 14, 2019.", "Oslo", None, day(Some(2019), 5, 14)),
            (
                "BRUSSELS, 16 June 2021 (Onrecord samples) -",
                "Brussels",
                Some("Onrecord samples"),
                day(Some(2021), 6, 16),
            ),
            (
                "MUNICH (Onrecord samples), Feb. 5, 2011 -",
                "Munich",
                Some("Onrecord samples"),
                day(Some(2011), 2, 5),
            ),
        ] {
            let expected = (Some(place.to_string()), agency.map(str::to_string), date);
            assert_eq!(read(line), expected, "{line}");
        }
    }
}
