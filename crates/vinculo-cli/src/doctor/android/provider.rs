//! Whether the package's screen finds out whose `Vinculo` it is for: the app's `Application` tells, if the manifest names it.

use std::collections::{BTreeMap, BTreeSet};

use super::super::codes::Code;
use super::super::finding::Finding;
use super::super::project::first_mention;
use super::super::project::xml::Attr;
use super::app::App;
use super::code::Declaration;

const PROVIDER: &str = "VinculoProvider";
/// What asks the provider; handing a link on does not.
const CONNECT: &[&str] = &[
    "VinculoConnect(",
    "rememberVinculoConnect",
    "VinculoConnect.acknowledge",
    "VinculoConnect.unacknowledged",
    "VinculoConnect.deliverPending",
];
/// Classes that others inherit, and that are certainly none.
const PLAIN: [&str; 2] = ["Application", "MultiDexApplication"];
/// A class of an app does not inherit more of the app's own than these.
const MAX_TYPES: usize = 64;

type Declarations<'a> = BTreeMap<&'a str, Vec<Declaration<'a>>>;

pub(super) fn check(app: &App, findings: &mut Vec<Finding>) {
    let Some(user) = app.code.mentions(CONNECT) else {
        return;
    };
    let applications = app
        .manifests
        .iter()
        .filter_map(|manifest| Some((*manifest, manifest.application.as_ref()?)));
    // The app's own win over those of its libraries.
    let (own, others): (Vec<_>, Vec<_>) =
        applications.partition(|(manifest, _)| manifest.module == app.module);
    let declarations = app.code.declarations();
    let fails = format!(
        "VinculoConnect, used in {}, throws IllegalStateException or ends as Unfinished(no_provider).",
        user.path
    );
    for group in [&own, &others] {
        let named: Vec<_> = group
            .iter()
            .filter_map(|(manifest, application)| Some((manifest, application.name.as_ref()?)))
            .collect();
        for (manifest, attr) in &named {
            if let Some(name) = no_provider(app, attr, &declarations) {
                let what = format!("{name} is no {PROVIDER}, so {fails}");
                findings.push(
                    Finding::at(Code::ANDROID_NO_PROVIDER, manifest.source, attr.span.start, what)
                        .say("Let it be one, or name the class that is one; it answers null while nobody is signed in:")
                        .text(class(&name)),
                );
            }
        }
        if !named.is_empty() {
            return;
        }
    }
    let what = format!("The application has no android:name, so nothing is a {PROVIDER}: {fails}");
    let Some((manifest, application)) = app.application() else {
        findings.push(
            Finding::of_project(Code::ANDROID_NO_PROVIDER, what)
                .say("Name a class that is one:")
                .text(both("BankApp")),
        );
        return;
    };
    let start = application.tag.span.start;
    let finding = Finding::at(Code::ANDROID_NO_PROVIDER, manifest.source, start, what);
    findings.push(match written(&declarations).as_slice() {
        [name] => {
            let attribute = format!("android:name=\"{name}\"");
            let edit = application.tag.with_attribute(manifest.source, &attribute);
            finding
                .say("Name the class that is one:")
                .text(attribute)
                .edit([edit])
        }
        _ => finding
            .say("Name a class that is one; it answers null while nobody is signed in:")
            .text(both("BankApp")),
    });
}

/// The name of a class that certainly is none.
fn no_provider(app: &App, attr: &Attr, declarations: &Declarations) -> Option<String> {
    let resolved = app.resolve(attr);
    let name = resolved.known()?;
    let (package, short) = name.rsplit_once('.').unwrap_or(("", name));
    if package.starts_with("android.") || package.starts_with("androidx.") {
        return PLAIN.contains(&short).then(|| short.to_owned());
    }
    let mut waiting = vec![short];
    let mut seen = BTreeSet::new();
    let mut is_plain = false;
    let mut looked_at = 0;
    while let Some(name) = waiting.pop() {
        if !seen.insert(name) {
            continue;
        }
        for class in declarations.get(name).into_iter().flatten() {
            looked_at += 1;
            if looked_at > MAX_TYPES {
                return None;
            }
            if first_mention(&class.source.text, &[PROVIDER]).is_some() {
                return None;
            }
            for word in class.words() {
                is_plain |= PLAIN.contains(&word);
                waiting.push(word);
            }
        }
    }
    // Of a class that is not in the sources, nobody knows what it inherits.
    is_plain.then(|| short.to_owned())
}

/// The applications in the sources that are one, with their packages.
fn written(declarations: &Declarations) -> Vec<String> {
    let mut found = Vec::new();
    for (name, classes) in declarations {
        for class in classes {
            let words: Vec<_> = class.words().collect();
            if words.contains(&PROVIDER) && words.iter().any(|word| word.ends_with("Application")) {
                let package = class.package().map(|package| format!("{package}."));
                found.push(package.unwrap_or_default() + name);
            }
        }
    }
    found
}

fn both(name: &str) -> String {
    format!("android:name=\".{name}\"\n\n{}", class(name))
}

/// As `docs/android.md` has it.
fn class(name: &str) -> String {
    format!(
        "class {name} : Application(), {PROVIDER} {{\n    \
         private val lock = Mutex()\n    \
         private var opened: Vinculo? = null\n\n    \
         override suspend fun vinculo(): Vinculo? = lock.withLock {{\n        \
         opened ?: login.userId?.let {{ open(it) }}?.also {{ opened = it }}\n    }}\n\n    \
         private suspend fun open(userId: String): Vinculo = VinculoAndroid.open(this, \"https://api.example.com/bank\", userId) {{\n        \
         authorization {{ Authorization.bearer(tokens.current()) }}\n    }}\n}}"
    )
}
