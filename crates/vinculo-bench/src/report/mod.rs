//! A run: rounds of measuring, then the tables.

mod allocations;
mod calls;
mod document;
mod goals;
mod growth;
mod machine;
mod mx;
mod place;
mod rounds;
mod table;
mod timing;

use std::path::Path;

use vinculo_bench::{Case, cases};

use allocations::Allocations;
use calls::Calls;
use goals::Comparison;
use machine::Machine;
use rounds::Effort;
use timing::Timings;

/// What `--only` takes; `growth` are three of criterion's groups, and `calls` none of them.
pub(crate) const GROUPS: [&str; 6] = ["parse", "decide", "session", "journal", "growth", "calls"];

/// All that was measured.
struct Measured {
    cases: Vec<Case>,
    timings: Timings,
    allocations: Allocations,
    /// From Kotlin and Swift.
    calls: Option<Calls>,
}

/// Measures, prints, and writes the document if nothing was left out.
///
/// # Errors
/// What kept it from measuring. A goal that is missed is no error: it is in the tables.
pub(crate) fn run(
    quick: bool,
    only: &[String],
    force: bool,
    calls: Option<&Path>,
) -> Result<(), String> {
    let writes = !quick && only.is_empty();
    let wanted = |group: &str| {
        only.is_empty()
            || only
                .iter()
                .any(|name| group.split('-').next() == Some(name))
    };
    let effort = if quick { Effort::QUICK } else { Effort::FULL };
    let machine = machine::describe()?;
    if writes && !force {
        may_be_a_record(&machine)?;
    }

    let mut cases = cases::all();
    cases.retain(|case| wanted(case.group));
    let groups: Vec<&str> = GROUPS
        .into_iter()
        .filter(|group| *group != "calls" && wanted(group))
        .collect();
    let timings = rounds::run(&groups, effort)?;
    eprintln!("counting allocations");
    let allocations = allocations::count(&cases, effort.largest, &place::scratch()?);
    cases.retain(|case| {
        case.size.is_none_or(|size| size <= effort.largest) || !case.group.starts_with("growth")
    });

    let measured = Measured {
        cases,
        timings,
        allocations,
        calls: calls.map(Calls::read).transpose()?,
    };
    let tables = document::tables(&measured, &Comparison::all());
    println!("{tables}");
    if !writes {
        return Ok(());
    }
    let path = place::document();
    let text = document::whole(&machine, effort, &tables);
    std::fs::write(&path, text).map_err(|e| format!("cannot write {}: {e}", path.display()))?;
    eprintln!("wrote docs/benchmarks.md");
    Ok(())
}

/// Asked before minutes are spent: the committed figures are not replaced by those of a machine that did something else.
fn may_be_a_record(machine: &Machine) -> Result<(), String> {
    if !machine.is_overloaded() {
        return Ok(());
    }
    Err(format!(
        "this machine is too busy for figures to keep (load {:.2} on {} cores, at most 1.5 for each); docs/benchmarks.md stays as it is.\n\
         Wait, or measure all the same: `cargo xtask bench --force`. `--quick` and `--only` write nothing and are not kept from running.",
        machine.load.unwrap_or_default(),
        machine.cores
    ))
}
