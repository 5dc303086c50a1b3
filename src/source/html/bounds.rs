//! What a page may be made of, so that no page, however it is made, takes the time or the stack
//! of the program.
//!
//! Two looks: at the markup, because the tree's builder takes time that grows with the square
//! of the depth and of a tag's attributes; and at the tree itself, because markup can be nested
//! in ways that only the builder knows, and later steps call themselves at each level.

use crate::source::{Limits, SourceError};
use dom_query::Document;
use std::collections::HashMap;

/// Elements that never have an end tag.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Elements that another one of their kind ends, so that a page may leave out their end tags.
const IMPLIED: [&str; 17] = [
    "body", "colgroup", "dd", "dt", "head", "html", "li", "optgroup", "option", "p", "rp", "rt",
    "tbody", "td", "tfoot", "th", "tr",
];

/// Elements in which a less-than sign opens no tag.
const RAW: [&str; 8] = [
    "iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp",
];

fn too_deep(limits: &Limits) -> SourceError {
    SourceError::Excess {
        limit: limits.depth,
        of: "elements within one another",
        option: "--max-depth",
    }
}

fn too_many_elements(limits: &Limits) -> SourceError {
    SourceError::Excess {
        limit: limits.elements,
        of: "elements",
        option: "--max-elements",
    }
}

fn too_many_attributes(limits: &Limits) -> SourceError {
    SourceError::Excess {
        limit: limits.attributes,
        of: "attributes in one tag",
        option: "--max-attributes",
    }
}

/// Looks at the markup.
pub(super) fn of_markup(text: &str, limits: &Limits) -> Result<(), SourceError> {
    let bytes = text.as_bytes();
    let mut open: HashMap<String, usize> = HashMap::new();
    let (mut depth, mut elements) = (0usize, 0usize);
    let mut at = 0;
    while let Some(next) = find(bytes, at, b'<') {
        at = next + 1;
        if bytes[at..].starts_with(b"!--") {
            // A comment that nobody ends is the rest of the page; `<!-->` is one, too.
            at = after(bytes, at + 1, b"-->");
            continue;
        }
        let closing = bytes.get(at) == Some(&b'/');
        let start = at + usize::from(closing);
        if !bytes.get(start).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let end = bytes[start..]
            .iter()
            .position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))
            .map_or(bytes.len(), |length| start + length);
        let name = text[start..end].to_ascii_lowercase();
        let (past, attributes) = tag(bytes, end);
        at = past;
        if attributes > limits.attributes {
            return Err(too_many_attributes(limits));
        }
        let foreign = ["svg", "math"]
            .iter()
            .any(|name| open.get(*name).is_some_and(|&count| count > 0));
        let flat = !foreign && (VOID.contains(&name.as_str()) || IMPLIED.contains(&name.as_str()));
        if closing {
            if let Some(count) = open.get_mut(&name).filter(|count| **count > 0) {
                *count -= 1;
                depth -= 1;
            }
            continue;
        }
        elements += 1;
        if elements > limits.elements {
            return Err(too_many_elements(limits));
        }
        if !foreign && RAW.contains(&name.as_str()) {
            at = raw_end(bytes, at, &name);
        } else if !flat {
            *open.entry(name).or_default() += 1;
            depth += 1;
            if depth > limits.depth {
                return Err(too_deep(limits));
            }
        }
    }
    Ok(())
}

/// The place past a tag whose name ends at `at`, and about how many attributes it has.
fn tag(bytes: &[u8], mut at: usize) -> (usize, usize) {
    let mut attributes = 0;
    let mut between = true;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'>' => return (at + 1, attributes),
            b'=' => {
                // A quotation mark quotes only where a value begins.
                let value = bytes[at + 1..]
                    .iter()
                    .position(|byte| !byte.is_ascii_whitespace())
                    .map_or(bytes.len(), |gap| at + 1 + gap);
                at = match bytes.get(value) {
                    Some(&quote @ (b'"' | b'\'')) => {
                        between = true;
                        find(bytes, value + 1, quote).map_or(bytes.len(), |end| end + 1)
                    }
                    _ => value,
                };
                continue;
            }
            byte if byte.is_ascii_whitespace() || byte == b'/' => between = true,
            _ if between => {
                attributes += 1;
                between = false;
            }
            _ => {}
        }
        at += 1;
    }
    (bytes.len(), attributes)
}

/// The place of the end tag of an element with raw text.
fn raw_end(bytes: &[u8], mut at: usize, name: &str) -> usize {
    while let Some(next) = find(bytes, at, b'<') {
        let start = next + 2;
        let same = bytes.get(next + 1) == Some(&b'/')
            && bytes
                .get(start..start + name.len())
                .is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes()));
        if same {
            return next;
        }
        at = next + 1;
    }
    bytes.len()
}

fn find(bytes: &[u8], from: usize, byte: u8) -> Option<usize> {
    bytes
        .get(from..)?
        .iter()
        .position(|&one| one == byte)
        .map(|length| from + length)
}

fn after(bytes: &[u8], from: usize, words: &[u8]) -> usize {
    bytes
        .get(from..)
        .and_then(|rest| rest.windows(words.len()).position(|window| window == words))
        .map_or(bytes.len(), |length| from + length + words.len())
}

/// Looks at the tree.
pub(super) fn of_tree(document: &Document, limits: &Limits) -> Result<(), SourceError> {
    let mut node = document.root();
    let (mut depth, mut elements) = (0usize, 0usize);
    loop {
        elements += usize::from(node.is_element());
        if elements > limits.elements {
            return Err(too_many_elements(limits));
        }
        if let Some(child) = node.first_child() {
            depth += 1;
            // The document and the text in the deepest element are levels, too.
            if depth > limits.depth.saturating_add(2) {
                return Err(too_deep(limits));
            }
            node = child;
            continue;
        }
        loop {
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) => {
                    node = parent;
                    depth = depth.saturating_sub(1);
                }
                None => return Ok(()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_markup(text: &str) -> Result<(), SourceError> {
        super::of_markup(text, &Limits::default())
    }

    fn of_tree(document: &Document) -> Result<(), SourceError> {
        super::of_tree(document, &Limits::default())
    }

    #[test]
    fn ordinary_markup_is_within_bounds() {
        let list = "<ul>".to_string() + &"<li>one <b>bold</b><br>".repeat(5_000) + "</ul>";
        assert!(of_markup(&list).is_ok());
        let old = "<p>old page <td>cell <img src=a>".repeat(5_000);
        assert!(of_markup(&old).is_ok());
        let script = "<script>if (a<b) { x = '<div>' } </script>".repeat(5_000);
        assert!(of_markup(&script).is_ok());
        let data = format!("<img src=\"data:{}\">", "a b=c ".repeat(5_000));
        assert!(of_markup(&data).is_ok());
    }

    #[test]
    fn each_excess_is_named() {
        let told = |page: String| of_markup(&page).unwrap_err().to_string();
        assert!(told("<div>".repeat(513)).contains("more than 512 elements within one another"));
        assert!(told("<br>".repeat(250_001)).contains("more than 250000 elements"));
        let tag: String = (0..1_001).map(|n| format!(" a{n}")).collect();
        assert!(told(format!("<p{tag}>")).contains("more than 1000 attributes in one tag"));
        assert!(told("<b></i>".repeat(513)).contains("within one another"));
        assert!(told("<svg>".to_string() + &"<link>".repeat(513)).contains("within one another"));
    }

    #[test]
    fn the_tree_is_looked_at_too() {
        let hidden = "<svg><foreignObject><div></svg></div></foreignObject>".to_string()
            + &"<link>".repeat(600);
        let document = Document::from(hidden);
        assert!(of_tree(&document).is_err());
        let document = Document::from("<p>Hi <b>there</b></p><p>again</p>");
        assert!(of_tree(&document).is_ok());
    }
}
