use super::NetworkError;
use super::field::Field;
use crate::model::Coding;

/// A condition on the values of a variable or document field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// The variable or document field.
    pub variable: String,
    /// The values it is about; `*` stands for any characters.
    pub pattern: String,
    /// Whether the values are kept, or left out. A statement is kept when, for each variable
    /// with values to keep, it has one of them, and it has none that is left out.
    pub keep: bool,
}

impl Filter {
    /// Reads `VARIABLE=PATTERN`.
    ///
    /// # Errors
    /// There is no variable or no equals sign.
    ///
    /// ```
    /// use onrecord::network::Filter;
    /// let filter = Filter::parse("organization=Ministry of *", false).unwrap();
    /// assert_eq!(filter.pattern, "Ministry of *");
    /// assert!(Filter::parse("Ministry", true).is_err());
    /// ```
    pub fn parse(text: &str, keep: bool) -> Result<Filter, NetworkError> {
        match text.split_once('=') {
            Some((variable, pattern)) if !variable.trim().is_empty() => Ok(Filter {
                variable: variable.trim().into(),
                pattern: pattern.into(),
                keep,
            }),
            _ => Err(NetworkError::Pattern {
                pattern: text.into(),
            }),
        }
    }
}

/// Whether a value matches a pattern with `*` for any characters.
fn matches(pattern: &str, value: &str) -> bool {
    let mut pieces = pattern.split('*');
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = value.strip_prefix(first) else {
        return false;
    };
    let mut pieces: Vec<&str> = pieces.collect();
    let Some(last) = pieces.pop() else {
        return rest.is_empty();
    };
    for piece in pieces {
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// The filters with the values that each statement has.
pub(super) struct Tests<'a> {
    by_variable: Vec<(Field, Vec<&'a Filter>)>,
}

impl<'a> Tests<'a> {
    pub fn new(coding: &Coding, filters: &'a [Filter]) -> Result<Tests<'a>, NetworkError> {
        let mut by_variable: Vec<(&str, Vec<&Filter>)> = Vec::new();
        for filter in filters {
            match by_variable
                .iter_mut()
                .find(|(name, _)| *name == filter.variable)
            {
                Some((_, filters)) => filters.push(filter),
                None => by_variable.push((&filter.variable, vec![filter])),
            }
        }
        let by_variable = by_variable
            .into_iter()
            .map(|(name, filters)| Ok((Field::read(coding, name, "filtered")?, filters)))
            .collect::<Result<_, NetworkError>>()?;
        Ok(Tests { by_variable })
    }

    /// Whether a statement stays.
    pub fn pass(&self, at: usize) -> bool {
        self.by_variable.iter().all(|of| passes(of, at))
    }

    /// Whether a statement's document stays.
    pub fn pass_document(&self, at: usize) -> bool {
        let mut of_documents = self
            .by_variable
            .iter()
            .filter(|(field, _)| field.is_of_document);
        of_documents.all(|of| passes(of, at))
    }
}

fn passes((field, filters): &(Field, Vec<&Filter>), at: usize) -> bool {
    let value = field.of[at].map_or("", |code| field.labels[code as usize].as_str());
    let hit = |keep| {
        let mut filters = filters.iter();
        filters.any(|filter| filter.keep == keep && matches(&filter.pattern, value))
    };
    let keeps = filters.iter().any(|filter| filter.keep);
    !hit(false) && (!keeps || hit(true))
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_star_stands_for_any_characters() {
        for (pattern, value, expected) in [
            ("Russia", "Russia", true),
            ("Russia", "Russian", false),
            ("Russia*", "Russian", true),
            ("*ia", "Russia", true),
            ("M*of*", "Ministry of Peace", true),
            ("M*of*War", "Ministry of Peace", false),
            ("*", "", true),
            ("", "", true),
            ("a*a", "a", false),
        ] {
            assert_eq!(matches(pattern, value), expected, "{pattern} {value}");
        }
    }
}
