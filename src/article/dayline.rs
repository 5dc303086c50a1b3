//! A line near the top that is nothing but a day: "November 16, 2023", "Published: 16 Nov 2023,
//! 10:30 GMT". Pages that were saved as text often have no other.

use crate::model::Date;
use crate::source::day_in;
use crate::text::Text;

/// So many lines are looked at: headline, standfirst, byline and what stands between them.
const LINES: usize = 8;

/// The day of the first such line.
pub(super) fn day(text: &Text<'_>) -> Option<Date> {
    text.text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .take(LINES)
        .filter(|line| line.split(|c: char| !c.is_alphanumeric()).all(belongs))
        .find_map(day_in)
}

/// Whether a word has its place beside a day: a number, a month, a weekday, a time of day, or what
/// says that the article was published then. "Updated" does not: the day of a correction is
/// another.
fn belongs(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    word.is_empty()
        || !digits.is_empty() && digits.len() <= 4
        || months.iter().any(|month| word.starts_with(month)) && word.len() <= 9
        || word.ends_with("day") && word.len() <= 9
        || matches!(
            word.as_str(),
            "published"
                | "posted"
                | "aired"
                | "broadcast"
                | "uploaded"
                | "date"
                | "on"
                | "at"
                | "mon"
                | "tue"
                | "wed"
                | "thu"
                | "fri"
                | "sat"
                | "sun"
                | "am"
                | "pm"
                | "a"
                | "p"
                | "m"
                | "gmt"
                | "utc"
                | "est"
                | "edt"
                | "et"
                | "cet"
                | "cest"
                | "bst"
                | "msk"
                | "t"
                | "z"
        )
}
