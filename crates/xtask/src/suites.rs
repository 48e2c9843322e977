//! What can be tested.

use crate::tally::Tally;
use crate::tools::Tool;
use crate::{
    android, bindings, browser, ios, kotlin, lint, package, rust, swift, vectors, webview,
};

/// One suite: everything that is run and reported under one name.
pub(crate) struct Suite {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    pub(crate) needs: &'static [Tool],
    /// Returns what was proven, or what went wrong.
    pub(crate) run: fn() -> Result<Tally, String>,
}

/// Every suite, in the order in which they run: the cheapest to fail first.
pub(crate) const ALL: &[Suite] = &[
    Suite {
        name: "lint",
        about: "formatting, clippy on every target and feature, what the core may depend on",
        needs: &[Tool::Rustfmt, Tool::Clippy],
        run: lint::run,
    },
    Suite {
        name: "rust",
        about: "every Rust test of the workspace, and the core again with the feature `ffi`",
        needs: &[],
        run: rust::run,
    },
    Suite {
        name: "vectors",
        about: "the golden files of vectors/, through the command line tool",
        needs: &[],
        run: vectors::run,
    },
    Suite {
        name: "bindings",
        about: "Kotlin and Swift are generated twice: complete, and the same both times; texts in three languages",
        needs: &[],
        run: bindings::check,
    },
    Suite {
        name: "kotlin",
        about: "the Kotlin package on a JVM: every vector, the API against real servers, its committed surface; what docs/android.md shows",
        needs: &[Tool::Jdk, Tool::Maven, Tool::Aapt2],
        run: kotlin::run,
    },
    Suite {
        name: "browser",
        about: "the demo in a real Chromium with a phone's screen",
        needs: &[Tool::Node, Tool::Npm, Tool::Chromium, Tool::NodePackages],
        run: browser::run,
    },
    Suite {
        name: "webview",
        about: "the core in a real WebKit, and what WebKit and Chromium hand to a delegate",
        needs: &[
            Tool::Node,
            Tool::Npm,
            Tool::Chromium,
            Tool::NodePackages,
            Tool::Webkit,
            Tool::Xvfb,
        ],
        run: webview::run,
    },
    Suite {
        name: "swift",
        about: "the Swift package against the built library: vectors, behaviour, leaks; its views against stubs of Apple's modules",
        needs: &[Tool::Swift],
        run: swift::run,
    },
    Suite {
        name: "android",
        about: "the library for Android: built, looked at, weighed, and run on a JVM, arm64 by emulation",
        needs: &[Tool::Jdk, Tool::Maven, Tool::Pip, Tool::AndroidInputs],
        run: android::suite,
    },
    Suite {
        name: "ios",
        about: "the static libraries for iPhones and their simulator, compiled and looked at",
        needs: &[Tool::AndroidInputs],
        run: ios::suite,
    },
    Suite {
        name: "package",
        about: "what is published for Android and the JVM: complete, reproducible, used by apps outside of the work tree, shrunk by R8",
        needs: &[
            Tool::Jdk,
            Tool::Maven,
            Tool::Aapt2,
            Tool::Pip,
            Tool::AndroidInputs,
        ],
        run: package::suite,
    },
];

pub(crate) fn find(name: &str) -> Option<&'static Suite> {
    ALL.iter().find(|suite| suite.name == name)
}

/// The suites of a run: those asked for, or else all.
pub(crate) fn chosen(only: &[String]) -> Vec<&'static Suite> {
    ALL.iter()
        .filter(|suite| only.is_empty() || only.iter().any(|name| name == suite.name))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_run_leaves_nothing_out() {
        assert_eq!(chosen(&[]).len(), ALL.len());
    }

    #[test]
    fn one_suite_can_be_chosen() {
        let names: Vec<&str> = chosen(&["vectors".to_owned()])
            .iter()
            .map(|suite| suite.name)
            .collect();
        assert_eq!(names, ["vectors"]);
    }
}
