//! The outbox, beside the bare writes it cannot do without.

use std::hint::black_box;
use std::io::Write;
use std::path::Path;

use vinculo::outbox::{FileStore, MemoryStore, Outbox, OutboxConfig, Store};

use super::stores::{Unsynced, bounded, empty_file, fresh_path, open, unbounded};
use crate::inputs;
use crate::{Body, Call, Case};

const GROUP: &str = "journal";

/// An outbox starts anew after so many appends, so that memory does not grow with the time of measuring.
const RENEWED_AFTER: usize = 4_096;

pub(super) fn cases() -> Vec<Case> {
    vec![
        case("synced", "append, file, synced", |directory| {
            let path = fresh_path(directory);
            appending(move || FileStore::open(&path).unwrap())
        }),
        case(
            "synced-bare",
            "bare write and fsync of the same bytes",
            |directory| bare(directory, true),
        ),
        case("unsynced", "append, file, not synced", |directory| {
            let path = fresh_path(directory);
            appending(move || Unsynced::new(&path))
        }),
        case(
            "unsynced-bare",
            "bare write of the same bytes",
            |directory| bare(directory, false),
        ),
        case("memory", "append, in memory", |_| {
            appending(MemoryStore::new)
        }),
        case(
            "pair-synced",
            "append and acknowledge, file, synced, compaction included",
            |directory| pair(FileStore::open(fresh_path(directory)).unwrap()),
        ),
        case(
            "pair-memory",
            "append and acknowledge, in memory, compaction included",
            |_| pair(MemoryStore::new()),
        ),
    ]
}

fn case(name: &str, about: &str, make: impl Fn(&Path) -> Call + 'static) -> Case {
    let make = move |directory: &Path| Body::Steady(make(directory));
    Case::new(GROUP, name, about, make).allocating_variously()
}

fn appending<S: Store + 'static>(store: impl Fn() -> S + 'static) -> Call {
    let mut outbox: Option<Outbox<S>> = None;
    let outcomes = inputs::outcomes(RENEWED_AFTER);
    let mut next = 0;
    Box::new(move || {
        if next == outcomes.len() {
            // First of all, because it may hold the file.
            outbox = None;
            next = 0;
        }
        let outbox = outbox.get_or_insert_with(|| open(store(), unbounded()));
        let outcome = black_box(&outcomes[next]);
        next += 1;
        black_box(outbox.append(outcome, inputs::now()).unwrap());
    })
}

fn bare(directory: &Path, synced: bool) -> Call {
    let record = record(unbounded());
    let mut file = empty_file(&fresh_path(directory));
    Box::new(move || {
        file.write_all(black_box(&record)).unwrap();
        if synced {
            file.sync_all().unwrap();
        }
    })
}

/// The bytes one append writes.
fn record(config: OutboxConfig) -> Vec<u8> {
    let store = MemoryStore::new();
    let mut outbox = open(store.clone(), config);
    let [first, second] = &inputs::outcomes(2)[..] else {
        unreachable!("two were asked for")
    };
    outbox.append(first, inputs::now()).unwrap();
    let before = store.bytes().len();
    outbox.append(second, inputs::now()).unwrap();
    store.bytes().split_off(before)
}

fn pair<S: Store + 'static>(store: S) -> Call {
    let mut outbox = open(store, bounded());
    let outcomes = inputs::outcomes(RENEWED_AFTER);
    let mut next = 0;
    Box::new(move || {
        let outcome = black_box(&outcomes[next % outcomes.len()]);
        next += 1;
        outbox.append(outcome, inputs::now()).unwrap();
        assert!(outbox.acknowledged(&outcome.id).unwrap());
    })
}
