//! Writes texts as Android's resources. Escaping is that of "String resources" in Android's documentation, as aapt2 reads it.

use std::fmt::Write as _;

use super::source::{Part, Text};

/// What begins the key of a text that takes the place of another one on Android.
pub(super) const ONLY: &str = "android.";

pub(super) fn path(language: &str) -> String {
    let suffix = if language == "en" {
        String::new()
    } else {
        format!("-{language}")
    };
    format!("bindings/kotlin/vinculo-android/src/main/res/values{suffix}/strings.xml")
}

/// What a text is called in `R.string`: with a prefix, since all resources of an app share their names.
pub(super) fn name(key: &str) -> String {
    format!(
        "vinculo_{}",
        key.strip_prefix(ONLY).unwrap_or(key).replace('.', "_")
    )
}

/// The texts that Android gets: without those in whose place it says something else.
pub(super) fn written(texts: &[Text]) -> impl Iterator<Item = &Text> {
    texts.iter().filter(|text| {
        !texts
            .iter()
            .any(|other| other.key.strip_prefix(ONLY) == Some(&text.key))
    })
}

pub(super) fn write(language: &str, texts: &[Text]) -> String {
    let mut file = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- Written by `cargo xtask texts` from bindings/texts/{language}.txt. -->\n<resources>\n"
    );
    for text in written(texts) {
        // Else aapt2 takes it for a format, and refuses one that makes none.
        let plain = if text.placeholders().is_empty() && text.shown().contains('%') {
            " formatted=\"false\""
        } else {
            ""
        };
        let _ = writeln!(
            file,
            "    <string name=\"{}\"{plain}>{}</string>",
            name(&text.key),
            value(text)
        );
    }
    file.push_str("</resources>\n");
    file
}

fn value(text: &Text) -> String {
    let names = text.placeholders();
    let mut value = String::new();
    for part in &text.parts {
        match part {
            Part::Words(words) => escape(words, !names.is_empty(), &mut value),
            Part::Placeholder(name) => {
                let at = names.iter().position(|it| it == name).unwrap_or_default() + 1;
                let _ = write!(value, "%{at}$s");
            }
        }
    }
    // At the start these mean a reference to a resource or to an attribute of the theme.
    if value.starts_with(['@', '?']) {
        value.insert(0, '\\');
    }
    value
}

fn escape(words: &str, is_format: bool, to: &mut String) {
    for c in words.chars() {
        match c {
            '\\' => to.push_str("\\\\"),
            '\'' => to.push_str("\\'"),
            '"' => to.push_str("\\\""),
            '\n' => to.push_str("\\n"),
            '&' => to.push_str("&amp;"),
            '<' => to.push_str("&lt;"),
            '>' => to.push_str("&gt;"),
            '%' if is_format => to.push_str("%%"),
            other => to.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::source::parse;
    use super::*;

    fn lines(file: &str) -> String {
        let written = write("en", &parse(file).unwrap());
        let lines: Vec<&str> = written
            .lines()
            .filter_map(|line| line.strip_prefix("    "))
            .collect();
        lines.join("\n")
    }

    #[test]
    fn hostile_texts_are_escaped() {
        for (text, value) in [
            ("It's \"so\"", r#">It\'s \"so\"<"#),
            ("@string/x", r">\@string/x<"),
            ("?attr", r">\?attr<"),
            ("Why? a@b", ">Why? a@b<"),
            ("¿Salir?", ">¿Salir?<"),
            ("a\\nb \\\\n", r">a\nb \\n<"),
            ("<b>&amp;]]>", ">&lt;b&gt;&amp;amp;]]&gt;<"),
            ("100 % d", " formatted=\"false\">100 % d<"),
            ("100 %: {code}", ">100 %%: %1$s<"),
            ("\\{x}", ">{x}<"),
        ] {
            let line = lines(&format!("a = {text}"));
            assert_eq!(
                line,
                format!("<string name=\"vinculo_a\"{value}/string>"),
                "{text}"
            );
        }
    }

    #[test]
    fn a_placeholder_has_the_same_number_in_every_order() {
        assert!(lines("a = {to} {from} {to}").contains(">%2$s %1$s %2$s<"));
        assert!(lines("a = {from} {to}").contains(">%1$s %2$s<"));
    }

    #[test]
    fn its_own_text_takes_the_place_of_the_common_one() {
        assert_eq!(
            lines("a.b = One\nandroid.a.b = Two\nc = Three"),
            "<string name=\"vinculo_a_b\">Two</string>\n<string name=\"vinculo_c\">Three</string>"
        );
    }
}
