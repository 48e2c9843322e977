//! How cost grows: one row for each size, one column for each series.

use vinculo_bench::Case;

use super::Measured;
use super::table::Table;
use super::timing::human;

/// Time, with that of each byte, event or entry in brackets.
#[expect(clippy::cast_precision_loss, reason = "sizes are below 2^53")]
pub(crate) fn times(measured: &Measured, group: &str, unit: &str) -> Table {
    table(measured, group, unit, |case, size| {
        let median = measured.timings.get(&case.id())?.median();
        Some(format!(
            "{} ({})",
            human(median),
            human(median / size as f64)
        ))
    })
}

/// How often is allocated, and bytes in all.
pub(crate) fn allocations(measured: &Measured, group: &str, unit: &str) -> Table {
    table(measured, group, unit, |case, _| {
        let info = measured.allocations.get(&case.id())?;
        Some(format!("{} ({} B)", info.count_total, info.bytes_total))
    })
}

fn table(
    measured: &Measured,
    group: &str,
    unit: &str,
    cell: impl Fn(&Case, usize) -> Option<String>,
) -> Table {
    let cases: Vec<&Case> = measured
        .cases
        .iter()
        .filter(|case| case.group == group)
        .collect();
    let mut sizes: Vec<usize> = cases.iter().filter_map(|case| case.size).collect();
    sizes.dedup();
    let of_size = |size: Option<usize>| cases.iter().filter(move |case| case.size == size);

    let mut heading = vec![unit.to_owned()];
    heading.extend(of_size(sizes.first().copied()).map(|case| case.about.clone()));
    let mut table = Table::headed(heading);
    for size in sizes {
        let mut cells = vec![size.to_string()];
        cells.extend(of_size(Some(size)).map(|case| cell(case, size).unwrap_or_default()));
        table.row(cells);
    }
    table
}
