//! What is shown to a person: colours, and text that cannot play tricks on a terminal.

use std::fmt::Write as _;

/// Longer lines are shortened in the middle, in characters.
const MAX_LINE_CHARS: usize = 2_000;

/// What a text says by its colour. Writers of [`anstream`] strip it where there is no terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As it should be.
    Good,
    /// Wrong.
    Bad,
    /// Odd.
    Warn,
    /// A heading.
    Strong,
    /// Less important.
    Dim,
}

/// The text in a colour.
#[must_use]
pub fn paint(tone: Tone, text: &str) -> String {
    let code = match tone {
        Tone::Good => "32",
        Tone::Bad => "31",
        Tone::Warn => "33",
        Tone::Strong => "1",
        Tone::Dim => "2",
    };
    format!("\u{1b}[{code}m{text}\u{1b}[0m")
}

/// The text with every control character, and every one that turns the direction of writing, escaped as in JSON: what
/// comes from outside must not move the cursor, colour the screen or read backwards.
#[must_use]
pub fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_control() || is_direction(character) {
            // All of them are in the first plane, so four digits do.
            let _ = write!(out, "\\u{:04x}", u32::from(character));
        } else {
            out.push(character);
        }
    }
    out
}

/// The beginning and end of a very long text, and how much is left out.
#[must_use]
pub fn shortened(text: &str) -> String {
    let count = text.chars().count();
    if count <= MAX_LINE_CHARS {
        return text.to_owned();
    }
    let half = MAX_LINE_CHARS / 2;
    let head: String = text.chars().take(half).collect();
    let tail: String = text.chars().skip(count - half).collect();
    format!("{head} … {} characters … {tail}", count - 2 * half)
}

fn is_direction(character: char) -> bool {
    matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_and_direction_characters_are_escaped() {
        assert_eq!(
            printable("a\u{1b}[31mé\u{9b}\n\u{202e}b"),
            "a\\u001b[31mé\\u009b\\u000a\\u202eb"
        );
    }

    #[test]
    fn long_lines_keep_both_ends() {
        let text = format!(
            "{}{}{}",
            "é".repeat(1_000),
            "x".repeat(5),
            "z".repeat(1_000)
        );
        let short = shortened(&text);
        assert!(short.starts_with('é') && short.ends_with('z') && short.contains(" 5 characters "));
        assert_eq!(shortened("abc"), "abc");
    }
}
