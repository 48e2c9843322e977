//! What one call allocates. Counted in this program, which times nothing: the counting would be timed.

use std::collections::BTreeMap;
use std::path::Path;

use allocation_counter::AllocationInfo;
use vinculo_bench::Case;

/// By the id of the case.
pub(crate) type Allocations = BTreeMap<String, AllocationInfo>;

/// Of each case but those larger than `largest`.
pub(crate) fn count(cases: &[Case], largest: usize, scratch: &Path) -> Allocations {
    let mut counted = Allocations::new();
    for case in cases {
        if case.group.starts_with("growth") && case.size.is_some_and(|size| size > largest) {
            continue;
        }
        case.once(scratch, |call| {
            counted.insert(case.id(), allocation_counter::measure(call));
        });
    }
    counted
}
