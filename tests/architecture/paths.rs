//! Rust source as tokens and paths: just enough to see who names whom.

/// One word or sign of code, with the line it stands on. Comments and the insides of literals
/// are gone, so that prose may name what code may not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) text: String,
    pub(crate) line: usize,
}

impl Token {
    fn is_word(&self) -> bool {
        self.text
            .starts_with(|c: char| c.is_alphabetic() || c == '_')
    }
}

/// A path such as `crate::callback::LinkId`, with the groups of `use` written out.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Path {
    pub(crate) words: Vec<String>,
    pub(crate) line: usize,
}

impl Path {
    pub(crate) fn starts_with(&self, words: &[&str]) -> bool {
        self.words.len() >= words.len() && self.words.iter().zip(words).all(|(a, b)| a == b)
    }

    /// Whether the words stand anywhere in it, next to each other.
    pub(crate) fn contains(&self, words: &[&str]) -> bool {
        self.words
            .windows(words.len())
            .any(|window| window == words)
    }
}

/// Splits source into tokens.
pub(crate) fn tokens(source: &str) -> Vec<Token> {
    let chars: Vec<char> = source.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let mut tokens = Vec::new();
    let mut line = 1;
    let mut i = 0;
    while i < chars.len() {
        let start = i;
        let mut text = String::new();
        match at(i) {
            '/' if at(i + 1) == '/' => {
                while i < chars.len() && at(i) != '\n' {
                    i += 1;
                }
            }
            '/' if at(i + 1) == '*' => i = after_block_comment(&chars, i),
            '"' => i = after_string(&chars, i, 0),
            '\'' => i = after_quote(&chars, i),
            'r' | 'b' | 'c' if literal_prefix(&chars, i).is_some() => {
                let (quote, hashes) = literal_prefix(&chars, i).unwrap_or((i, 0));
                let raw = chars[i..quote].contains(&'r');
                i = if raw {
                    after_raw_string(&chars, quote, hashes)
                } else {
                    after_string(&chars, quote, 0)
                };
            }
            c if c.is_alphanumeric() || c == '_' => {
                while at(i).is_alphanumeric() || at(i) == '_' {
                    text.push(at(i));
                    i += 1;
                }
            }
            ':' if at(i + 1) == ':' => {
                text.push_str("::");
                i += 2;
            }
            c => {
                if !c.is_whitespace() {
                    text.push(c);
                }
                i += 1;
            }
        }
        if !text.is_empty() {
            tokens.push(Token { text, line });
        }
        line += chars[start..i.min(chars.len())]
            .iter()
            .filter(|c| **c == '\n')
            .count();
    }
    tokens
}

/// All paths of two words and more, and every single word besides.
pub(crate) fn paths(tokens: &[Token]) -> Vec<Path> {
    let mut paths = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        i = if tokens[i].is_word() {
            tree(tokens, i, &[], &mut paths)
        } else {
            i + 1
        };
    }
    paths
}

/// Reads one path, or one branch of a `use` tree, from `i` on; returns where it ends.
fn tree(tokens: &[Token], mut i: usize, before: &[String], paths: &mut Vec<Path>) -> usize {
    let is = |i: usize, text: &str| tokens.get(i).is_some_and(|token| token.text == text);
    let mut words = before.to_vec();
    let line = tokens[i].line;
    while tokens.get(i).is_some_and(Token::is_word) {
        words.push(tokens[i].text.clone());
        i += 1;
        if !is(i, "::") {
            break;
        }
        i += 1;
    }
    if !is(i, "{") || !is(i.wrapping_sub(1), "::") {
        paths.push(Path { words, line });
        return i;
    }
    i += 1;
    while i < tokens.len() && !is(i, "}") {
        i = if tokens[i].is_word() {
            tree(tokens, i, &words, paths)
        } else {
            i + 1
        };
    }
    i + 1
}

fn after_block_comment(chars: &[char], mut i: usize) -> usize {
    let mut depth = 0;
    while i < chars.len() {
        match (chars[i], chars.get(i + 1)) {
            ('/', Some('*')) => {
                depth += 1;
                i += 1;
            }
            ('*', Some('/')) => {
                depth -= 1;
                i += 1;
            }
            _ => {}
        }
        i += 1;
        if depth == 0 {
            break;
        }
    }
    i
}

fn after_string(chars: &[char], quote: usize, skip: usize) -> usize {
    let mut i = quote + 1 + skip;
    while i < chars.len() && chars[i] != '"' {
        i += if chars[i] == '\\' { 2 } else { 1 };
    }
    i + 1
}

fn after_raw_string(chars: &[char], quote: usize, hashes: usize) -> usize {
    let mut i = quote + 1;
    while i < chars.len() {
        let closing = chars[i + 1..].iter().take_while(|c| **c == '#').count();
        if chars[i] == '"' && closing >= hashes {
            return i + 1 + hashes;
        }
        i += 1;
    }
    i
}

/// A character literal, or the tick of a lifetime.
fn after_quote(chars: &[char], i: usize) -> usize {
    match (chars.get(i + 1), chars.get(i + 2)) {
        (Some('\\'), _) => {
            let end = chars[(i + 3).min(chars.len())..]
                .iter()
                .position(|c| *c == '\'');
            end.map_or(chars.len(), |end| i + 3 + end + 1)
        }
        (Some(_), Some('\'')) => i + 3,
        _ => i + 1,
    }
}

/// `r"`, `r#"`, `b"`, `br#"`, `c"` and kin: where the quote is, and how many hashes stand before.
fn literal_prefix(chars: &[char], i: usize) -> Option<(usize, usize)> {
    if i > 0 && (chars[i - 1].is_alphanumeric() || chars[i - 1] == '_') {
        return None;
    }
    let letters = chars[i..]
        .iter()
        .take(2)
        .take_while(|c| matches!(c, 'r' | 'b' | 'c'))
        .count();
    let hashes = chars[i + letters..]
        .iter()
        .take_while(|c| **c == '#')
        .count();
    let quote = i + letters + hashes;
    let raw = chars[i..i + letters].contains(&'r');
    (chars.get(quote) == Some(&'"') && (hashes == 0 || raw)).then_some((quote, hashes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str) -> Vec<String> {
        paths(&tokens(source))
            .into_iter()
            .map(|path| path.words.join("::"))
            .collect()
    }

    #[test]
    fn groups_are_written_out() {
        let source = "use crate::{callback::{Callback, LinkId as Id}, session};";
        let paths = found(source);
        for path in [
            "crate::callback::Callback",
            "crate::callback::LinkId",
            "crate::session",
        ] {
            assert!(paths.contains(&path.to_owned()), "{path} in {paths:?}");
        }
    }

    #[test]
    fn comments_and_literals_are_not_code() {
        let source = r##"
            // crate::session
            /* crate::session /* nested */ crate::session */
            let a = "crate::session \" crate::session";
            let b = r#"crate::session " crate::session"#;
            let c = (b"crate::session", '"', '\'', '\\', 'x');
            fn f<'a>(x: &'a str) { crate::callback::f(x) }
        "##;
        let paths = found(source);
        assert!(
            paths.contains(&"crate::callback::f".to_owned()),
            "{paths:?}"
        );
        assert!(
            !paths.iter().any(|path| path.contains("session")),
            "{paths:?}"
        );
    }

    #[test]
    fn lines_are_counted_through_literals_and_comments() {
        let source = "/* a\nb */ let s = \"c\nd\";\ncrate::x::y();";
        let last = paths(&tokens(source)).pop();
        assert_eq!(
            paths(&tokens(source))
                .iter()
                .find(|path| path.starts_with(&["crate"]))
                .map(|path| path.line),
            Some(4),
            "{last:?}"
        );
    }
}
