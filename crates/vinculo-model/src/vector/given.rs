//! The ids that the session gave out, by the names that vectors have for them.

use serde_json::Value;
use vinculo::session::Effect;
use vinculo_cli::json::session::{Asked, asked};

use crate::asked::index_of;

#[derive(Debug, Default)]
pub(super) struct Given {
    /// In order: name, whether it is a timer, id.
    ids: Vec<(&'static str, bool, u64)>,
    /// The newest `record` of each outcome, by its place among the records.
    records: [Option<usize>; 2],
}

impl Given {
    pub(super) fn note(&mut self, effect: &Effect) {
        let Some(Asked { name, is_timer, id }) = asked(effect) else {
            return;
        };
        self.ids.push((name, is_timer, id));
        if let Effect::Record { outcome, .. } = effect {
            self.records[index_of(outcome.sequence)] = Some(self.count(name, is_timer));
        }
    }

    /// `"report"` for the newest, `"report 1"` for an earlier one, a number for one never given.
    pub(super) fn name(&self, id: u64) -> Value {
        let known = self.ids.iter().rposition(|(_, _, known)| *known == id);
        let Some(at) = known else {
            return 1.into();
        };
        let (name, is_timer, _) = self.ids[at];
        let is_same = |(other, timer, _): &&(&str, bool, u64)| *other == name && *timer == is_timer;
        let upto = self.ids[..=at].iter().filter(is_same).count();
        if upto == self.count(name, is_timer) {
            name.into()
        } else {
            format!("{name} {upto}").into()
        }
    }

    /// The name of the newest `record` of the first or the second outcome.
    pub(super) fn record(&self, index: usize) -> Option<String> {
        self.records[index].map(|number| format!("record {number}"))
    }

    fn count(&self, name: &str, is_timer: bool) -> usize {
        let ids = self.ids.iter();
        ids.filter(|(other, timer, _)| *other == name && *timer == is_timer)
            .count()
    }
}
