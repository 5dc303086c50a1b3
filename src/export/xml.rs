//! Text inside XML.

use std::borrow::Cow;

/// Text that may stand in an XML element or a quoted attribute.
///
/// White space other than the blank is written as character references, since a parser
/// would else turn it into blanks in attributes. Characters that XML 1.0 forbids even as
/// references (production 2, `Char`) become U+FFFD.
///
/// ```
/// use onrecord::export::escaped;
/// assert_eq!(escaped("\"A\" & <B>\u{1}"), "&quot;A&quot; &amp; &lt;B&gt;\u{fffd}");
/// ```
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            c if is_forbidden(c) => out.push(char::REPLACEMENT_CHARACTER),
            c => out.push(c),
        }
    }
    out
}

/// The text without the characters that XML 1.0 forbids.
pub(super) fn legible(text: &str) -> Cow<'_, str> {
    if text.contains(is_forbidden) {
        Cow::Owned(text.replace(is_forbidden, "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}

fn is_forbidden(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}
