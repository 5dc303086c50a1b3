use super::NetworkError;
use crate::model::{Coding, Values};
use std::collections::HashMap;

/// A variable or document field as sorted names and an index for each statement.
pub(super) struct Field {
    pub labels: Vec<String>,
    pub of: Vec<Option<u32>>,
    /// Whether it is a field of the statement's document.
    pub is_of_document: bool,
}

/// The fields of a document that can be used like variables.
const DOCUMENT_FIELDS: [&str; 6] = ["author", "source", "section", "type", "id", "title"];

impl Field {
    /// Reads one by its name; `used` says for what, where it cannot be.
    pub fn read(coding: &Coding, name: &str, used: &'static str) -> Result<Field, NetworkError> {
        if let Some(variable) = coding.variable(name) {
            return match &variable.values {
                Values::Text { names, of } => Ok(Field::sorted(names, of)),
                Values::Boolean(values) => Ok(Field::written(
                    values
                        .iter()
                        .map(|value| value.map(|yes| u8::from(yes).to_string())),
                )),
                Values::Integer(values) => Ok(Field::written(
                    values
                        .iter()
                        .map(|value| value.map(|number| number.to_string())),
                )),
                Values::LongText(_) => Err(NetworkError::Unusable {
                    name: name.into(),
                    kind: variable.values.kind(),
                    used,
                }),
            };
        }
        if !DOCUMENT_FIELDS.contains(&name) {
            let variables = coding
                .variables
                .iter()
                .map(|variable| variable.name.clone());
            let fields = DOCUMENT_FIELDS.map(str::to_owned);
            return Err(NetworkError::NoVariable {
                name: name.into(),
                known: variables.chain(fields).collect(),
            });
        }
        let documents = Field::written(coding.documents.iter().map(|document| {
            Some(match name {
                "author" => document.author.clone(),
                "source" => document.source.clone(),
                "section" => document.section.clone(),
                "type" => document.kind.clone(),
                "id" => document.id.to_string(),
                _ => document.title.clone(),
            })
        }));
        let of = coding.statements.iter();
        let of = of
            .map(|statement| documents.of[statement.document])
            .collect();
        Ok(Field {
            labels: documents.labels,
            of,
            is_of_document: true,
        })
    }

    fn written(values: impl Iterator<Item = Option<String>>) -> Field {
        let values: Vec<Option<String>> = values.collect();
        match Values::text(values.iter().map(Option::as_deref)) {
            Values::Text { names, of } => Field::sorted(&names, &of),
            _ => Field {
                labels: Vec::new(),
                of: Vec::new(),
                is_of_document: false,
            },
        }
    }

    /// Sorts the names, takes equal ones for one, and an empty one for no value.
    fn sorted(names: &[String], of: &[Option<u32>]) -> Field {
        let mut labels: Vec<&str> = names.iter().map(String::as_str).collect();
        labels.sort_unstable();
        labels.dedup();
        labels.retain(|name| !name.is_empty());
        let place: HashMap<&str, u32> = labels.iter().copied().zip(0..).collect();
        let place: Vec<Option<u32>> = names
            .iter()
            .map(|name| place.get(name.as_str()).copied())
            .collect();
        Field {
            of: of.iter().map(|code| place[(*code)? as usize]).collect(),
            labels: labels.into_iter().map(str::to_owned).collect(),
            is_of_document: false,
        }
    }
}
