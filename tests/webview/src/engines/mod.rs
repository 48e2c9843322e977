//! What each engine hands to whoever decides about navigations: the same pages on WebKitGTK and on Chromium.
//!
//! ```text
//!  cases.tsv ──► pages (a server) ──► webkit (wry, here) ─┐
//!                                └──► chromium (node)  ───┴──► seen ── record ──► engines.json ── table ──► docs/engines.md
//! ```
//!
//! `cargo xtask webview --engines` writes the record and the document. The tests see the engines do what the record says, the
//! document say what the record says, and the vectors hold every string of it.

mod cases;
mod chromium;
mod pages;
mod record;
mod table;
mod vectors;
mod webkit;

use std::cell::RefCell;
use std::fs;
use std::path::PathBuf;
use std::rc::Rc;

use crate::runner::Test;
use cases::Case;
use chromium::Chromium;
use pages::Look;
use record::{Engine, Record, Row, Seen};
use webkit::WebKit;

pub(crate) use pages::Pages;

/// How long a page is watched, by its own clock, that shall hand over something.
const SETTLE_MS: [u32; 2] = [200, 700];

/// And one that shall hand over nothing, or did not do what it shall. A busy machine needs longer than most.
const LONGEST_MS: u32 = 2_500;

/// For such a page to say that it was loaded and has had its time.
const PATIENCE_MS: u32 = 30_000;

/// Both engines do what the record says; the document and the vectors agree with it. `named` are the tests that the document may name.
pub(crate) fn tests(named: Vec<String>) -> Vec<Test> {
    let lab = Rc::new(RefCell::new(None));
    let mut tests = vec![
        Test::new("engines::the_document_says_what_the_record_says", || {
            let record = Record::read();
            let document = fs::read_to_string(document()).expect("docs/engines.md is there");
            assert_eq!(
                document,
                table::document(&record),
                "`cargo xtask webview --engines` writes it anew"
            );
        }),
        Test::new("engines::the_advice_names_tests_that_exist", move || {
            let document = fs::read_to_string(document()).expect("docs/engines.md is there");
            let advice = table::tests_of_the_advice(&document);
            assert!(advice.len() > 10, "{advice:?}");
            for name in advice {
                let exists = named
                    .iter()
                    .any(|test| test.ends_with(&format!("::{name}")));
                assert!(exists, "docs/engines.md names a test `{name}`");
            }
        }),
        Test::new("engines::the_vectors_hold_every_string", || {
            let missing = vectors::missing(&Record::read());
            assert!(
                missing.is_empty(),
                "write a vector for each into vectors/navigations/engines.json:\n{}",
                missing.join("\n")
            );
        }),
        Test::new("engines::every_case_is_in_the_record", || {
            let recorded: Vec<String> = Record::read()
                .rows
                .into_iter()
                .map(|row| row.case)
                .collect();
            let cases: Vec<String> = cases::all().into_iter().map(|case| case.name).collect();
            assert_eq!(recorded, cases);
        }),
    ];
    for engine in [Engine::Webkit, Engine::Chromium] {
        for case in cases::all() {
            let lab = Rc::clone(&lab);
            tests.push(Test::new(
                format!("engines::{}::{}", engine.name(), case.name),
                move || {
                    let mut lab = lab.borrow_mut();
                    lab.get_or_insert_with(Lab::new).check(engine, &case);
                },
            ));
        }
    }
    tests
}

/// Runs all cases on both engines and writes what they did.
pub(crate) fn write() {
    let mut lab = Lab::new();
    let mut rows = Vec::new();
    for case in cases::all() {
        println!("{}", case.name);
        let row = Row {
            webkit: lab.measure(Engine::Webkit, &case),
            chromium: lab.measure(Engine::Chromium, &case),
            case: case.name,
        };
        rows.push(row);
    }
    let record = Record {
        webkit: webkit::version(),
        chromium: lab.chromium.version.clone(),
        rows,
    };
    record.write();
    fs::write(document(), table::document(&record)).expect("docs/engines.md can be written");
    println!("wrote tests/webview/engines.json and docs/engines.md");
    for missing in vectors::missing(&record) {
        println!("not in the vectors: {missing}");
    }
}

/// Both engines and the server of their pages.
struct Lab {
    pages: Rc<Pages>,
    webkit: WebKit,
    chromium: Chromium,
}

impl Lab {
    fn new() -> Self {
        let pages = Rc::new(Pages::serve());
        Self {
            webkit: WebKit::new(&pages),
            chromium: Chromium::start(),
            pages,
        }
    }

    /// What everybody else's run is measured against.
    fn measure(&mut self, engine: Engine, case: &Case) -> Vec<Seen> {
        let seen = self.watch(engine, case, SETTLE_MS[1]);
        if seen.is_empty() {
            self.watch_to_the_end(engine, case)
        } else {
            seen
        }
    }

    /// Nothing is worth something only from a page that was there, and had time.
    fn watch_to_the_end(&mut self, engine: Engine, case: &Case) -> Vec<Seen> {
        let look = self.pages.look(LONGEST_MS, PATIENCE_MS);
        let seen = self.see(engine, case, look);
        assert!(
            !seen.is_empty() || self.pages.has_settled(look),
            "the page of {} never said in {} that it was done, so that nothing is known of it",
            case.name,
            engine.name()
        );
        seen
    }

    fn watch(&mut self, engine: Engine, case: &Case, settle_ms: u32) -> Vec<Seen> {
        let look = self.pages.look(settle_ms, settle_ms * 2 + 2_000);
        self.see(engine, case, look)
    }

    /// What was handed over, with the server's address made the same in every run.
    fn see(&mut self, engine: Engine, case: &Case, look: Look) -> Vec<Seen> {
        let seen = match engine {
            Engine::Webkit => self.webkit.watch(&self.pages, case, look),
            Engine::Chromium => self.chromium.watch(&self.pages, case, look),
        };
        assert!(
            !self.pages.saw_request(pages::CALLBACKS),
            "a callback that was denied left the engine all the same"
        );
        let mut seen: Vec<_> = seen
            .into_iter()
            .map(|seen| seen.normal(&self.pages, look))
            .collect();
        // Of two doors, which speaks first is chance; behind one, the order counts.
        seen.sort_by_key(|seen| seen.by);
        seen
    }

    fn check(&mut self, engine: Engine, case: &Case) {
        let record = Record::read();
        let expected = record.seen(engine, &case.name);
        let is_quick = |settle_ms| self.watch(engine, case, settle_ms) == expected;
        if !expected.is_empty() && SETTLE_MS.into_iter().any(is_quick) {
            return;
        }
        let seen = self.watch_to_the_end(engine, case);
        assert_eq!(
            seen,
            expected,
            "{} does something else than the {} of docs/engines.md. If that is a new version of it: \
             `cargo xtask webview --engines`, then read the difference",
            engine.name(),
            record.version(engine)
        );
    }
}

fn document() -> PathBuf {
    root().join("docs/engines.md")
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}
