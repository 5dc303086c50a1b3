//! A part of the tree to paragraphs, as a browser would lay them out.

use super::tree::name;
use dom_query::NodeRef;

/// Elements that begin and end a line of their own.
const BLOCKS: [&str; 37] = [
    "address",
    "article",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "legend",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

/// The paragraphs of a node, in order, none of them empty.
pub(super) fn paragraphs(root: &NodeRef<'_>) -> Vec<String> {
    let mut writer = Writer::default();
    let mut node = *root;
    // By hand rather than by recursion: a page decides how deep it is.
    loop {
        writer.enter(&node);
        if let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        loop {
            writer.leave(&node);
            if node.id == root.id {
                writer.end();
                return writer.paragraphs;
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) => node = parent,
                None => {
                    writer.end();
                    return writer.paragraphs;
                }
            }
        }
    }
}

#[derive(Default)]
struct Writer {
    paragraphs: Vec<String>,
    line: String,
    /// A space is due before the next word.
    space: bool,
    /// Line breaks since the last word.
    breaks: usize,
    /// A quotation mark was just opened, after which no space is due.
    opened: bool,
    /// How many `<q>` are open.
    quotes: usize,
    /// How many `<h1>` to `<h6>` are open: a break inside one is there for the looks.
    headings: usize,
}

impl Writer {
    fn enter(&mut self, node: &NodeRef<'_>) {
        if node.is_text() {
            self.text(&node.text());
            return;
        }
        let name = name(node);
        match name.as_str() {
            "br" if self.headings > 0 => self.space = true,
            "br" => self.breaks += 1,
            "q" => {
                self.word(if self.quotes.is_multiple_of(2) {
                    '“'
                } else {
                    '‘'
                });
                self.quotes += 1;
                self.opened = true;
            }
            name if BLOCKS.contains(&name) => {
                self.end();
                self.headings += usize::from(is_heading(name));
            }
            _ => {}
        }
    }

    fn leave(&mut self, node: &NodeRef<'_>) {
        if !node.is_element() {
            return;
        }
        let name = name(node);
        match name.as_str() {
            "q" => {
                self.quotes = self.quotes.saturating_sub(1);
                self.space = false;
                self.word(if self.quotes.is_multiple_of(2) {
                    '”'
                } else {
                    '’'
                });
            }
            name if BLOCKS.contains(&name) => {
                self.end();
                self.headings -= usize::from(is_heading(name) && self.headings > 0);
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                // Where a word may be broken, which nobody sees.
                '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => {}
                c if c.is_whitespace() || c.is_control() => self.space = !self.opened,
                c => self.word(c),
            }
        }
    }

    fn word(&mut self, c: char) {
        match self.breaks {
            0 => {}
            1 if !self.line.is_empty() => {
                self.line.push('\n');
                self.space = false;
            }
            _ => self.end(),
        }
        self.breaks = 0;
        if std::mem::take(&mut self.space) && !self.line.is_empty() {
            self.line.push(' ');
        }
        self.opened = false;
        self.line.push(c);
    }

    fn end(&mut self) {
        let line = std::mem::take(&mut self.line);
        if line.chars().any(char::is_alphanumeric) {
            self.paragraphs.push(line);
        }
        self.space = false;
        self.opened = false;
        self.breaks = 0;
    }
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;

    fn of(html: &str) -> Vec<String> {
        paragraphs(&Document::from(html).root())
    }

    #[test]
    fn blocks_are_paragraphs_and_what_is_within_a_line_is_not() {
        let html = "<div>One <b>bold</b>\n line<p>two</p>three<ul><li>four<li>five</ul></div>";
        assert_eq!(of(html), ["One bold line", "two", "three", "four", "five"]);
    }

    #[test]
    fn breaks_are_lines_and_two_of_them_a_paragraph() {
        assert_eq!(of("one<br>two<br> <br/>three<br>"), ["one\ntwo", "three"]);
        assert_eq!(of("<h2>one<br>two</h2>"), ["one two"]);
    }

    #[test]
    fn entities_are_decoded_and_spaces_are_spaces() {
        assert_eq!(
            of("<p>&ldquo;Fish&nbsp;&amp; chips,&rdquo; he said&#33; nego&shy;tia&#8203;tions</p>"),
            ["“Fish & chips,” he said! negotiations"]
        );
    }

    #[test]
    fn quotation_elements_have_their_marks() {
        assert_eq!(
            of("<p>He said <q>no, <q> never </q></q>.</p>"),
            ["He said “no, ‘never’”."]
        );
    }

    #[test]
    fn what_has_no_word_is_no_paragraph() {
        assert_eq!(of("<p>* * *</p><p> </p><p>one</p>"), ["one"]);
    }
}
