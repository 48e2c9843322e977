//! Command `texts`, and a part of suite `bindings`: what the drop-in views say, from one source for both platforms.
//!
//! ```text
//! source    reads bindings/texts/{en,es,pt}.txt
//! rules     what a set of texts must keep to
//! android   writes them as Android's resources
//! apple     writes them as Apple's .strings
//! ```

mod android;
mod apple;
mod rules;
mod source;

use std::fs;

use crate::process::root;
use source::Text;

const DIR: &str = "bindings/texts";

/// English is what is shown where no other language fits.
const LANGUAGES: [&str; 3] = ["en", "es", "pt"];

/// The texts of one language.
struct Language {
    name: &'static str,
    texts: Vec<Text>,
}

/// A file that is written from the texts, and committed.
struct Output {
    path: String,
    content: String,
}

/// Writes what is committed.
pub(crate) fn write() -> Result<(), String> {
    for output in outputs(&read()?) {
        let to = root().join(&output.path);
        let dir = to.parent().unwrap_or(&to);
        fs::create_dir_all(dir).map_err(|e| format!("cannot make {}: {e}", dir.display()))?;
        fs::write(&to, output.content)
            .map_err(|e| format!("cannot write {}: {e}", to.display()))?;
        println!("wrote {}", output.path);
    }
    Ok(())
}

/// Proves that the texts keep to the rules, and that what is committed is written from them. Answers how many texts there are.
pub(crate) fn check() -> Result<u64, String> {
    let languages = read()?;
    for output in outputs(&languages) {
        let found = fs::read_to_string(root().join(&output.path)).unwrap_or_default();
        if found != output.content {
            return Err(format!(
                "{} is not what {DIR} says: run `cargo xtask texts`, and commit what it writes",
                output.path
            ));
        }
    }
    let count: usize = languages.iter().map(|it| it.texts.len()).sum();
    println!("{count} texts in {} languages", languages.len());
    Ok(count as u64)
}

/// Every language, if all keep to the rules.
fn read() -> Result<Vec<Language>, String> {
    let mut languages = Vec::new();
    for name in LANGUAGES {
        languages.push(Language {
            name,
            texts: source::parse(&file(name)?).map_err(|e| format!("{DIR}/{name}.txt: {e}"))?,
        });
    }
    let alike = source::parse(&file("alike")?).map_err(|e| format!("{DIR}/alike.txt: {e}"))?;
    let broken = rules::broken(&languages, &alike);
    if broken.is_empty() {
        Ok(languages)
    } else {
        Err(format!("{DIR}: {}", broken.join("\n")))
    }
}

fn file(name: &str) -> Result<String, String> {
    fs::read_to_string(root().join(DIR).join(format!("{name}.txt")))
        .map_err(|e| format!("cannot read {DIR}/{name}.txt: {e}"))
}

fn outputs(languages: &[Language]) -> Vec<Output> {
    let mut outputs = Vec::new();
    for Language { name, texts } in languages {
        outputs.push(Output {
            path: android::path(name),
            content: android::write(name, texts),
        });
        outputs.push(Output {
            path: apple::path(name),
            content: apple::write(name, texts),
        });
    }
    outputs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_committed_is_current() {
        assert!(check().is_ok_and(|count| count > 0), "{:?}", check());
    }

    #[test]
    fn every_language_has_two_outputs() {
        let paths: Vec<String> = outputs(&read().unwrap())
            .into_iter()
            .map(|output| output.path)
            .collect();
        assert_eq!(paths.len(), 2 * LANGUAGES.len());
        assert!(
            paths
                .iter()
                .any(|path| path.ends_with("values/strings.xml"))
        );
        assert!(
            paths
                .iter()
                .any(|path| path.ends_with("values-pt/strings.xml"))
        );
        assert!(
            paths
                .iter()
                .any(|path| path.ends_with("es.lproj/Vinculo.strings"))
        );
    }
}
