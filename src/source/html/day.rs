//! Days as pages write them: `2021-06-16T18:05:00+03:00`, `Wed, 16 Jun 2021 15:05:00 GMT`,
//! `June 16, 2021`, `20210616`.

use crate::model::Date;

/// The day that stands in a value of the metadata, as it is written: in the publisher's own
/// time where the value has an offset.
pub(super) fn read(value: &str) -> Option<Date> {
    let value = value.trim();
    iso(value).or_else(|| in_words(value))
}

/// `2021-06-16`, `2021/06/16`, `20210616`, with anything but digits after it.
fn iso(value: &str) -> Option<Date> {
    let bytes = value.as_bytes();
    let number = |from: usize, to: usize| -> Option<i16> {
        let digits = bytes.get(from..to)?;
        digits.iter().all(u8::is_ascii_digit).then_some(())?;
        value.get(from..to)?.parse().ok()
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

/// A day, a month's name and a year, in either order of the first two.
fn in_words(value: &str) -> Option<Date> {
    let (mut day, mut month, mut year) = (None, None, None);
    for word in value
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let number: Option<i16> = digits.parse().ok();
        match number {
            Some(number) if digits.len() == 4 && year.is_none() => year = Some(number),
            Some(number) if number < 32 && day.is_none() => day = Some(number),
            Some(_) => {}
            None if month.is_none() => month = month_named(word),
            None => {}
        }
        if let (Some(day), Some(month), Some(year)) = (day, month, year) {
            return date(year, month, day);
        }
    }
    None
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    // Pages with an empty date say 0000 or 1970 or 9999.
    if !(1800..=2199).contains(&year) || (year, month, day) == (1970, 1, 1) {
        return None;
    }
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
}

fn month_named(word: &str) -> Option<i16> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_ascii_lowercase();
    if word.len() < 3 {
        return None;
    }
    let at = MONTHS.iter().position(|month| {
        *month == word || month[..3] == word || (word == "sept" && *month == "september")
    })?;
    Some(at as i16 + 1)
}

#[cfg(test)]
mod tests {
    use super::read;

    fn day(value: &str) -> Option<String> {
        read(value).map(|day| day.to_string())
    }

    #[test]
    fn the_forms_of_the_web_are_read() {
        for value in [
            "2021-06-16",
            "2021-06-16T23:59:00-05:00",
            "2021-06-16 10:00",
            "2021/06/16",
            "20210616",
            "20210616T1000Z",
            "Wed, 16 Jun 2021 15:05:00 GMT",
            "Wed Jun 16 15:05:00 2021",
            "June 16, 2021, 14:30",
            "16th June 2021",
            "16-Jun-2021",
        ] {
            assert_eq!(day(value).as_deref(), Some("2021-06-16"), "{value}");
        }
    }

    #[test]
    fn what_is_no_day_is_none() {
        for value in [
            "",
            "yesterday",
            "PT47M28S",
            "2021",
            "2021-13-01",
            "2021-02-30",
            "June 2021",
            "0000-00-00",
            "1970-01-01T00:00:00Z",
            "1623855900",
            "16/06/2021",
        ] {
            assert_eq!(day(value), None, "{value}");
        }
    }
}
