//! How wide text is, and how it breaks into lines.
//!
//! Without a font at hand, widths are those of Helvetica, which the metrics of Arial,
//! Liberation Sans and Nimbus Sans match; a margin covers the wider faces that a reader's
//! machine may use instead.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Advance widths of the characters U+0020 to U+007E in thousandths of the font size.
/// Source: Adobe's Core 14 font metrics, Helvetica.
#[rustfmt::skip]
const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// Faces that replace Helvetica are up to about a sixth wider; the rest of that is covered
/// by the padding of boxes.
const MARGIN: f64 = 1.06;
/// Bold letters of these faces are about this much wider.
const BOLD: f64 = 1.07;

/// A size of type.
#[derive(Debug, Clone, Copy)]
pub struct Type {
    /// Font size in pixels.
    pub size: f64,
    /// Whether it is bold.
    pub bold: bool,
}

impl Type {
    pub const fn regular(size: f64) -> Type {
        Type { size, bold: false }
    }

    pub const fn bold(size: f64) -> Type {
        Type { size, bold: true }
    }

    /// Distance between lines.
    pub fn leading(self) -> f64 {
        self.size * 1.25
    }

    /// The width of a line of text in pixels, with some margin.
    pub fn width(self, text: &str) -> f64 {
        let thousandths: u32 = text.chars().map(advance).sum();
        let weight = if self.bold { BOLD } else { 1.0 };
        f64::from(thousandths) / 1000.0 * self.size * weight * MARGIN
    }

    /// Breaks text into lines no wider than `width`; what would need more than `most` lines
    /// ends in an ellipsis. White space of any kind counts as a blank.
    pub fn wrapped(self, text: &str, width: f64, most: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for piece in self.pieces(text, width) {
            if !line.is_empty() && self.width(&line) + self.width(piece.trim_end()) > width {
                lines.push(std::mem::take(&mut line).trim_end().to_owned());
            }
            for c in piece.chars() {
                // Only a piece that alone is too wide is broken inside.
                let with_c = self.width(&line) + self.width(c.encode_utf8(&mut [0; 4]));
                if with_c > width && !c.is_whitespace() && !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                }
                line.push(c);
            }
        }
        lines.push(line.trim_end().to_owned());
        if lines.len() > most {
            lines.truncate(most.max(1));
            if let Some(last) = lines.last_mut() {
                while !last.is_empty() && self.width(last) + self.width("…") > width {
                    last.pop();
                }
                *last = format!("{}…", last.trim_end());
            }
        }
        lines
    }

    /// Where lines may break: after blanks, and in long words after hyphens and slashes.
    /// Each run of blanks is one.
    fn pieces(self, text: &str, width: f64) -> Vec<String> {
        let mut pieces = Vec::new();
        for word in text.split_whitespace() {
            let long = self.width(word) > width * 0.6;
            let mut piece = String::new();
            for c in word.chars() {
                piece.push(c);
                if long && matches!(c, '-' | '/' | '–' | '—') {
                    pieces.push(std::mem::take(&mut piece));
                }
            }
            pieces.push(piece + " ");
        }
        pieces
    }
}

/// The advance width of a character in thousandths of the font size.
fn advance(c: char) -> u32 {
    // An accented letter is as wide as its base.
    let base = std::iter::once(c).nfd().next().unwrap_or(c);
    match base {
        ' '..='~' => u32::from(HELVETICA[base as usize - ' ' as usize]),
        c if is_combining_mark(c) => 0,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => 0,
        '\u{fe00}'..='\u{fe0f}' | '\u{feff}' => 0,
        '‘' | '’' | '‚' => 222,
        '“' | '”' | '„' => 333,
        '–' => 556,
        '—' | '…' => 1000,
        // Cyrillic and Greek: wide letters are more frequent than in Latin.
        'ж' | 'м' | 'ш' | 'щ' | 'ы' | 'ю' | 'ф' => 770,
        '\u{370}'..='\u{52f}' if base.is_uppercase() => 740,
        '\u{370}'..='\u{52f}' => 580,
        '\u{590}'..='\u{6ff}' | '\u{750}'..='\u{77f}' => 600,
        // Scripts whose characters fill a square.
        '\u{1100}'..='\u{11ff}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f000}'..='\u{1faff}'
        | '\u{20000}'..='\u{3ffff}' => 1000,
        '\u{fffd}' => 1000,
        _ => 700,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPE: Type = Type::regular(12.0);

    #[test]
    fn a_long_name_breaks_into_lines_that_fit() {
        let name =
            "Treaty of Good-Neighbourliness, Friendship and Cooperation (Russia-China, 2001)";
        let lines = TYPE.wrapped(name, 190.0, 4);
        assert!(lines.len() >= 3, "{lines:?}");
        assert!(
            lines.iter().all(|line| TYPE.width(line) <= 190.0),
            "{lines:?}"
        );
        assert_eq!(lines.join(" ").replace("- ", "-"), name);
    }

    #[test]
    fn more_lines_than_allowed_end_in_an_ellipsis() {
        let lines = TYPE.wrapped(&"word ".repeat(100), 100.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…'));
        assert!(TYPE.width(&lines[1]) <= 100.0);
    }

    #[test]
    fn text_without_blanks_breaks_where_it_must() {
        let lines = TYPE.wrapped("中华人民共和国外交部发言人办公室主任", 100.0, 5);
        assert!(lines.len() >= 3);
        assert!(lines.iter().all(|line| TYPE.width(line) <= 100.0));
    }

    #[test]
    fn an_accent_takes_no_room() {
        assert_eq!(TYPE.width("Erdogan"), TYPE.width("Erdoğan"));
        assert_eq!(TYPE.width("e"), TYPE.width("e\u{301}"));
    }

    #[test]
    fn nothing_is_one_empty_line() {
        assert_eq!(TYPE.wrapped(" \n", 100.0, 3), [""]);
    }
}
