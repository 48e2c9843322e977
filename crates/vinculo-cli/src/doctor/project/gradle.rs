//! Gradle's build files, Groovy and Kotlin alike, as flat statements with the blocks that they stand in.
//!
//! They are programs, and are not run: what is written down is read, what is computed is called unknown.

use std::ops::Range;

use super::{Source, folder_of};
use crate::doctor::finding::Edit;

/// Deeper than any build file; what is deeper is read as if it stood at this depth.
const MAX_DEPTH: usize = 64;
/// More than any build file says.
const MAX_STATEMENTS: usize = 20_000;

/// A build file, or a settings file.
#[derive(Clone, Debug)]
pub struct BuildFile<'a> {
    /// The file.
    pub source: &'a Source,
    /// The folder that it is in: the module's.
    pub module: String,
    /// What it says, in order.
    pub entries: Vec<Entry>,
    /// Whether it says so much that the rest was not read.
    pub is_cut: bool,
}

/// A statement, or the head of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The names of the blocks around it, outermost first, such as `android`, `defaultConfig`.
    pub path: Vec<String>,
    /// What is written, without comments, its white space as one space each.
    pub text: String,
    /// Its place; of a block, up to its brace.
    pub span: Range<usize>,
    /// What is between the braces, if it is the head of a block.
    pub body: Option<Range<usize>>,
}

impl<'a> BuildFile<'a> {
    /// Reads one. Total: any text is a sequence of statements.
    #[must_use]
    pub fn read(source: &'a Source) -> Self {
        let entries = Reader::new(&source.text).read();
        Self {
            source,
            module: folder_of(&source.path).to_owned(),
            is_cut: entries.len() >= MAX_STATEMENTS,
            entries,
        }
    }

    /// Whether it is written in Kotlin.
    #[must_use]
    pub fn is_kotlin(&self) -> bool {
        super::has_extension(&self.source.path, &["kts"])
    }

    /// The last value that is given to a property, and where: `android.defaultConfig`, `minSdk`.
    #[must_use]
    pub fn value(&self, path: &str, names: &[&str]) -> Option<(&str, &Entry)> {
        self.entries.iter().rev().find_map(|entry| {
            let rest = entry.property(path)?;
            names
                .iter()
                .find_map(|name| Some((assigned(rest, name)?, entry)))
        })
    }

    /// The block of this path, such as `dependencies`.
    #[must_use]
    pub fn block(&self, path: &str) -> Option<(&Entry, Range<usize>)> {
        self.entries.iter().find_map(|entry| {
            let body = entry.body.clone()?;
            (entry.full_path() == path).then_some((entry, body))
        })
    }

    /// Adds a statement at the end of a block, indented.
    #[must_use]
    pub fn with_statement(&self, body: &Range<usize>, statement: &str) -> Edit {
        let own = self.source.indent(body.start);
        let inside = self.source.text.get(body.clone()).unwrap_or_default();
        match inside.rfind('\n') {
            Some(last) => {
                let line = format!("{own}    {statement}\n");
                Edit::insert(self.source, body.start + last + 1, line)
            }
            None => Edit::insert(
                self.source,
                body.end,
                format!("\n{own}    {statement}\n{own}"),
            ),
        }
    }
}

impl Entry {
    /// The rest of the statement below this path: within blocks, with dots, or both.
    #[must_use]
    pub fn property(&self, path: &str) -> Option<&str> {
        let around = self.path.join(".");
        if around == path {
            return Some(&self.text);
        }
        let left = if around.is_empty() {
            path
        } else {
            path.strip_prefix(&around)?.strip_prefix('.')?
        };
        self.text.strip_prefix(left)?.strip_prefix('.')
    }

    /// Whether it stands in a block of this name, at any depth.
    #[must_use]
    pub fn is_in(&self, block: &str) -> bool {
        self.path.iter().any(|name| name == block)
    }

    /// What is between quotes in it.
    #[must_use]
    pub fn strings(&self) -> Vec<&str> {
        strings(&self.text)
    }

    fn full_path(&self) -> String {
        let mut path = self.path.clone();
        path.push(block_name(&self.text));
        path.join(".")
    }
}

/// What is assigned to a name: `minSdk = 24`, `minSdk 24`, `minSdkVersion(24)`, `minSdk.set(24)`.
#[must_use]
pub fn assigned<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let rest = text.strip_prefix(name)?;
    let value = rest
        .strip_prefix(".set")
        .or_else(|| rest.trim_start().strip_prefix("+="))
        .or_else(|| rest.trim_start().strip_prefix('='))
        .or_else(|| rest.starts_with([' ', '(']).then_some(rest))?
        .trim();
    if value.starts_with('=') {
        return None;
    }
    let inner = value
        .strip_prefix('(')
        .and_then(|value| value.strip_suffix(')'));
    Some(inner.unwrap_or(value).trim())
}

/// What is between quotes in a text, without escapes being read.
#[must_use]
pub fn strings(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['"', '\'']) {
        let quote = &rest[at..=at];
        let inside = &rest[at + 1..];
        let Some(end) = inside.find(quote) else { break };
        found.push(&inside[..end]);
        rest = &inside[end + 1..];
    }
    found
}

/// `getByName("release")` is `release`, `android` is `android`.
fn block_name(head: &str) -> String {
    let word = head.split([' ', '(', '{', '=']).next().unwrap_or_default();
    let named = ["getByName", "named", "create", "register", "maybeCreate"].contains(&word);
    if named && let Some(name) = strings(head).first() {
        return (*name).to_owned();
    }
    word.to_owned()
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    path: Vec<String>,
    /// The entry of each open block.
    open: Vec<Option<usize>>,
    entries: Vec<Entry>,
    /// The statement in the making: where it began, and its words.
    start: Option<usize>,
    end: usize,
    words: String,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            path: Vec::new(),
            open: Vec::new(),
            entries: Vec::new(),
            start: None,
            end: 0,
            words: String::new(),
        }
    }

    fn read(mut self) -> Vec<Entry> {
        let bytes = self.text.as_bytes();
        // Parentheses, brackets, and braces within them: their content is one statement.
        let mut nested = 0_usize;
        while let Some(&byte) = bytes.get(self.at) {
            if self.entries.len() >= MAX_STATEMENTS {
                break;
            }
            let from = self.at;
            if let Some(end) = comment_end(bytes, from) {
                self.at = end;
                // A block comment parts words as white space does.
                self.space();
                continue;
            }
            match byte {
                b'"' | b'\'' => {
                    self.at = string_end(bytes, from);
                    self.push(from);
                }
                b'\n' if nested == 0 && !self.goes_on() => {
                    self.at += 1;
                    self.finish();
                }
                b';' if nested == 0 => {
                    self.at += 1;
                    self.finish();
                }
                b'{' if nested == 0 => {
                    self.at += 1;
                    self.begin_block();
                }
                b'}' if nested == 0 => {
                    self.finish();
                    self.end_block();
                    self.at += 1;
                }
                _ if byte.is_ascii_whitespace() => {
                    self.at += 1;
                    self.space();
                }
                _ => {
                    match byte {
                        b'(' | b'[' | b'{' => nested += 1,
                        b')' | b']' | b'}' => nested = nested.saturating_sub(1),
                        _ => {}
                    }
                    self.at += 1;
                    while !self.text.is_char_boundary(self.at) {
                        self.at += 1;
                    }
                    self.push(from);
                }
            }
        }
        self.finish();
        while !self.open.is_empty() {
            self.end_block();
        }
        self.entries
    }

    fn push(&mut self, from: usize) {
        self.start.get_or_insert(from);
        self.end = self.at;
        self.words.push_str(&self.text[from..self.at]);
    }

    fn space(&mut self) {
        if self.start.is_some() && !self.words.ends_with(' ') {
            self.words.push(' ');
        }
    }

    /// A line that ends so is continued by the next one.
    fn goes_on(&self) -> bool {
        let words = self.words.trim_end();
        words.ends_with([',', '=', '+']) || words.ends_with(" to")
    }

    fn finish(&mut self) {
        if let Some(start) = self.start.take() {
            self.add(start, None);
        }
        self.words.clear();
    }

    fn add(&mut self, start: usize, body: Option<Range<usize>>) {
        self.entries.push(Entry {
            path: self.path.clone(),
            text: self.words.trim().to_owned(),
            span: start..self.end.max(start),
            body,
        });
    }

    fn begin_block(&mut self) {
        let start = self.start.take().unwrap_or(self.at - 1);
        self.add(start, Some(self.at..self.text.len()));
        if self.path.len() < MAX_DEPTH {
            self.open.push(Some(self.entries.len() - 1));
            self.path.push(block_name(self.words.trim()));
        } else {
            self.open.push(None);
        }
        self.words.clear();
    }

    fn end_block(&mut self) {
        if let Some(Some(index)) = self.open.pop() {
            self.path.pop();
            if let Some(body) = &mut self.entries[index].body {
                body.end = self.at;
            }
        }
    }
}

/// Where a comment that begins here ends.
fn comment_end(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = &bytes[at..];
    if rest.starts_with(b"//") {
        let line = rest.iter().position(|byte| *byte == b'\n');
        return Some(line.map_or(bytes.len(), |line| at + line));
    }
    if rest.starts_with(b"/*") {
        let end = rest[2..].windows(2).position(|pair| pair == b"*/");
        return Some(end.map_or(bytes.len(), |end| at + 2 + end + 2));
    }
    None
}

/// Where a string that begins here ends. One without an end ends with its line.
fn string_end(bytes: &[u8], at: usize) -> usize {
    let quote = bytes[at];
    let triple = [quote; 3];
    if bytes[at..].starts_with(&triple) {
        let inside = &bytes[at + 3..];
        let end = inside.windows(3).position(|three| three == triple);
        return end.map_or(bytes.len(), |end| at + 3 + end + 3);
    }
    let mut end = at + 1;
    while let Some(&byte) = bytes.get(end) {
        match byte {
            b'\\' => end += 2,
            b'\n' => return end,
            _ if byte == quote => return end + 1,
            _ => end += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(text: &str) -> Vec<(String, String)> {
        let entries = Reader::new(text).read();
        entries
            .into_iter()
            .map(|entry| (entry.path.join("."), entry.text))
            .collect()
    }

    fn pair(path: &str, text: &str) -> (String, String) {
        (path.to_owned(), text.to_owned())
    }

    #[test]
    fn statements_know_the_blocks_around_them() {
        let text = "plugins { id(\"a\") version \"1\" }\nandroid {\n  defaultConfig {\n    minSdk = 24 // oldest\n\
                    \x20   ndk { abiFilters += listOf(\n      \"x\",\n      \"y\") }\n  }\n  buildTypes { getByName(\"release\") { a 'b}' } }\n}\n";
        assert_eq!(
            entries(text),
            [
                pair("", "plugins"),
                pair("plugins", "id(\"a\") version \"1\""),
                pair("", "android"),
                pair("android", "defaultConfig"),
                pair("android.defaultConfig", "minSdk = 24"),
                pair("android.defaultConfig", "ndk"),
                pair(
                    "android.defaultConfig.ndk",
                    "abiFilters += listOf( \"x\", \"y\")"
                ),
                pair("android", "buildTypes"),
                pair("android.buildTypes", "getByName(\"release\")"),
                pair("android.buildTypes.release", "a 'b}'"),
            ]
        );
    }

    #[test]
    fn values_are_found_in_every_way_of_writing() {
        for text in [
            "android { defaultConfig { minSdk = 24 } }",
            "android { defaultConfig { minSdkVersion 24 } }",
            "android.defaultConfig.minSdk = 24",
            "android { defaultConfig.minSdkVersion(24) }",
            "android { defaultConfig { minSdk.set(24) } }",
        ] {
            let source = Source::new("app/build.gradle", text);
            let build = BuildFile::read(&source);
            let value = build.value("android.defaultConfig", &["minSdk", "minSdkVersion"]);
            assert_eq!(value.map(|(value, _)| value), Some("24"), "{text}");
        }
    }

    #[test]
    fn a_torn_file_is_read_as_far_as_it_goes() {
        assert_eq!(entries("a { b \"c")[1], pair("a", "b \"c"));
        assert_eq!(entries("} } a /* b"), [pair("", "a")]);
        assert_eq!(entries(&"{".repeat(100_000)).len(), MAX_STATEMENTS);
        assert_eq!(entries("é(ü\\"), [pair("", "é(ü\\")]);
    }
}
