//! How cost grows: one row for each size, one column for each series.

use vinculo_bench::Case;

use super::Measured;
use super::table::Table;
use super::timing::human;

/// Time, with that of each byte, event or entry beside it; then what is allocated.
pub(crate) fn table(measured: &Measured, group: &str, unit: &str) -> Table {
    let cases: Vec<&Case> = measured
        .cases
        .iter()
        .filter(|case| case.group == group)
        .collect();
    let mut sizes: Vec<usize> = cases.iter().filter_map(|case| case.size).collect();
    sizes.dedup();
    let series: Vec<&&Case> = cases
        .iter()
        .filter(|case| case.size == sizes.first().copied())
        .collect();

    let mut heading = vec![unit.to_owned()];
    heading.extend(series.iter().map(|case| case.about.clone()));
    heading.extend(
        series
            .iter()
            .map(|case| format!("allocations, {}", case.about)),
    );
    let mut table = Table::headed(heading);
    for size in sizes {
        let row: Vec<&&Case> = cases
            .iter()
            .filter(|case| case.size == Some(size))
            .collect();
        let mut cells = vec![size.to_string()];
        cells.extend(row.iter().map(|case| time(measured, case, size)));
        cells.extend(row.iter().map(|case| {
            let info = measured.allocations.get(&case.id());
            info.map_or_else(String::new, |info| info.count_total.to_string())
        }));
        table.row(cells);
    }
    table
}

#[expect(clippy::cast_precision_loss, reason = "sizes are below 2^53")]
fn time(measured: &Measured, case: &Case, size: usize) -> String {
    let timing = measured.timings.get(&case.id());
    timing.map_or_else(String::new, |timing| {
        let median = timing.median();
        format!("{} ({})", human(median), human(median / size as f64))
    })
}
