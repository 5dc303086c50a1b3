//! What a source says about a text beside the text itself: a page's metadata, a feed's fields,
//! the columns of a table.

use crate::model::Date;

/// What the source tells. What it does not tell is empty, and the text may be asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meta {
    /// Headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The day it was published, in the publisher's own time where it says so, else in UTC.
    pub published: Option<Date>,
    /// Where that day stands: `json-ld`, `meta`, `time`, `feed`, `column`, `mail`.
    pub published_basis: Option<&'static str>,
    /// The language that the source names: `en`, `en-GB`.
    pub lang: Option<String>,
}

impl Meta {
    /// This, and where it says nothing what the other says.
    pub(super) fn or(self, other: Meta) -> Meta {
        let (published, published_basis) = match self.published {
            Some(_) => (self.published, self.published_basis),
            None => (other.published, other.published_basis),
        };
        Meta {
            title: self.title.or(other.title),
            outlet: self.outlet.or(other.outlet),
            url: self.url.or(other.url),
            published,
            published_basis,
            lang: self.lang.or(other.lang),
        }
    }
}
