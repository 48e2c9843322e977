//! Sessions that are broken on purpose: each must be caught, by the rule that is meant to catch it.
//!
//! Each fault stands between the real session and the world, and does what a careless change might do.

mod fault;
mod outcomes;
mod pages;
mod restarts;
mod steps;
mod tokens;

use vinculo::session::Session;
use vinculo_cli::vectors::VectorFile;
use vinculo_model::rule::Rule;
use vinculo_model::schedules::play_all;
use vinculo_model::search::{Failure, roots, search};
use vinculo_model::shrink::shrink;
use vinculo_model::vector::{file_of, vector_of};
use vinculo_model::world::World;

use fault::{Broken, Fault};

/// Deep enough for most of them; the rest is for the schedules.
const DEPTH: usize = 4;
const SCHEDULES: u64 = 2_000;
const LONGEST: usize = 100;

/// The fault is caught by this rule; what is left of the trace does no harm to the real session, and is
/// a vector that the runner reads and finds true.
fn is_caught<F: Fault>(rule: Rule) {
    is_caught_by_one::<F>(&[rule]);
}

/// Of a fault that breaks several rules at once, which one sees it first is no matter.
fn is_caught_by_one<F: Fault>(rules: &[Rule]) {
    let found = search::<Broken<F>>(&roots(), DEPTH, |_| {})
        .map(drop)
        .and_then(|()| play_all::<Broken<F>>(SCHEDULES, LONGEST, 1, |_| {}).map(drop));
    let Err(failure) = found else {
        panic!("nobody noticed");
    };
    let rule = failure.violation.rule;
    assert!(rules.contains(&rule), "{}", failure.violation);
    let shown = shrink::<Broken<F>>((*failure).clone());
    assert_eq!(shown.violation.rule, rule, "{}", shown.violation);
    assert!(shown.steps.len() <= failure.steps.len());
    is_true_of_the_session(&shown);
}

/// A rule that no fault breaks may well be one that nothing can break.
#[test]
fn every_rule_has_a_session_that_breaks_it() {
    let faults = [
        include_str!("outcomes.rs"),
        include_str!("pages.rs"),
        include_str!("restarts.rs"),
        include_str!("steps.rs"),
        include_str!("tokens.rs"),
    ];
    for rule in Rule::ALL {
        let is_named = |file: &&str| file.contains(&format!(">(Rule::{rule:?});"));
        assert!(faults.iter().any(is_named), "{rule}");
    }
}

fn is_true_of_the_session(failure: &Failure) {
    let mut world = World::<Session>::new(failure.config.clone());
    for step in &failure.steps {
        if let Err(violation) = world.step(*step) {
            panic!("the real session breaks it too: {violation}");
        }
    }
    let text = file_of(
        "a trace",
        &[vector_of("a trace", &failure.config, &failure.steps)],
    );
    let file = match VectorFile::parse("trace.json", text.as_bytes()) {
        Ok(file) => file,
        Err(reason) => panic!("{reason}:\n{text}"),
    };
    for result in file.run() {
        if let Err(wrong) = result {
            panic!("{}:\n{text}", wrong.reason);
        }
    }
}
