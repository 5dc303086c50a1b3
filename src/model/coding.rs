use super::DateTime;

/// Coded statements: what networks are made of, whoever coded them.
///
/// A row of [`CodedStatement`]s says one thing of one statement. A statement by two speakers
/// toward three targets has six rows with one id.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Coding {
    /// The documents that the statements stand in.
    pub documents: Vec<CodedDocument>,
    /// What was coded, a value for each row.
    pub variables: Vec<Variable>,
    /// The rows, in any order.
    pub statements: Vec<CodedStatement>,
}

impl Coding {
    /// The rows oldest first, those without a date last; ties in order of document, position
    /// and number.
    pub fn in_order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.statements.len()).collect();
        order.sort_by_key(|&at| {
            let statement = &self.statements[at];
            (
                statement.when.is_none(),
                statement.when,
                self.documents[statement.document].id,
                statement.start,
                statement.stop,
                statement.id,
            )
        });
        order
    }

    /// The variable of that name.
    pub fn variable(&self, name: &str) -> Option<&Variable> {
        self.variables.iter().find(|variable| variable.name == name)
    }

    /// Adds the documents and rows of another coding. Variables of one name and kind become
    /// one; one whose name is taken by another kind is called `NAME (coded)`.
    pub fn join(&mut self, other: Coding) {
        let (before, added) = (self.statements.len(), other.statements.len());
        let documents = self.documents.len();
        self.documents.extend(other.documents);
        let statements = other.statements.into_iter();
        self.statements.extend(statements.map(|mut statement| {
            statement.document += documents;
            statement
        }));
        let mut joined = vec![false; self.variables.len()];
        for mut variable in other.variables {
            let name = variable.name.clone();
            let taken = self.variables.iter().position(|known| known.name == name);
            match taken {
                Some(at) if self.variables[at].values.kind() == variable.values.kind() => {
                    self.variables[at].values.append(variable.values);
                    if let Some(joined) = joined.get_mut(at) {
                        *joined = true;
                    }
                    continue;
                }
                Some(_) => variable.name = format!("{name} (coded)"),
                None => {}
            }
            let mut values = variable.values.nothing(before);
            values.append(variable.values);
            variable.values = values;
            self.variables.push(variable);
        }
        for (variable, joined) in self.variables.iter_mut().zip(joined) {
            if !joined {
                let nothing = variable.values.nothing(added);
                variable.values.append(nothing);
            }
        }
    }
}

/// A document with what is known of it; unknown fields are empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CodedDocument {
    /// Its number in its database.
    pub id: i64,
    /// Headline.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// Who published it.
    pub source: String,
    /// Where in the publication it stands.
    pub section: String,
    /// What kind of text it is.
    pub kind: String,
}

/// Where and when a coded statement was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodedStatement {
    /// Its number in its database.
    pub id: i64,
    /// Its document: an index into [`Coding::documents`].
    pub document: usize,
    /// The first position in its document's text, in its database's own count. Orders the
    /// statements of one document.
    pub start: i64,
    /// The position past its last, in the same count.
    pub stop: i64,
    /// When it was made, in UTC.
    pub when: Option<DateTime>,
    /// The number of who coded it, in its database's own count; 0 for the program.
    pub coder: i64,
    /// Its words; empty where they were not asked for.
    pub words: String,
    /// Statements that report one utterance share this number.
    pub utterance: i64,
}

/// One thing that was coded of each statement.
#[derive(Debug, Clone, PartialEq)]
pub struct Variable {
    /// Its name: `organization`, `concept`, `agreement`.
    pub name: String,
    /// Its value in each row.
    pub values: Values,
}

/// The values of a variable, one for each row of [`Coding::statements`].
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// Names out of a list.
    Text {
        /// The list.
        names: Vec<String>,
        /// An index into the list for each row; `None` where nothing was coded.
        of: Vec<Option<u32>>,
    },
    /// Yes or no.
    Boolean(Vec<Option<bool>>),
    /// A whole number.
    Integer(Vec<Option<i64>>),
    /// Free words; they can be printed but make no nodes.
    LongText(Vec<String>),
}

impl Values {
    /// Names, each row's written out; equal names become one.
    pub fn text<'a>(rows: impl IntoIterator<Item = Option<&'a str>>) -> Values {
        let mut names = Vec::new();
        let mut index = std::collections::HashMap::new();
        let of = rows.into_iter().map(|name| {
            let name = name?;
            Some(*index.entry(name).or_insert_with(|| {
                names.push(name.to_owned());
                (names.len() - 1) as u32
            }))
        });
        let of = of.collect();
        Values::Text { names, of }
    }

    /// Values of the same kind for rows of which nothing was coded.
    fn nothing(&self, rows: usize) -> Values {
        match self {
            Values::Text { .. } => Values::Text {
                names: Vec::new(),
                of: vec![None; rows],
            },
            Values::Boolean(_) => Values::Boolean(vec![None; rows]),
            Values::Integer(_) => Values::Integer(vec![None; rows]),
            Values::LongText(_) => Values::LongText(vec![String::new(); rows]),
        }
    }

    /// Adds further rows of the same kind.
    fn append(&mut self, other: Values) {
        match (self, other) {
            (
                Values::Text { names, of },
                Values::Text {
                    names: more,
                    of: others,
                },
            ) => {
                let offset = names.len() as u32;
                names.extend(more);
                of.extend(others.into_iter().map(|code| Some(code? + offset)));
            }
            (Values::Boolean(rows), Values::Boolean(others)) => rows.extend(others),
            (Values::Integer(rows), Values::Integer(others)) => rows.extend(others),
            (Values::LongText(rows), Values::LongText(others)) => rows.extend(others),
            // Only values of one kind are put together.
            _ => {}
        }
    }

    /// What kind of values these are, in words for the person.
    pub fn kind(&self) -> &'static str {
        match self {
            Values::Text { .. } => "text",
            Values::Boolean(_) => "boolean",
            Values::Integer(_) => "integer",
            Values::LongText(_) => "long text",
        }
    }
}
