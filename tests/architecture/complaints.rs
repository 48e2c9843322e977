//! `docs/complaints.md` answers each complaint, and what it names is there.

use std::path::Path;

#[test]
fn each_complaint_has_a_row_and_what_it_names_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("docs/complaints.md")).unwrap();
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| line.starts_with("| C"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    let numbers: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    let all: Vec<String> = (1..=28).map(|number| format!("C{number}")).collect();
    assert_eq!(numbers, all);
    for row in rows {
        let named: Vec<&str> = row[3].split('`').skip(1).step_by(2).collect();
        assert!(
            !named.is_empty() || row[2].contains("**Gap**"),
            "{}: nothing holds it",
            row[0]
        );
        for path in named.iter().filter(|name| name.contains('/')) {
            assert!(root.join(path).exists(), "{}: no {path}", row[0]);
        }
    }
}
