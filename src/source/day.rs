//! Days as records, feeds and letters write them.

use crate::model::Date;
use jiff::Timestamp;
use jiff::fmt::strtime;
use jiff::tz::Offset;

/// Forms of a day alone. Where day and month could change places, as in 06/07/2021, nothing is
/// read: a wrong day is worse than none.
const FORMS: [&str; 9] = [
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y%m%d",
    "%d.%m.%Y",
    "%d %b %Y",
    "%d %B %Y",
    "%b %d, %Y",
    "%B %d, %Y",
    "%d-%b-%Y",
];

/// The day that the words name, in the publisher's own time where they say so.
pub(super) fn read(words: &str) -> Option<Date> {
    let words = words.trim();
    let start = words.get(..10).unwrap_or(words);
    let ends = !words[start.len()..].starts_with(|c: char| c.is_ascii_digit());
    if ends && let Ok(date) = strtime::parse("%Y-%m-%d", start).and_then(|time| time.to_date()) {
        return Some(date);
    }
    // `20210616T140000Z`, as event databases write it.
    let compact = words.split('T').next().unwrap_or(words);
    if let Ok(seconds) = words.parse::<i64>()
        && words.len() != 8
    {
        return of_seconds(seconds);
    }
    // `Wed, 16 Jun 2021 14:00:00 GMT` of letters and RSS: the day is in the middle.
    let after = match words.split_once(", ") {
        Some((weekday, after)) if weekday.chars().all(char::is_alphabetic) => after,
        _ => words,
    };
    let three: Vec<&str> = after.split_whitespace().take(3).collect();
    let three = three.join(" ");
    let parsed = |form, words| strtime::parse(form, words).and_then(|time| time.to_date());
    FORMS
        .iter()
        .find_map(|form| parsed(form, compact).or_else(|_| parsed(form, &three)).ok())
}

/// The UTC day of Unix time in seconds, or in milliseconds where they are too many.
pub(super) fn of_seconds(seconds: i64) -> Option<Date> {
    let seconds = match seconds.unsigned_abs() {
        // Five thousand years of seconds.
        many if many > 160_000_000_000 => seconds / 1000,
        _ => seconds,
    };
    let time = Timestamp::from_second(seconds).ok()?;
    Some(Offset::UTC.to_datetime(time).date())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_the_forms_that_producers_use() {
        for words in [
            "2021-06-16",
            "2021-06-16T23:30:00-05:00",
            "2021-06-16 10:00:00",
            "Wed, 16 Jun 2021 14:00:00 GMT",
            "Wed, 16 Jun 2021 23:00:00 +0300",
            "16 Jun 2021",
            "June 16, 2021",
            "Jun 16, 2021",
            "20210616",
            "20210616T140000Z",
            "2021/06/16",
            "16.06.2021",
            "1623852000",
            "1623852000000",
        ] {
            let date = read(words).map(|date| date.to_string());
            assert_eq!(date.as_deref(), Some("2021-06-16"), "{words}");
        }
    }

    #[test]
    fn what_could_be_two_days_is_none() {
        for words in ["06/07/2021", "yesterday", "", "2021-13-40", "2021-06-161"] {
            assert_eq!(read(words), None, "{words}");
        }
    }
}
