//! Days as people write them on the command line: a year and a month mean their first day in
//! `--since` and their last in `--until`.

use crate::model::Date;
use clap::{Args, value_parser};

/// The time as the record keeps it, in UTC: `2021-06-16T18:00:00Z`. The clock is read here
/// alone.
pub fn now() -> String {
    jiff::Timestamp::now()
        .strftime("%Y-%m-%dT%H:%M:%SZ")
        .to_string()
}

/// A span of time, both ends included.
#[derive(Args, Clone, Copy)]
pub struct Dates {
    /// Said on this day or later: YYYY-MM-DD, or a whole YYYY-MM or YYYY
    #[arg(long, value_name = "DATE", value_parser = value_parser!(Since))]
    since: Option<Since>,
    /// Said on this day or earlier: YYYY-MM-DD, or a whole YYYY-MM or YYYY
    #[arg(long, value_name = "DATE", value_parser = value_parser!(Until))]
    until: Option<Until>,
}

impl Dates {
    /// The first day, where one is given.
    pub fn since(&self) -> Option<Date> {
        self.since.map(|since| since.0)
    }

    /// The last day, where one is given.
    pub fn until(&self) -> Option<Date> {
        self.until.map(|until| until.0)
    }
}

#[derive(Clone, Copy)]
struct Since(Date);

#[derive(Clone, Copy)]
struct Until(Date);

impl std::str::FromStr for Since {
    type Err = String;

    fn from_str(text: &str) -> Result<Since, String> {
        first_and_last(text).map(|(first, _)| Since(first))
    }
}

impl std::str::FromStr for Until {
    type Err = String;

    fn from_str(text: &str) -> Result<Until, String> {
        first_and_last(text).map(|(_, last)| Until(last))
    }
}

fn first_and_last(text: &str) -> Result<(Date, Date), String> {
    let wrong = || format!("\"{text}\" is no day: write YYYY-MM-DD, YYYY-MM or YYYY");
    let parts: Vec<&str> = text.split('-').collect();
    let day = |text: String| text.parse::<Date>().map_err(|_| wrong());
    match parts.as_slice() {
        [year] => Ok((day(format!("{year}-01-01"))?, day(format!("{year}-12-31"))?)),
        [year, month] => {
            let first = day(format!("{year}-{month}-01"))?;
            Ok((first, first.last_of_month()))
        }
        _ => day(text.to_owned()).map(|day| (day, day)),
    }
}

#[cfg(test)]
mod tests {
    use super::first_and_last;

    #[test]
    fn a_month_and_a_year_mean_all_their_days() {
        for (text, first, last) in [
            ("2021-06-16", "2021-06-16", "2021-06-16"),
            ("2024-02", "2024-02-01", "2024-02-29"),
            ("1999", "1999-01-01", "1999-12-31"),
        ] {
            let days = first_and_last(text).map(|(a, b)| (a.to_string(), b.to_string()));
            assert_eq!(days, Ok((first.into(), last.into())));
        }
    }

    #[test]
    fn what_is_no_day_says_how_to_write_one() {
        for text in ["yesterday", "2021-13", "2021-02-30", "", "16.06.2021"] {
            let message = first_and_last(text).expect_err(text);
            assert!(message.contains("YYYY-MM-DD"), "{message}");
        }
    }
}
