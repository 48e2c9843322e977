//! Writes texts as Apple's `.strings`. Placeholders stay as they are, and the look-up fills them in: a format of `printf` would be
//! executed, whoever wrote it.

use std::fmt::Write as _;

use super::android;
use super::source::Text;

pub(super) fn path(language: &str) -> String {
    format!("bindings/swift/Sources/VinculoUI/Resources/{language}.lproj/Vinculo.strings")
}

pub(super) fn write(language: &str, texts: &[Text]) -> String {
    let mut file =
        format!("/* Written by `cargo xtask texts` from bindings/texts/{language}.txt. */\n");
    for text in texts
        .iter()
        .filter(|text| !text.key.starts_with(android::ONLY))
    {
        let _ = writeln!(file, "\"{}\" = \"{}\";", text.key, escaped(&text.shown()));
    }
    file
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::super::source::parse;
    use super::*;

    fn written(file: &str) -> String {
        write("en", &parse(file).unwrap())
    }

    #[test]
    fn hostile_texts_are_escaped() {
        for (text, value) in [
            ("It's \"so\"", r#"It's \"so\""#),
            ("\";\\n\"b\" = \"", r#"\";\n\"b\" = \""#),
            ("a\\\\", r"a\\"),
            ("/* a */ 100 % <b>", "/* a */ 100 % <b>"),
            ("{code}: %@", "{code}: %@"),
        ] {
            let line = format!("\"a.b\" = \"{value}\";");
            assert_eq!(
                written(&format!("a.b = {text}")).lines().nth(1),
                Some(line.as_str()),
                "{text}"
            );
        }
    }

    #[test]
    fn texts_of_android_are_left_out() {
        assert!(!written("a = One\nandroid.a = Two").contains("Two"));
    }
}
