//! `docs/doctor.md` has each code, as bad as it is here, and no other.

use std::fs;
use std::path::Path;

use vinculo_cli::doctor::Code;

#[test]
fn every_code_has_a_row_and_every_row_a_code() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/doctor.md");
    let text = fs::read_to_string(path).unwrap();
    let rows: Vec<(&str, &str)> = text
        .lines()
        .filter_map(|line| {
            let mut cells = line.strip_prefix("| `")?.split(" | ");
            Some((cells.next()?.trim_end_matches('`'), cells.next()?))
        })
        .collect();
    let codes: Vec<(&str, &str)> = Code::ALL
        .iter()
        .map(|code| (code.name, code.severity.as_str()))
        .collect();
    assert_eq!(rows, codes);
}

#[test]
fn every_code_has_a_broken_sample() {
    let tables = [
        include_str!("android.rs"),
        include_str!("android_build.rs"),
        include_str!("android_connect.rs"),
        include_str!("ios.rs"),
        include_str!("hostile.rs"),
    ]
    .concat();
    for code in Code::ALL {
        assert!(
            tables.contains(&format!("\"{}\"", code.name)),
            "{} is tried nowhere",
            code.name
        );
    }
}
