//! What must hold for any bytes: the bodies of the fuzz targets.
//!
//! ```text
//! fuzz/fuzz_targets/NAME.rs ── libFuzzer, nightly, ASan ──┐
//!                                                         ├──► targets::NAME::run(bytes)   panics when a property breaks
//! tests/replay.rs ── the committed corpora, plain Rust ───┘
//! ```
//!
//! A target reads its input as [`input`] says: some choices first, then text. The properties are more
//! than "no panic": each file of [`targets`] begins with its own. [`reference`] is a second reader of
//! callbacks, written from `vectors/README.md` alone, that the core is compared with.

#![expect(
    clippy::missing_panics_doc,
    reason = "a target panics when a property is broken: that is what it is for"
)]

pub mod input;
pub mod reference;
pub mod seeds;
pub mod settings;
pub mod targets;

mod disk;
mod host;
mod mask;

/// One fuzz target: a name in `fuzz/Cargo.toml`, a corpus in `fuzz/corpus/`, a body here.
#[derive(Clone, Copy)]
pub struct Target {
    /// Of the binary and of the corpus.
    pub name: &'static str,
    /// Checks every property on one input.
    pub run: fn(&[u8]),
}

/// Every target.
pub const ALL: [Target; 10] = [
    Target {
        name: "callback_url",
        run: targets::callback_url::run,
    },
    Target {
        name: "reference",
        run: targets::reference::run,
    },
    Target {
        name: "page_message",
        run: targets::page_message::run,
    },
    Target {
        name: "navigation",
        run: targets::navigation::run,
    },
    Target {
        name: "start_url",
        run: targets::start_url::run,
    },
    Target {
        name: "session",
        run: targets::session::run,
    },
    Target {
        name: "snapshot",
        run: targets::snapshot::run,
    },
    Target {
        name: "journal",
        run: targets::journal::run,
    },
    Target {
        name: "backend_answer",
        run: targets::backend_answer::run,
    },
    Target {
        name: "vector_file",
        run: targets::vector_file::run,
    },
];
