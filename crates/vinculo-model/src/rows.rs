//! Which changes of phase the diagram declares, and which were seen.

use std::sync::LazyLock;

use vinculo::session::diagram::EDGES;
use vinculo::session::{Phase, TimelineEntry};

use crate::rule::{Rule, Violation};

/// One declared change of phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// From this phase,
    pub from: Phase,
    /// when this happens (a stable name),
    pub on: &'static str,
    /// to this one.
    pub to: Phase,
}

/// Every declared row, an arrow of the diagram for each of its reasons.
pub static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let rows = EDGES.iter().flat_map(|edge| {
        edge.on.iter().map(|on| Row {
            from: edge.from,
            on,
            to: edge.to,
        })
    });
    rows.collect()
});

/// The least depth at which a search takes every row.
pub const ALL_FROM_DEPTH: usize = 7;

/// Which rows were seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen(u128);

impl Seen {
    /// Adds what another search has seen.
    pub fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// How many.
    #[must_use]
    pub fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// The rows that were never taken.
    #[must_use]
    pub fn missing(self) -> Vec<Row> {
        let rows = ROWS.iter().enumerate();
        rows.filter(|(index, _)| self.0 >> index & 1 == 0)
            .map(|(_, row)| *row)
            .collect()
    }

    /// Reads on in a timeline from where the session was: `> name` in one phase, then `= next`.
    pub(crate) fn read(&mut self, way: &mut Way, entry: &TimelineEntry) -> Result<(), Violation> {
        if let Some(name) = entry.what.strip_prefix("> ") {
            way.is_at(entry.phase)?;
            name.clone_into(&mut way.on);
        } else if entry.what.starts_with("= ") {
            self.note(way.at, &way.on, entry.phase)?;
            way.at = entry.phase;
        }
        Ok(())
    }

    fn note(&mut self, from: Phase, on: &str, to: Phase) -> Result<(), Violation> {
        let declared = ROWS
            .iter()
            .position(|row| row.from == from && row.to == to && row.on == on);
        let Some(index) = declared else {
            let how = format!("{} --{on}--> {}", from.as_str(), to.as_str());
            return Violation::of(Rule::DeclaredSteps, how);
        };
        self.0 |= 1 << index;
        Ok(())
    }
}

/// How far a timeline was read.
#[derive(Debug)]
pub(crate) struct Way {
    at: Phase,
    on: String,
}

impl Way {
    pub(crate) fn from(at: Phase) -> Self {
        let on = String::new();
        Self { at, on }
    }

    /// A phase that the timeline does not lead to was reached past the diagram.
    pub(crate) fn is_at(&self, phase: Phase) -> Result<(), Violation> {
        if self.at == phase {
            return Ok(());
        }
        let how = format!("{} --?--> {}", self.at.as_str(), phase.as_str());
        Violation::of(Rule::DeclaredSteps, how)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_bit_for_every_row() {
        assert!(ROWS.len() <= 128, "{} rows", ROWS.len());
        assert_eq!(Seen::default().missing(), *ROWS);
    }

    #[test]
    fn an_undeclared_step_is_a_violation() {
        let mut seen = Seen::default();
        assert!(
            seen.note(Phase::Idle, "start", Phase::FetchingToken)
                .is_ok()
        );
        assert_eq!(seen.count(), 1);
        let undeclared = seen.note(Phase::Finished, "start", Phase::FetchingToken);
        assert_eq!(undeclared.unwrap_err().rule, Rule::DeclaredSteps);
    }
}
