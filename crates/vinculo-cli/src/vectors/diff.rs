//! What differs between two values, line by line.

use serde_json::Value;

use super::layout::{in_order_of, lines};

/// Lines around a difference that are shown too.
const CONTEXT: usize = 2;

/// Above this many pairs of lines the middle is shown as wholly replaced, because comparing all would take long.
const MAX_PAIRS: usize = 4_000_000;

/// One line of a difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// In both.
    Same(String),
    /// Expected, and not there.
    Expected(String),
    /// There, and not expected.
    Actual(String),
    /// So many equal lines are left out.
    Skipped(usize),
}

/// The differing lines, with a little context.
#[must_use]
pub fn diff(expected: &Value, actual: &Value) -> Vec<Line> {
    let old = lines(expected);
    let new = lines(&in_order_of(actual, expected));
    with_context(compare(&old, &new))
}

fn compare(old: &[String], new: &[String]) -> Vec<Line> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let tail = old_rest
        .iter()
        .rev()
        .zip(new_rest.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let old_middle = &old_rest[..old_rest.len() - tail];
    let new_middle = &new_rest[..new_rest.len() - tail];

    let mut out: Vec<Line> = old[..head].iter().cloned().map(Line::Same).collect();
    if old_middle.len().saturating_mul(new_middle.len()) > MAX_PAIRS {
        out.extend(old_middle.iter().cloned().map(Line::Expected));
        out.extend(new_middle.iter().cloned().map(Line::Actual));
    } else {
        compare_middle(old_middle, new_middle, &mut out);
    }
    let tail = &old_rest[old_middle.len()..];
    out.extend(tail.iter().cloned().map(Line::Same));
    out
}

/// By the longest common subsequence.
fn compare_middle(old: &[String], new: &[String], out: &mut Vec<Line>) {
    let width = new.len() + 1;
    // Of the rests from (i, j) on: how many lines they have in common.
    let mut common = vec![0_u32; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i * width + j] = if old[i] == new[j] {
                common[(i + 1) * width + j + 1] + 1
            } else {
                common[(i + 1) * width + j].max(common[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < old.len() && j < new.len() {
        if old[i] == new[j] {
            out.push(Line::Same(old[i].clone()));
            (i, j) = (i + 1, j + 1);
        } else if common[(i + 1) * width + j] >= common[i * width + j + 1] {
            out.push(Line::Expected(old[i].clone()));
            i += 1;
        } else {
            out.push(Line::Actual(new[j].clone()));
            j += 1;
        }
    }
    out.extend(old[i..].iter().cloned().map(Line::Expected));
    out.extend(new[j..].iter().cloned().map(Line::Actual));
}

fn with_context(lines: Vec<Line>) -> Vec<Line> {
    let mut near = vec![false; lines.len()];
    for (index, line) in lines.iter().enumerate() {
        if !matches!(line, Line::Same(_)) {
            let end = (index + CONTEXT + 1).min(lines.len());
            near[index.saturating_sub(CONTEXT)..end].fill(true);
        }
    }
    let mut out = Vec::new();
    for (line, near) in lines.into_iter().zip(near) {
        match out.last_mut() {
            _ if near => out.push(line),
            Some(Line::Skipped(count)) => *count += 1,
            _ => out.push(Line::Skipped(1)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_differs_and_its_surroundings() {
        let items = |odd: u32| {
            let long = "x".repeat(100);
            json!([long, 1, 2, 3, 4, odd, 6, 7, 8, 9])
        };
        let same = |text: &str| Line::Same(text.to_owned());
        assert_eq!(
            diff(&items(5), &items(50)),
            [
                Line::Skipped(4),
                same("  3,"),
                same("  4,"),
                Line::Expected("  5,".to_owned()),
                Line::Actual("  50,".to_owned()),
                same("  6,"),
                same("  7,"),
                Line::Skipped(3),
            ]
        );
        assert_eq!(diff(&items(5), &items(5)), [Line::Skipped(12)]);
    }

    #[test]
    fn an_inserted_line_does_not_shift_the_rest() {
        let long = "x".repeat(100);
        let lines = diff(&json!([long, 1, 2]), &json!([long, 0, 1, 2]));
        let changed: Vec<_> = lines
            .iter()
            .filter(|l| !matches!(l, Line::Same(_) | Line::Skipped(_)))
            .collect();
        assert_eq!(changed, [&Line::Actual("  0,".to_owned())]);
    }

    #[test]
    fn very_long_values_take_no_long_time() {
        let list = |first: usize| Value::from((first..first + 100_000).collect::<Vec<_>>());
        let lines = diff(&list(0), &list(1_000_000));
        assert_eq!(lines.len(), 200_002);
    }
}
