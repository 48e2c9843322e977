//! Reads the files of texts: `key = text` on a line; `#` begins a comment. In a text `{name}` is a placeholder, and `\n`, `\\` and
//! `\{` stand for a new line, a backslash and a brace.

/// One text of one language.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) key: String,
    pub(super) parts: Vec<Part>,
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Words(String),
    Placeholder(String),
}

impl Text {
    /// As a reader sees it, its placeholders by name.
    pub(super) fn shown(&self) -> String {
        self.parts
            .iter()
            .map(|part| match part {
                Part::Words(words) => words.clone(),
                Part::Placeholder(name) => format!("{{{name}}}"),
            })
            .collect()
    }

    /// The names of its placeholders, each once, in a stable order.
    pub(super) fn placeholders(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self
            .parts
            .iter()
            .filter_map(|part| match part {
                Part::Placeholder(name) => Some(name.as_str()),
                Part::Words(_) => None,
            })
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

pub(super) fn find<'a>(texts: &'a [Text], key: &str) -> Option<&'a Text> {
    texts.iter().find(|text| text.key == key)
}

/// Reads a file, or says in which line it is none.
pub(super) fn parse(file: &str) -> Result<Vec<Text>, String> {
    let mut texts: Vec<Text> = Vec::new();
    for (at, line) in file.lines().enumerate() {
        let at = at + 1;
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (key, text) = line
            .split_once('=')
            .ok_or_else(|| format!("line {at} is no `key = text`"))?;
        let key = key.trim();
        if !is_key(key) {
            return Err(format!("line {at}: `{key}` is no key"));
        }
        if find(&texts, key).is_some() {
            return Err(format!("line {at}: `{key}` is there twice"));
        }
        let parts = parts(text.trim()).map_err(|e| format!("line {at}: {e}"))?;
        texts.push(Text {
            key: key.to_owned(),
            parts,
        });
    }
    Ok(texts)
}

/// Words of small letters, digits and `_`, joined by dots: what becomes a name on both platforms.
fn is_key(key: &str) -> bool {
    key.split('.').all(is_word)
}

fn is_word(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase())
        && word
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

fn parts(text: &str) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    let mut words = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => words.push(match chars.next() {
                Some('n') => '\n',
                Some(escaped @ ('\\' | '{')) => escaped,
                _ => return Err("after a backslash stands n, a backslash or a brace".to_owned()),
            }),
            '{' => {
                let (name, rest) = chars
                    .as_str()
                    .split_once('}')
                    .ok_or("a brace is not closed")?;
                if !is_word(name) {
                    return Err(format!("`{name}` is no name of a placeholder"));
                }
                if !words.is_empty() {
                    parts.push(Part::Words(std::mem::take(&mut words)));
                }
                parts.push(Part::Placeholder(name.to_owned()));
                chars = rest.chars();
            }
            other => words.push(other),
        }
    }
    if !words.is_empty() {
        parts.push(Part::Words(words));
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_keys_comments_and_placeholders() {
        let texts = parse("# c\n\n a.b = Code: {code}. \nc = x = \\\\ \\{y\\n").unwrap();
        assert_eq!(texts[0].key, "a.b");
        assert_eq!(
            texts[0].parts,
            [
                Part::Words("Code: ".to_owned()),
                Part::Placeholder("code".to_owned()),
                Part::Words(".".to_owned())
            ]
        );
        assert_eq!(texts[0].shown(), "Code: {code}.");
        assert_eq!(texts[1].shown(), "x = \\ {y\n");
    }

    #[test]
    fn an_empty_text_is_left_for_the_rules() {
        assert_eq!(parse("a =").unwrap()[0].parts, []);
    }

    #[test]
    fn refuses_what_it_cannot_read() {
        for file in [
            "no text",
            "= x",
            "A = x",
            "a..b = x",
            "a- = x",
            "1 = x",
            "a = x\na = y",
            "a = {x",
            "a = {}",
            "a = {X}",
            "a = \\",
            "a = \\t",
        ] {
            assert!(parse(file).is_err(), "{file}");
        }
        assert_eq!(parse("a = x\n?").unwrap_err(), "line 2 is no `key = text`");
    }
}
