//! What a site's robots.txt allows (RFC 9309): the group of rules for the program's name, else
//! the one for all; of the rules that fit a path the longest decides, and of two equally long
//! ones the one that allows.

/// The most of a robots.txt that is read, in bytes, as the standard's parsing limit asks.
pub const LIMIT: u64 = 512 * 1024;

/// The rules for one program on one site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Robots {
    rules: Vec<Rule>,
    forbidden: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    allow: bool,
    pattern: String,
}

impl Robots {
    /// A site without rules.
    pub fn all() -> Robots {
        Robots::default()
    }

    /// A site whose rules cannot be known now: nothing may be read.
    pub fn none() -> Robots {
        Robots {
            rules: Vec::new(),
            forbidden: true,
        }
    }

    /// The rules of a file for a program of this name.
    pub fn read(file: &str, program: &str) -> Robots {
        let (mut own, mut general) = (Vec::new(), Vec::new());
        let (mut own_found, mut in_own, mut in_general) = (false, false, false);
        // Lines that name programs one after another share the rules below them.
        let mut naming = false;
        for line in file.trim_start_matches('\u{feff}').lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((field, value)) = line.split_once(':') else {
                continue;
            };
            let (field, value) = (field.trim().to_ascii_lowercase(), value.trim());
            match field.as_str() {
                "user-agent" => {
                    if !naming {
                        (in_own, in_general) = (false, false);
                    }
                    naming = true;
                    in_general |= value == "*";
                    let named: String = value
                        .chars()
                        .take_while(|c| c.is_ascii_alphabetic() || matches!(c, '-' | '_'))
                        .collect();
                    if !named.is_empty() && named.eq_ignore_ascii_case(program) {
                        (in_own, own_found) = (true, true);
                    }
                }
                "allow" | "disallow" => {
                    naming = false;
                    // An empty rule forbids nothing.
                    if value.is_empty() {
                        continue;
                    }
                    let rule = Rule {
                        allow: field == "allow",
                        pattern: value.to_string(),
                    };
                    if in_own {
                        own.push(rule.clone());
                    }
                    if in_general {
                        general.push(rule);
                    }
                }
                _ => {}
            }
        }
        Robots {
            rules: if own_found { own } else { general },
            forbidden: false,
        }
    }

    /// Whether a path, with its query, may be read.
    pub fn allows(&self, path: &str) -> bool {
        if self.forbidden {
            return false;
        }
        self.rules
            .iter()
            .filter(|rule| fits(rule.pattern.as_bytes(), path.as_bytes()))
            .max_by_key(|rule| (rule.pattern.len(), rule.allow))
            .is_none_or(|rule| rule.allow)
    }
}

/// Whether a pattern fits the beginning of a path: `*` stands for anything, `$` at its end for
/// the path's end. Goes back to the last `*` alone, so that no pattern takes long.
fn fits(pattern: &[u8], path: &[u8]) -> bool {
    let (pattern, to_the_end) = match pattern.split_last() {
        Some((b'$', rest)) => (rest, true),
        _ => (pattern, false),
    };
    let (mut p, mut t) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    loop {
        if p == pattern.len() && (!to_the_end || t == path.len()) {
            return true;
        }
        if p < pattern.len() && pattern[p] == b'*' {
            star = Some((p + 1, t));
            p += 1;
        } else if p < pattern.len() && t < path.len() && pattern[p] == path[t] {
            p += 1;
            t += 1;
        } else if let Some((after, from)) = star.filter(|&(_, from)| from < path.len()) {
            star = Some((after, from + 1));
            (p, t) = (after, from + 1);
        } else {
            return false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "\
# a site
User-agent: *
Disallow: /private/
Allow: /private/open   # but this
Disallow: /*.pdf$

User-agent: elsewhere
User-agent: OnRecord/2
Disallow: /news
Allow: /news/world
";

    #[test]
    fn the_group_of_the_programs_name_decides() {
        let own = Robots::read(FILE, "onrecord");
        assert!(own.allows("/private/x"));
        assert!(!own.allows("/news"));
        assert!(own.allows("/news/world/1"));
        let other = Robots::read(FILE, "another");
        assert!(!other.allows("/private/x"));
        assert!(other.allows("/private/open/x"));
        assert!(!other.allows("/a/b.pdf"));
        assert!(other.allows("/a/b.pdf?page=2"));
    }

    #[test]
    fn without_rules_all_is_allowed_and_without_knowledge_nothing() {
        assert!(Robots::read("User-agent: *\nDisallow:\n", "onrecord").allows("/x"));
        assert!(Robots::all().allows("/x"));
        assert!(!Robots::none().allows("/x"));
    }

    #[test]
    fn a_pattern_of_many_stars_takes_no_time() {
        let pattern = format!("Disallow: {}b$\nUser-agent: *\n", "*a".repeat(2000));
        let file = format!("User-agent: *\n{pattern}");
        assert!(Robots::read(&file, "onrecord").allows(&"a".repeat(20_000)));
    }

    proptest::proptest! {
        #[test]
        fn no_file_and_no_path_stop_it(file in "(?s).{0,200}", path in "/.{0,40}") {
            let _ = Robots::read(&file, "onrecord").allows(&path);
        }
    }
}
