//! Markup without a page around it, as feeds and records carry it, to words.
//!
//! Paragraphs stay paragraphs; what is set in blocks of its own is a paragraph too. What the
//! reader of a page does not read as its words (scripts, menus, captions) is left out.

use super::item::document;
use super::{Document, Format, Limits, Meta, SourceError, decode, read_within};
use html5gum::{DefaultEmitter, Token, Tokenizer};

/// Elements that stand in lines of their own.
const BLOCKS: [&str; 33] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "ul",
];

/// Elements whose content is not the article's words.
const SILENT: [&str; 14] = [
    "button",
    "figcaption",
    "head",
    "iframe",
    "math",
    "nav",
    "noscript",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
];

/// The words of a piece of HTML, one empty line between paragraphs. Text without any markup
/// keeps its lines; character references are resolved.
///
/// ```
/// let words = onrecord::source::read_fragment("<p>\"We are <b>ready</b>.\"</p><p>A&amp;B</p>");
/// assert_eq!(words, "\"We are ready.\"\n\nA&B");
/// ```
pub fn read_fragment(markup: &str) -> String {
    let mut words = Words::new(is_markup(markup));
    // How many silent elements are open, and the one that the first of them is.
    let mut silent: Option<(Vec<u8>, usize)> = None;
    let mut emitter = DefaultEmitter::default();
    // Scripts may hold what looks like tags.
    emitter.naively_switch_states(true);
    for Ok(token) in Tokenizer::new_with_emitter(markup, emitter) {
        match token {
            Token::StartTag(tag) => {
                let name = &tag.name.0;
                match &mut silent {
                    Some((open, depth)) if open == name => *depth += usize::from(!tag.self_closing),
                    Some(_) => {}
                    None if is_in(name, &SILENT) && !tag.self_closing => {
                        silent = Some((name.clone(), 1));
                    }
                    None if name == b"br" => words.line(),
                    None if is_in(name, &BLOCKS) => words.paragraph(),
                    None => {}
                }
            }
            Token::EndTag(tag) => {
                let name = &tag.name.0;
                match &mut silent {
                    Some((open, depth)) if open == name => {
                        *depth -= 1;
                        if *depth == 0 {
                            silent = None;
                        }
                    }
                    Some(_) => {}
                    None if is_in(name, &BLOCKS) => words.paragraph(),
                    None => {}
                }
            }
            Token::String(string) if silent.is_none() => {
                words.push(&String::from_utf8_lossy(&string.value));
            }
            _ => {}
        }
    }
    words.finish()
}

fn is_in(name: &[u8], names: &[&str]) -> bool {
    names.iter().any(|one| one.as_bytes() == name)
}

/// Whether it is marked up, rather than text with a less-than sign in it.
pub(super) fn is_markup(text: &str) -> bool {
    const TAGS: [&str; 24] = [
        "a",
        "article",
        "b",
        "blockquote",
        "body",
        "br",
        "div",
        "em",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "html",
        "i",
        "img",
        "li",
        "ol",
        "p",
        "section",
        "span",
        "strong",
        "table",
        "ul",
    ];
    text.match_indices('<').any(|(at, _)| {
        let rest = &text[at + 1..];
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(rest.len());
        let (name, rest) = rest.split_at(end);
        TAGS.iter().any(|tag| name.eq_ignore_ascii_case(tag))
            && rest.starts_with(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/'))
    })
}

/// A page that a person or a record calls one, even where its bytes do not say so.
pub(super) fn page(name: &str, bytes: &[u8], limits: &Limits) -> Result<Document, SourceError> {
    let read = match read_within(name, bytes, limits) {
        Ok(document) if document.format == Format::Html => document,
        Ok(_) | Err(SourceError::Unread { .. }) => {
            let decoded = decode::decode(bytes)?;
            let text = read_fragment(&decoded.text);
            let mut read = document(name, bytes, Format::Html, text, Meta::default(), limits)?;
            read.encoding = decoded.encoding;
            read.diagnostics = decoded.diagnostics;
            read
        }
        Err(error) => return Err(error),
    };
    match read.text.len() as u64 > limits.article {
        true => Err(limits.too_large()),
        false => Ok(read),
    }
}

/// Words put together, with white space as a page shows it.
struct Words {
    text: String,
    /// White space that counts only if words follow.
    gap: Gap,
    /// Whether lines mean nothing, as in HTML.
    flowing: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Line,
    Paragraph,
}

impl Words {
    fn new(flowing: bool) -> Words {
        Words {
            text: String::new(),
            gap: Gap::None,
            flowing,
        }
    }

    fn line(&mut self) {
        // Two line breaks are how old pages set paragraphs.
        self.gap = match self.gap {
            Gap::Line | Gap::Paragraph => Gap::Paragraph,
            _ => Gap::Line,
        };
    }

    fn paragraph(&mut self) {
        self.gap = Gap::Paragraph;
    }

    fn push(&mut self, words: &str) {
        if !self.flowing {
            self.text.push_str(words);
            return;
        }
        for c in words.chars() {
            if c.is_whitespace() {
                self.gap = self.gap.max(Gap::Space);
                continue;
            }
            // These only say where a word may be broken.
            if matches!(c, '\u{ad}' | '\u{200b}') {
                continue;
            }
            if !self.text.is_empty() {
                self.text.push_str(match self.gap {
                    Gap::None => "",
                    Gap::Space => " ",
                    Gap::Line => "\n",
                    Gap::Paragraph => "\n\n",
                });
            }
            self.gap = Gap::None;
            self.text.push(c);
        }
    }

    fn finish(self) -> String {
        match self.flowing {
            true => self.text,
            false => self.text.trim().to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_and_lines_stay() {
        assert_eq!(
            read_fragment("<p>One\ntwo</p>\n<p>Three</p>"),
            "One two\n\nThree"
        );
        assert_eq!(
            read_fragment("One<br>two<br/><br/>three"),
            "One\ntwo\n\nthree"
        );
        assert_eq!(read_fragment("<ul><li>a<li>b</ul>c"), "a\n\nb\n\nc");
    }

    #[test]
    fn what_is_not_the_articles_words_is_left_out() {
        let page = "<html><head><title>T</title><style>p{}</style></head><body><nav>Menu</nav>\
                    <p>Words<script>if (a</p>b) {}</script> go on.</p><figure><img>\
                    <figcaption>Photo</figcaption></figure></body></html>";
        assert_eq!(read_fragment(page), "Words go on.");
    }

    #[test]
    fn text_without_markup_keeps_its_lines() {
        assert_eq!(
            read_fragment("One.\n\nA &amp; B, 1 < 2."),
            "One.\n\nA & B, 1 < 2."
        );
        assert!(!is_markup("a <c and d> e, x<y, <Mr. B>"));
        assert!(is_markup("a <B>bold</B>"));
    }

    #[test]
    fn a_nul_becomes_the_replacement_character_where_tags_are_not_read() {
        assert_eq!(read_fragment("<b>A</b><xmp>b\0c"), "Ab\u{fffd}c");
    }

    #[test]
    fn a_silent_element_that_never_closes_swallows_only_what_follows() {
        assert_eq!(read_fragment("<p>Words</p><script>var a = 1;"), "Words");
    }
}
