//! Target `journal`: any bytes as the journal of an outbox.
//!
//! - opened or refused as a second, slow reader of the format says; refused bytes are not touched
//! - every good record before a cut survives, entry by entry
//! - what was opened is whole: opened again, nothing is cut and nothing is missing
//! - what was delivered is remembered until the app has it, and listed for sessions
//! - then it works on: append, refuse, retry, acknowledge, take change their own entry alone, and are there when opened again
//! - torn anywhere in an append, everything from before is still there

use vinculo::outbox::{
    Entry, EntryState, MemoryStore, OtherUsers, Outbox, OutboxConfig, OutboxError, UserKey,
};
use vinculo::session::{Ending, FailReason, Now, Outcome};

use crate::input::Input;

mod bytes;
mod model;

pub use bytes::{Made, journal_of};
use model::Model;

/// Who is signed in.
pub const USER: &str = "user-7";

const NEW: &str = "fuzz-outcome.1";
const NOW: Now = Now {
    wall_ms: 1_700_000_000_000,
    mono_ms: 0,
};

/// Checks every property.
pub fn run(data: &[u8]) {
    let mut input = Input::of(data);
    let made = input.pick(&Made::ALL);
    let place = usize::from(input.byte()) << 8 | usize::from(input.byte());
    let config = config(input.choice(4));
    let bytes = bytes::make(made, place, input.bytes());

    let store = MemoryStore::with_bytes(bytes.clone());
    let model = Model::of(&bytes);
    let opened = match (Outbox::open(store.clone(), config.clone()), &model) {
        (Ok(opened), Some(_)) => opened,
        (Err(OutboxError::NewerVersion { .. } | OutboxError::NotAJournal), None) => {
            assert_eq!(store.bytes(), bytes, "bytes of someone else were changed");
            return;
        }
        (answer, model) => panic!("the slow reader says {model:?}, the outbox {answer:?}"),
    };
    let Some(model) = model else {
        return;
    };
    let recovery = &opened.recovery;
    let purges = config.others == OtherUsers::Purge;
    let left = model
        .entries
        .iter()
        .filter(|left| !purges || left.user == USER);
    let expected: Vec<_> = left
        .map(|left| (left.outcome.id.clone(), left.state(USER)))
        .collect();
    assert_eq!(
        states(&opened.outbox.list()),
        expected,
        "not the entries that the bytes hold"
    );
    assert_eq!(
        [recovery.cut_bytes, recovery.damaged, recovery.unreadable].map(|count| count as usize),
        [model.cut_bytes, model.damaged, model.unreadable]
    );
    assert_eq!(recovery.rewrite_failed, None);

    assert_eq!(
        opened.outbox.recorded(),
        model.recorded(USER),
        "not the outcomes that a session must know"
    );
    assert_eq!(
        opened.outbox.acknowledged_by_app(),
        model.acknowledged_by_app(USER),
        "not the outcomes that the app has"
    );

    let before = opened.outbox.list();
    assert_eq!(
        reopened(&store, &config),
        before,
        "opened again it is another"
    );
    works_on(opened.outbox, &store, &config, place);
}

fn config(choice: usize) -> OutboxConfig {
    let Ok(user) = UserKey::new(USER) else {
        unreachable!("a good key");
    };
    let mut config = OutboxConfig::new(user);
    if choice & 1 == 1 {
        config.others = OtherUsers::Purge;
    }
    if choice & 2 == 2 {
        (config.max_entries, config.compact_bytes) = (3, 64);
    }
    config
}

/// Opens the store anew; there must be nothing left to repair.
fn reopened(store: &MemoryStore, config: &OutboxConfig) -> Vec<Entry> {
    let store = MemoryStore::with_bytes(store.bytes());
    let Ok(opened) = Outbox::open(store, config.clone()) else {
        panic!("what the outbox wrote is refused");
    };
    let repaired = [
        opened.recovery.cut_bytes,
        opened.recovery.damaged,
        opened.recovery.purged,
    ];
    assert_eq!(
        repaired,
        [0, 0, 0],
        "what the outbox wrote has to be repaired"
    );
    opened.outbox.list()
}

fn works_on(
    mut outbox: Outbox<MemoryStore>,
    store: &MemoryStore,
    config: &OutboxConfig,
    place: usize,
) {
    let before = outbox.list();
    let before_bytes = store.bytes();
    let outcome = Outcome {
        id: NEW.to_owned(),
        session_id: "fuzz-outcome".to_owned(),
        sequence: 1,
        ending: Ending::Failed {
            reason: FailReason::TokenRefused,
        },
    };
    let appended = match outbox.append(&outcome, NOW) {
        Ok(appended) => appended,
        Err(OutboxError::Full { .. } | OutboxError::Conflict) => {
            assert_eq!(
                reopened(store, config),
                before,
                "a refused append changed something"
            );
            return;
        }
        Err(error) => panic!("a good store, and {error}"),
    };
    if appended.overflow.is_empty() {
        survives_a_tear(&before, &before_bytes, &store.bytes(), config, place);
    }
    let others = |list: &[Entry]| {
        let others = list
            .iter()
            .filter(|entry| entry.outcome_id != NEW || entry.state == EntryState::Held);
        states(&others.cloned().collect::<Vec<_>>())
    };
    let rest = others(&outbox.list());
    if appended.overflow.is_empty() {
        assert_eq!(rest, others(&before), "an append changed another entry");
    }
    let own = |list: &[Entry]| {
        let own = list
            .iter()
            .find(|entry| entry.outcome_id == NEW && entry.state != EntryState::Held);
        own.map(|entry| entry.state)
    };
    let mut then = |change: &mut dyn FnMut(&mut Outbox<MemoryStore>),
                    expected: Option<EntryState>| {
        change(&mut outbox);
        let list = reopened(store, config);
        assert_eq!(list, outbox.list(), "memory and disk differ");
        assert_eq!(own(&list), expected);
        assert_eq!(
            others(&list),
            rest,
            "one user's answer touched another entry"
        );
    };
    if appended.already {
        return;
    }
    then(&mut |_| {}, Some(EntryState::Pending));
    then(
        &mut |outbox| assert_eq!(outbox.refused(NEW, 422), Ok(true)),
        Some(EntryState::Refused { status: 422 }),
    );
    then(
        &mut |outbox| assert_eq!(outbox.retry(NEW), Ok(true)),
        Some(EntryState::Pending),
    );
    then(
        &mut |outbox| assert_eq!(outbox.acknowledged(NEW), Ok(true)),
        None,
    );
    then(
        &mut |outbox| assert_eq!(outbox.acknowledged(NEW), Ok(false)),
        None,
    );
    let knows = |outbox: &Outbox<MemoryStore>| outbox.recorded().contains(&outcome);
    then(&mut |outbox| assert!(knows(outbox)), None);
    then(&mut |outbox| assert_eq!(outbox.taken(NEW), Ok(true)), None);
    then(&mut |outbox| assert_eq!(outbox.taken(NEW), Ok(true)), None);
    then(&mut |outbox| assert!(knows(outbox)), None);
}

/// Only what was appended may be torn; a rewrite replaces the bytes at once.
fn survives_a_tear(before: &[Entry], old: &[u8], new: &[u8], config: &OutboxConfig, place: usize) {
    let Some(added) = new.strip_prefix(old) else {
        return;
    };
    let torn = [old, &added[..place % (added.len() + 1)]].concat();
    let Ok(opened) = Outbox::open(MemoryStore::with_bytes(torn), config.clone()) else {
        panic!("a torn append makes the journal unreadable");
    };
    let list = opened.outbox.list();
    assert!(
        list.len() >= before.len() && list[..before.len()] == *before,
        "a torn append lost an entry"
    );
}

fn states(list: &[Entry]) -> Vec<(String, EntryState)> {
    list.iter()
        .map(|entry| (entry.outcome_id.clone(), entry.state))
        .collect()
}
