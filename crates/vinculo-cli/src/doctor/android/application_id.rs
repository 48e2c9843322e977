//! The application id, which build types and flavours may change.

use super::super::project::gradle::{BuildFile, Entry, assigned};

/// How often a build file says the id.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Written<'b> {
    /// Then it is the namespace.
    Nowhere,
    /// For all that ships, as this expression.
    Once(&'b str),
    /// Variants that ship have their own, by a suffix or as a whole.
    Variously,
}

pub(super) fn application_id<'b>(build: &'b BuildFile) -> Written<'b> {
    let mut found = Written::Nowhere;
    for entry in &build.entries {
        if !entry.text.contains("applicationId") || is_of_debug(entry) {
            continue;
        }
        let own = entry
            .property("android.defaultConfig")
            .and_then(|rest| assigned(rest, "applicationId"));
        match own {
            Some(value) if found == Written::Nowhere => found = Written::Once(value),
            Some(_) => return Written::Variously,
            None if changes(&entry.text) => return Written::Variously,
            None => {}
        }
    }
    found
}

/// Whether a statement sets the id or a suffix of it, as `applicationIdSuffix = ".beta"`, `it.applicationId.set("a.b")` …
fn changes(text: &str) -> bool {
    ["applicationIdSuffix", "applicationId"].iter().any(|name| {
        let Some((of, _)) = text.split_once(name) else {
            return false;
        };
        let is_target = of.is_empty() || (of.ends_with('.') && !of.contains([' ', '=']));
        let is_closed = of.matches('(').count() == of.matches(')').count();
        is_target && is_closed && assigned(&text[of.len()..], name).is_some()
    })
}

/// `debug { … }`, `getByName("debug").…`: it does not ship, as its source set does not.
fn is_of_debug(entry: &Entry) -> bool {
    let head = entry.text.split("applicationId").next().unwrap_or_default();
    let dotted = head
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| word == "debug");
    dotted || entry.is_in("debug")
}

#[cfg(test)]
mod tests {
    use super::super::super::project::Source;
    use super::*;

    #[test]
    fn variants_that_ship_may_have_ids_of_their_own() {
        let base = "android { defaultConfig { applicationId = \"a.b\" } }\n";
        for (more, is_various) in [
            ("", false),
            (
                "android { buildTypes { debug { applicationIdSuffix '.debug' } } }",
                false,
            ),
            (
                "android.buildTypes.getByName(\"debug\").applicationIdSuffix = \".d\"",
                false,
            ),
            (
                "android { defaultConfig { resValue(\"string\", \"applicationId\", \"x\") } }",
                false,
            ),
            ("println(android.defaultConfig.applicationId + \"\")", false),
            (
                "android { buildTypes { create(\"beta\") { applicationIdSuffix = \".beta\" } } }",
                true,
            ),
            (
                "android { productFlavors { pro { applicationId 'a.c' } } }",
                true,
            ),
            (
                "androidComponents { onVariants { it.applicationId.set(\"a.c\") } }",
                true,
            ),
            (
                "android.buildTypes.getByName(\"release\").applicationIdSuffix = \".r\"",
                true,
            ),
        ] {
            let source = Source::new("app/build.gradle.kts", format!("{base}{more}"));
            let build = BuildFile::read(&source);
            let expected = if is_various {
                Written::Variously
            } else {
                Written::Once("\"a.b\"")
            };
            assert_eq!(application_id(&build), expected, "{more}");
        }
    }
}
