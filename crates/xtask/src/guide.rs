//! Guides of `docs`, whose blocks are tried: what stands between their fences, and what their tables name.
//!
//! A fence says what its block is by a language and a word: a file that surrounds it, or the file of a project that it is. Of which
//! kinds there are, and how each is tried, the suites `swift` and `kotlin` know.

use std::fs;
use std::path::Path;

use crate::process::root;

/// In a file that surrounds a block.
const HERE: &str = "// BLOCK";

/// One document.
pub(crate) struct Guide {
    path: &'static str,
    text: String,
    pub(crate) blocks: Vec<Block>,
}

/// What stands between two fences.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) line: usize,
    /// `swift statements`.
    pub(crate) kind: String,
    pub(crate) text: String,
}

impl Guide {
    pub(crate) fn read(path: &'static str) -> Result<Self, String> {
        Self::parse(path, read(&root().join(path))?)
    }

    fn parse(path: &'static str, text: String) -> Result<Self, String> {
        let blocks =
            blocks(&text).map_err(|line| format!("{path}:{line}: a block does not end"))?;
        Ok(Self { path, text, blocks })
    }

    /// Where a block is.
    pub(crate) fn place(&self, block: &Block) -> String {
        format!("{}:{}", self.path, block.line)
    }

    /// For a block of a kind that is nobody's to try.
    pub(crate) fn untried(&self, block: &Block) -> String {
        format!("{}: nothing tries `{}`", self.place(block), block.kind)
    }

    /// The text of the only block of its kind.
    pub(crate) fn only(&self, kind: &str) -> Result<&str, String> {
        let mut fitting = self.blocks.iter().filter(|block| block.kind == kind);
        match (fitting.next(), fitting.next()) {
            (Some(block), None) => Ok(&block.text),
            _ => Err(format!("{} must have one block `{kind}`", self.path)),
        }
    }

    /// That the sources of its symptoms are there: vectors, complaints, codes of the doctor, and tests, which are files below a folder,
    /// known by how their names end (`Test`, `kt`).
    pub(crate) fn check_sources(&self, tests: &str, ends: (&str, &str)) -> Result<(), String> {
        let doctor = read(&root().join("docs/doctor.md"))?;
        let complaints = read(&root().join("docs/complaints.md"))?;
        let files = files_below(&root().join(tests))?;
        let (test, extension) = ends;
        let is_there = |name: &str| match name {
            _ if name.starts_with("vectors/") => root().join(name).is_file(),
            _ if name.starts_with("ios-") || name.starts_with("android-") => {
                doctor.contains(&format!("`{name}`"))
            }
            _ if name.ends_with(test) => files.contains(&format!("{name}.{extension}")),
            _ => true,
        };
        // The tables alone: in a fence a backquote is no name.
        for row in self.text.lines().filter(|line| line.starts_with('|')) {
            let names = row.split('`').skip(1).step_by(2);
            if let Some(name) = names.into_iter().find(|name| !is_there(name)) {
                return Err(format!("{} names {name}, which is not there", self.path));
            }
            let last = row.trim_end_matches('|').rsplit('|').next().unwrap_or(row);
            let words = last.split([' ', ',', ';']);
            if let Some(row) = words
                .filter(|word| is_complaint(word))
                .find(|word| !complaints.contains(&format!("\n| {word} |")))
            {
                return Err(format!(
                    "{} names complaint {row}, which is not there",
                    self.path
                ));
            }
        }
        Ok(())
    }
}

impl Block {
    /// With what surrounds it, from a file.
    pub(crate) fn within(&self, file: &Path) -> Result<String, String> {
        let around = read(file)?;
        if around.matches(HERE).count() != 1 {
            return Err(format!(
                "{} has no single place for a block",
                file.display()
            ));
        }
        Ok(around.replace(HERE, &self.text))
    }
}

/// Writes a file, and makes its folder.
pub(crate) fn write(file: &Path, text: &str) -> Result<(), String> {
    let written = file
        .parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::write(file, text));
    written.map_err(|e| format!("cannot write {}: {e}", file.display()))
}

/// `C7`.
fn is_complaint(word: &str) -> bool {
    word.strip_prefix('C')
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

fn read(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|e| format!("cannot read {}: {e}", file.display()))
}

/// The names of all files below a folder that are no build's.
fn files_below(folder: &Path) -> Result<Vec<String>, String> {
    let cannot = |e| format!("cannot read {}: {e}", folder.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(cannot)? {
        let entry = entry.map_err(cannot)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !entry.path().is_dir() {
            found.push(name);
        } else if name != "target" {
            found.extend(files_below(&entry.path())?);
        }
    }
    Ok(found)
}

/// All blocks, or the line of one that does not end.
fn blocks(text: &str) -> Result<Vec<Block>, usize> {
    let mut found = Vec::new();
    let mut open: Option<Block> = None;
    for (at, line) in text.lines().enumerate() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(kind), None) => {
                open = Some(Block {
                    line: at + 1,
                    kind: kind.to_owned(),
                    text: String::new(),
                });
            }
            (Some(_), Some(_)) => found.extend(open.take()),
            (None, Some(block)) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, None) => {}
        }
    }
    open.map_or(Ok(found), |block| Err(block.line))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guide(text: &str) -> Result<Guide, String> {
        Guide::parse("docs/none.md", text.to_owned())
    }

    #[test]
    fn finds_what_stands_between_fences() {
        let text = "a\n```swift app\nlet a = 1\n```\nb\n```sh\nls\n```\n";
        let found = guide(text).unwrap();
        assert_eq!(found.blocks.len(), 2);
        assert_eq!(found.blocks[0].kind, "swift app");
        assert_eq!(found.place(&found.blocks[0]), "docs/none.md:2");
        assert_eq!(found.only("sh"), Ok("ls\n"));
        assert!(found.only("json x").is_err());
        assert!(guide("```sh\nls\n").is_err_and(|problem| problem.contains("docs/none.md:1")));
    }

    #[test]
    fn a_block_stands_where_its_surroundings_say() {
        let block = Block {
            line: 1,
            kind: "kotlin app".to_owned(),
            text: "val a = 1\n".to_owned(),
        };
        let around = root().join("bindings/kotlin/guide/app.kt");
        assert!(block.within(&around).unwrap().ends_with("\nval a = 1\n\n"));
        let none = root().join("bindings/kotlin/guide/TheApp.kt");
        assert!(block.within(&none).is_err());
    }

    #[test]
    fn what_the_guides_name_is_there() {
        for (path, tests, ends) in [
            ("docs/android.md", "bindings/kotlin", ("Test", "kt")),
            ("docs/ios.md", "bindings/swift/Tests", ("Tests", "swift")),
        ] {
            let guide = Guide::read(path).unwrap();
            assert_eq!(guide.check_sources(tests, ends), Ok(()));
        }
    }

    #[test]
    fn what_is_not_there_is_no_source() {
        let check = |row: &str| {
            let guide = guide(&format!("| x | y | {row} |\n")).unwrap();
            guide.check_sources("bindings/kotlin", ("Test", "kt"))
        };
        assert_eq!(
            check("`vectors/README.md`, `ios-aasa-app`; `RestoreTest`; C28"),
            Ok(())
        );
        for row in [
            "`vectors/none.json`",
            "`android-none`",
            "`NoneTest`",
            "C29",
            "C1, C0",
        ] {
            assert!(check(row).is_err(), "{row}");
        }
    }
}
