//! Runs tests one after the other on the main thread and prints what cargo's harness would print.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::clock::Clock;

/// One test: it fails by panicking.
pub(crate) struct Test {
    pub(crate) name: String,
    pub(crate) run: Box<dyn FnOnce()>,
}

impl Test {
    pub(crate) fn new(name: impl Into<String>, run: impl FnOnce() + 'static) -> Self {
        Self {
            name: name.into(),
            run: Box::new(run),
        }
    }
}

/// Tests of a module by the names of their functions; one that is not listed is dead code to the compiler.
macro_rules! tests {
    ($module:literal: $($name:ident),+ $(,)?) => {
        vec![$($crate::runner::Test::new(concat!($module, "::", stringify!($name)), $name)),+]
    };
}
pub(crate) use tests;

/// Runs those whose name contains one of the filters; all if there is none. True if they passed.
pub(crate) fn run(tests: Vec<Test>, filters: &[String]) -> bool {
    let all = tests.len();
    let chosen: Vec<Test> = tests
        .into_iter()
        .filter(|test| filters.is_empty() || filters.iter().any(|word| test.name.contains(word)))
        .collect();
    let filtered = all - chosen.len();
    println!("\nrunning {} tests", chosen.len());
    let clock = Clock::start();
    let mut failed = Vec::new();
    let count = chosen.len();
    for test in chosen {
        // A failed test leaves nothing behind that another one uses.
        let passed = catch_unwind(AssertUnwindSafe(test.run)).is_ok();
        println!(
            "test {} ... {}",
            test.name,
            if passed { "ok" } else { "FAILED" }
        );
        if !passed {
            failed.push(test.name);
        }
    }
    if !failed.is_empty() {
        println!("\nfailures:\n    {}", failed.join("\n    "));
    }
    println!(
        "\ntest result: {}. {} passed; {} failed; 0 ignored; 0 measured; {filtered} filtered out; finished in {:.2}s\n",
        if failed.is_empty() { "ok" } else { "FAILED" },
        count - failed.len(),
        failed.len(),
        clock.elapsed().as_secs_f64(),
    );
    failed.is_empty()
}
