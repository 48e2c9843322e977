//! What a set of texts must keep to.

use super::source::{Text, find};
use super::{Language, android};

/// A text stands on a phone's screen beside a button, in the largest letters too.
const LONGEST: usize = 90;

/// Every rule that is broken, each with the key and the language.
pub(super) fn broken(languages: &[Language], alike: &[Text]) -> Vec<String> {
    let mut broken = Vec::new();
    for language in languages {
        let mut say =
            |key: &str, what: &str| broken.push(format!("{key} ({}) {what}", language.name));
        for text in &language.texts {
            for what in faults(&text.shown()) {
                say(&text.key, &what);
            }
            if let Some(plain) = text.key.strip_prefix(android::ONLY)
                && find(&language.texts, plain).is_none()
            {
                say(&text.key, &format!("takes the place of no `{plain}`"));
            }
        }
        let mut names: Vec<String> = android::written(&language.texts)
            .map(|text| android::name(&text.key))
            .collect();
        names.sort_unstable();
        for pair in names.windows(2).filter(|pair| pair[0] == pair[1]) {
            say(&pair[0], "is the name of two texts on Android");
        }
    }
    for (at, one) in languages.iter().enumerate() {
        for other in &languages[at + 1..] {
            compare(one, other, alike, &mut broken);
        }
    }
    for text in alike {
        if !languages
            .iter()
            .any(|it| find(&it.texts, &text.key).is_some())
        {
            broken.push(format!("{} is in alike.txt, but is no text", text.key));
        }
    }
    // Two languages both say that the third lacks a text.
    broken.sort_unstable();
    broken.dedup();
    broken
}

/// What is wrong with a text, whatever the language.
fn faults(text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let length = text.chars().count();
    if text.is_empty() {
        faults.push("is empty".to_owned());
    }
    if length > LONGEST {
        faults.push(format!("has {length} characters; {LONGEST} is the most"));
    }
    if text.contains(['!', '¡']) {
        faults.push("shouts".to_owned());
    }
    if text.contains("...") {
        faults.push("has three dots in place of `…`".to_owned());
    }
    // Android makes one space of two.
    if text.contains("  ")
        || text.starts_with(char::is_whitespace)
        || text.ends_with(char::is_whitespace)
    {
        faults.push("has a space too many".to_owned());
    }
    if text.chars().any(is_unseen) {
        faults.push("holds a character that nobody sees".to_owned());
    }
    faults
}

/// Controls, and the marks that turn the direction of what follows.
fn is_unseen(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn compare(one: &Language, other: &Language, alike: &[Text], broken: &mut Vec<String>) {
    for (here, there) in [(one, other), (other, one)] {
        for text in &here.texts {
            if find(&there.texts, &text.key).is_none() {
                broken.push(format!("{} ({}) is missing", text.key, there.name));
            }
        }
    }
    for text in &one.texts {
        let Some(translated) = find(&other.texts, &text.key) else {
            continue;
        };
        let both = format!("{} ({}, {})", text.key, one.name, other.name);
        if text.placeholders() != translated.placeholders() {
            broken.push(format!(
                "{both} has other placeholders in the one than in the other"
            ));
        }
        let is_meant = find(alike, &text.key).is_some_and(|meant| {
            let meant = meant.shown();
            let named =
                |language: &Language| meant.split_whitespace().any(|it| it == language.name);
            named(one) && named(other)
        });
        match (text.parts == translated.parts, is_meant) {
            (true, false) => broken.push(format!(
                "{both} is the same in both; if that is meant, add it to alike.txt"
            )),
            (false, true) => broken.push(format!("{both} is in alike.txt, but differs")),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::source::parse;
    use super::*;

    fn broken_in(english: &str, spanish: &str, alike: &str) -> String {
        let language = |name, file| Language {
            name,
            texts: parse(file).unwrap(),
        };
        let languages = [language("en", english), language("es", spanish)];
        broken(&languages, &parse(alike).unwrap()).join("; ")
    }

    #[test]
    fn good_texts_break_nothing() {
        assert_eq!(
            broken_in("a = One {x}\nok = OK", "ok = OK\na = {x} uno", "ok = en es"),
            ""
        );
        assert_eq!(
            broken_in("a = One\nandroid.a = Two", "a = Uno\nandroid.a = Dos", ""),
            ""
        );
    }

    #[test]
    fn each_rule_is_kept() {
        for (english, spanish, alike, what) in [
            ("a = One\nb = Two", "a = Uno", "", "b (es) is missing"),
            ("a = One", "a = Uno\nb = Dos", "", "b (en) is missing"),
            ("a =", "a = Uno", "", "a (en) is empty"),
            ("a = One", "a = ¡Uno", "", "a (es) shouts"),
            ("a = One!", "a = Uno", "", "a (en) shouts"),
            ("a = One...", "a = Uno", "", "three dots"),
            ("a = One  two", "a = Uno", "", "a space too many"),
            ("a = One\\n ", "a = Uno", "", "a space too many"),
            ("a = One\u{202e}", "a = Uno", "", "nobody sees"),
            ("a = One\u{7}x", "a = Uno", "", "nobody sees"),
            ("a = One {x}", "a = Uno {y}", "", "other placeholders"),
            ("a = One", "a = Uno {x}", "", "other placeholders"),
            ("a = One", "a = One", "", "the same in both"),
            ("a = One", "a = One", "a = en pt", "the same in both"),
            (
                "a = One",
                "a = Uno",
                "a = en es",
                "is in alike.txt, but differs",
            ),
            ("a = One", "a = Uno", "b = en es", "is no text"),
            (
                "a.b = One\na_b = Two",
                "a.b = Uno\na_b = Dos",
                "",
                "the name of two texts",
            ),
            (
                "android.a = One",
                "android.a = Uno",
                "",
                "takes the place of no `a`",
            ),
        ] {
            let found = broken_in(english, spanish, alike);
            assert!(found.contains(what), "{english} | {spanish}: {found}");
        }
    }

    #[test]
    fn a_text_is_measured_in_characters() {
        let long = |count| format!("a = {}", "é".repeat(count));
        assert_eq!(broken_in(&long(LONGEST), "a = Uno", ""), "");
        assert!(broken_in(&long(LONGEST + 1), "a = Uno", "").contains("91 characters"));
    }
}
