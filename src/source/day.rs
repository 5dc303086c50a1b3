//! Days as records, feeds, letters and pages write them: `2021-06-16T18:05:00+03:00`,
//! `Wed, 16 Jun 2021 15:05:00 GMT`, `June 16, 2021`, `20210616`, `16.06.2021`.
//!
//! Where day and month could change places, as in 06/07/2021, nothing is read: a wrong day is
//! worse than none.

use crate::lexicon;
use crate::model::Date;
use jiff::Timestamp;
use jiff::tz::Offset;

/// The day that the words name, as it is written: in the publisher's own time where they have an
/// offset.
pub(crate) fn read(words: &str) -> Option<Date> {
    let words = words.trim();
    iso(words)
        .or_else(|| with_full_stops(words))
        .or_else(|| in_words(words))
}

/// The same in a record, which may also count seconds or milliseconds since 1970, in UTC.
pub(super) fn in_record(words: &str) -> Option<Date> {
    let seconds = words.trim();
    match seconds.parse::<i64>() {
        Ok(seconds) if words.trim().len() != 8 => of_seconds(seconds),
        _ => read(seconds),
    }
}

/// `2021-06-16`, `2021/06/16`, `20210616`, with anything but digits after it.
fn iso(words: &str) -> Option<Date> {
    let bytes = words.as_bytes();
    let number = |from: usize, to: usize| -> Option<i16> {
        let digits = bytes.get(from..to)?;
        digits.iter().all(u8::is_ascii_digit).then_some(())?;
        words.get(from..to)?.parse().ok()
    };
    let year = number(0, 4)?;
    let (month, day, end) = match bytes.get(4)? {
        b'-' | b'/' | b'.' if bytes.get(7) == bytes.get(4) => (number(5, 7)?, number(8, 10)?, 10),
        byte if byte.is_ascii_digit() => (number(4, 6)?, number(6, 8)?, 8),
        _ => return None,
    };
    if bytes.get(end).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    date(year, month, day)
}

/// `16.06.2021`: with full stops the day stands first everywhere.
fn with_full_stops(words: &str) -> Option<Date> {
    let first = words.split_whitespace().next()?;
    let numbers: Vec<i16> = first
        .split('.')
        .map(|part| part.parse().ok().filter(|_| part.len() <= 4))
        .collect::<Option<_>>()?;
    match numbers[..] {
        [day, month, year] => date(year, month, day),
        _ => None,
    }
}

/// A day, a month's name and a year, in either order of the first two.
fn in_words(words: &str) -> Option<Date> {
    let (mut day, mut month, mut year) = (None, None, None);
    for word in words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let number: Option<i16> = digits.parse().ok();
        match number {
            Some(number) if digits.len() == 4 && year.is_none() => year = Some(number),
            Some(number) if number < 32 && day.is_none() => day = Some(number),
            Some(_) => {}
            None if month.is_none() => {
                month = lexicon::month(&word.to_ascii_lowercase()).map(i16::from)
            }
            None => {}
        }
        if let (Some(day), Some(month), Some(year)) = (day, month, year) {
            return date(year, month, day);
        }
    }
    None
}

/// The UTC day of Unix time in seconds, or in milliseconds where they are too many.
fn of_seconds(seconds: i64) -> Option<Date> {
    let seconds = match seconds.unsigned_abs() {
        // Five thousand years of seconds.
        many if many > 160_000_000_000 => seconds / 1000,
        _ => seconds,
    };
    let time = Timestamp::from_second(seconds).ok()?;
    Some(Offset::UTC.to_datetime(time).date())
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    // Sources with an empty date say 0000 or 1970 or 9999.
    if !(1800..=2199).contains(&year) || (year, month, day) == (1970, 1, 1) {
        return None;
    }
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(words: &str) -> Option<String> {
        read(words).map(|day| day.to_string())
    }

    #[test]
    fn days_are_read_in_the_forms_that_producers_use() {
        for words in [
            "2021-06-16",
            "2021-06-16T23:30:00-05:00",
            "2021-06-16 10:00:00",
            "2021/06/16",
            "2021.06.16",
            "20210616",
            "20210616T140000Z",
            "Wed, 16 Jun 2021 14:00:00 GMT",
            "Wed, 16 Jun 2021 23:00:00 +0300",
            "Wed Jun 16 15:05:00 2021",
            "16 Jun 2021",
            "June 16, 2021",
            "Jun 16, 2021",
            "June 16, 2021, 14:30",
            "16th June 2021",
            "16-Jun-2021",
            "16.06.2021",
            "16.6.2021 14:00",
        ] {
            assert_eq!(day(words).as_deref(), Some("2021-06-16"), "{words}");
        }
    }

    #[test]
    fn what_is_no_day_or_could_be_two_is_none() {
        for words in [
            "",
            "yesterday",
            "06/07/2021",
            "16/06/2021",
            "PT47M28S",
            "2021",
            "2021-13-01",
            "2021-13-40",
            "2021-02-30",
            "2021-06-161",
            "June 2021",
            "0000-00-00",
            "1970-01-01T00:00:00Z",
            "1623855900",
            "1.2.3",
        ] {
            assert_eq!(day(words), None, "{words}");
        }
    }

    #[test]
    fn records_count_seconds_or_milliseconds_too() {
        for words in ["1623852000", "1623852000000", "20210616", "16 June 2021"] {
            let date = in_record(words).map(|date| date.to_string());
            assert_eq!(date.as_deref(), Some("2021-06-16"), "{words}");
        }
    }
}
