//! What the licences of linked code ask to be said wherever it goes.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use super::crates::{Crate, Linked};
use super::read;
use crate::process::root;

pub(crate) const FILE: &str = "THIRD-PARTY-NOTICES.txt";

/// How a file begins that holds a licence, in capitals.
const NAMES: [&str; 5] = ["LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE"];

const RULE: &str =
    "--------------------------------------------------------------------------------";

/// All notices. Equal texts stand once, below the names of all who use them.
pub(crate) fn text(linked: &Linked, rust: &str) -> Result<String, String> {
    let mut list = String::new();
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for found in &linked.crates {
        let name = format!("{} {}", found.name, found.version);
        let _ = writeln!(list, "{name}: {}; {}", found.licence, found.repository);
        for text in texts_of(found)? {
            texts.entry(text).or_default().push(name.clone());
        }
    }
    let mut out = format!(
        "Vinculo's native library contains the following code of others.\n\n\
        Rust's standard library {rust}: MIT OR Apache-2.0; https://github.com/rust-lang/rust\n\
        LLVM's libunwind: Apache-2.0 WITH LLVM-exception; https://github.com/llvm/llvm-project\n\
        {list}\n\
        The source code of what is under MPL-2.0 is unchanged, and is at https://crates.io/crates/NAME/VERSION; the licence is at\n\
        https://www.mozilla.org/MPL/2.0/.\n"
    );
    for (text, names) in &texts {
        let _ = write!(
            out,
            "\n{RULE}\n{}\n{RULE}\n\n{}\n",
            names.join(", "),
            text.trim_end()
        );
    }
    Ok(out)
}

/// The texts that a crate brings. One that may be had under Apache-2.0 and brings none is taken under that.
fn texts_of(found: &Crate) -> Result<Vec<String>, String> {
    let folder = &found.sources;
    let entries =
        fs::read_dir(folder).map_err(|e| format!("cannot list {}: {e}", folder.display()))?;
    let mut files: Vec<_> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_file())
        .filter(|path| {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .to_uppercase();
            NAMES.iter().any(|start| name.starts_with(start))
        })
        .collect();
    files.sort();
    if files.is_empty() && found.licence.contains("Apache-2.0") {
        files.push(root().join("LICENSE-APACHE"));
    }
    if files.is_empty() && found.licence != "MPL-2.0" {
        return Err(format!(
            "{} {} is under {} and brings no text of it: add one to the notices",
            found.name, found.version, found.licence
        ));
    }
    files
        .iter()
        .map(|file| Ok(read(file)?.replace("\r\n", "\n")))
        .collect()
}
