use std::fmt;
use std::io;

/// Why a file gives no document, worded to follow its name.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// Nothing in it.
    #[error("is empty")]
    Empty,
    /// White space alone.
    #[error("has no words, only white space")]
    Blank,
    /// Not text.
    #[error("looks like a binary file ({0}); onrecord reads plain text")]
    Binary(String),
    /// A form of text or document that the program does not read.
    #[error("is {what}, which onrecord does not read; {instead}")]
    Unread {
        /// What it is.
        what: &'static str,
        /// What to do about it.
        instead: &'static str,
    },
    /// A page or record that is made of more than the program takes on.
    #[error("has more than {limit} {of}; raise the limit with {option}")]
    Excess {
        /// How many are read.
        limit: usize,
        /// What there are too many of.
        of: &'static str,
        /// What raises the limit.
        option: &'static str,
    },
    /// A page of menus, pictures or scripts.
    #[error("is an HTML page in which no article was found; if there is one, save its text first")]
    NoArticle,
    /// Larger than one article may be.
    #[error(
        "is larger than {limit} and would be read as a single article; \
         split it into articles, or raise the limit with --max-size"
    )]
    TooLarge {
        /// The limit, in words.
        limit: String,
    },
    /// A record, page or letter larger than one may be.
    #[error(
        "is larger than {limit}, the most for a record with one article; \
         raise the limit with --max-size"
    )]
    RecordTooLarge {
        /// The limit, in words.
        limit: String,
    },
    /// More bytes come out of it than may.
    #[error(
        "gives more than {limit} in all, as an archive made to fill a disk would; \
         the rest of it was left out; raise the limit with --max-total"
    )]
    Total {
        /// The limit, in words.
        limit: String,
    },
    /// More articles come out of it than may.
    #[error(
        "holds more than {limit} articles; the rest of it was left out; \
         raise the limit with --max-items"
    )]
    TooMany {
        /// The limit.
        limit: u64,
    },
    /// Archives in archives in archives.
    #[error(
        "is an archive within {limit} others, and was left out; unpack the outer one first, or \
         raise the limit with --max-archives"
    )]
    Nested {
        /// How many may lie around what is read.
        limit: u8,
    },
    /// An archive, feed or table whose form is broken.
    #[error("is damaged: {0}")]
    Damaged(String),
    /// A record that is none.
    #[error("is not a JSON object with an article: {0}")]
    NotJson(String),
    /// A record without an article's words.
    #[error("{0}; name the field with --map text=NAME")]
    NoText(String),
    /// A feed's item or a letter without words.
    #[error("has no words of its own")]
    NoWords,
    /// An archive's member behind a password.
    #[error("is behind a password; unpack it first")]
    Encrypted,
    /// A link whose target is not there.
    #[error("is a broken link: {0} does not exist")]
    BrokenLink(String),
    /// No such file.
    #[error("does not exist")]
    Missing,
    /// The system does not let us read it.
    #[error("cannot be read: permission denied")]
    Denied,
    /// A pipe, socket or device inside a folder.
    #[error("is not a regular file and was left out")]
    Special,
    /// A folder that links lead back to.
    #[error("is a link to a folder that is being read already, and was left out")]
    Loop,
    /// A page of the web, for a program built without that.
    #[error("is a page of the web, and this onrecord was built without the feature `fetch`")]
    #[cfg(not(feature = "fetch"))]
    NoWeb,
    /// A page of the web that is as it was when it was last read.
    #[error("has not changed since it was last read")]
    #[cfg(feature = "fetch")]
    Unchanged,
    /// A page of the web that could not be read.
    #[error(transparent)]
    #[cfg(feature = "fetch")]
    Web(#[from] super::web::WebError),
    /// Any other failure of the system.
    #[error("cannot be read: {0}")]
    Io(io::Error),
}

impl From<io::Error> for SourceError {
    fn from(error: io::Error) -> SourceError {
        match error.kind() {
            io::ErrorKind::NotFound => SourceError::Missing,
            io::ErrorKind::PermissionDenied => SourceError::Denied,
            _ => SourceError::Io(error),
        }
    }
}

/// A file and why it gives no document; one line for the person.
#[derive(Debug)]
pub struct Problem {
    /// The path as it was given, or as it was found in a folder.
    pub name: String,
    /// What is wrong with it.
    pub error: SourceError,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.name, self.error)
    }
}

impl std::error::Error for Problem {}
