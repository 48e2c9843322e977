//! Each rule of a session, by name. Breaking the rule in `src/session` makes its test fail.

mod deep_links;
mod ignored;
mod late;
mod late_success;
mod leaving;
mod outcome;
mod outside;
mod page;
mod process_death;
mod recorded;
mod report;
mod resuming;
mod screen;
mod stage;
mod stale;
mod token;
mod update_mode;
mod widget;

use vinculo::session::{DeepLinkVerdict, Effect, Ending};

use crate::phone::Phone;

fn connected(ending: &Ending) -> Option<(&str, bool)> {
    match ending {
        Ending::Connected { link, late, .. } => Some((link.as_str(), *late)),
        _ => None,
    }
}

fn is_finish(effect: &Effect) -> bool {
    matches!(effect, Effect::Finish { .. })
}

fn is_diagnosed(phone: &Phone, name: &str) -> bool {
    phone.has(
        |effect| matches!(effect, Effect::Diagnose { diagnostic } if diagnostic.name() == name),
    )
}

fn verdict(phone: &Phone) -> DeepLinkVerdict {
    match phone.last.first() {
        Some(Effect::AnswerDeepLink { verdict }) => *verdict,
        other => panic!("first effect is {other:?}"),
    }
}
