//! What is found in the bytes of a journal, whatever they are.

use proptest::prelude::*;
use vinculo::outbox::{MemoryStore, Opened, Outbox, OutboxError};

use crate::common::{NOW, config, open, outcome, pending_ids, reopened};

const HEADER_LEN: usize = 16;

/// A journal of so many outcomes, and where each record ends.
fn journal(outcomes: usize) -> (Vec<u8>, Vec<usize>) {
    let store = MemoryStore::new();
    let mut outbox = open(store.clone());
    let mut ends = vec![HEADER_LEN];
    for number in 0..outcomes {
        outbox
            .append(&outcome(&format!("session-{number}")), NOW)
            .unwrap();
        ends.push(store.bytes().len());
    }
    (store.bytes(), ends)
}

fn opened(bytes: &[u8]) -> Result<Opened<MemoryStore>, OutboxError> {
    Outbox::open(MemoryStore::with_bytes(bytes.to_vec()), config("ana"))
}

/// What is left, and that it can be gone on with.
fn left(bytes: &[u8]) -> Vec<String> {
    let store = MemoryStore::with_bytes(bytes.to_vec());
    let mut outbox = open(store.clone());
    let ids = pending_ids(&outbox);
    outbox.append(&outcome("afterwards"), NOW).unwrap();
    let all = pending_ids(&reopened(&store));
    assert_eq!(all, [ids.clone(), vec!["afterwards.1".to_owned()]].concat());
    ids
}

fn ids(numbers: impl IntoIterator<Item = usize>) -> Vec<String> {
    let numbers = numbers.into_iter();
    numbers
        .map(|number| format!("session-{number}.1"))
        .collect()
}

#[test]
fn a_torn_tail_is_cut_at_the_last_good_entry_and_reported() {
    let (bytes, ends) = journal(3);
    for length in 0..=bytes.len() {
        let good = ends.iter().filter(|end| **end <= length).count();
        let torn = length - ends[..good].last().copied().unwrap_or(0);
        let recovery = opened(&bytes[..length]).unwrap().recovery;
        assert_eq!(recovery.cut_bytes as usize, torn, "{length}");
        assert_eq!(
            left(&bytes[..length]),
            ids(0..good.saturating_sub(1)),
            "{length}"
        );
    }
}

#[test]
fn no_flipped_bit_goes_unnoticed() {
    let (bytes, ends) = journal(3);
    for at in 0..bytes.len() * 8 {
        let mut flipped = bytes.clone();
        flipped[at / 8] ^= 1 << (at % 8);
        let recovery = opened(&flipped).unwrap().recovery;
        let hit = ends.iter().filter(|end| **end <= at / 8).count();
        if hit == 0 {
            assert_eq!(left(&flipped), ids(0..3), "the header costs no entry");
            continue;
        }
        let hit = hit - 1;
        assert!(recovery.damaged > 0 || recovery.cut_bytes > 0, "bit {at}");
        let left = left(&flipped);
        // A wrong length hides where the next record begins, any other bit costs the one record.
        let in_length = at / 8 < ends[hit] + 4;
        let others = ids((0..3).filter(|number| *number != hit));
        assert!(
            left == others || in_length && left == ids(0..hit),
            "bit {at}: {left:?}"
        );
    }
}

#[test]
fn zeros_behind_a_power_cut_are_cut() {
    let (bytes, _) = journal(1);
    assert_eq!(left(&[&bytes[..], &[0; 4096]].concat()), ids(0..1));
    assert_eq!(left(&[0; 4096]), ids([]));
}

#[test]
fn a_newer_journal_is_not_touched() {
    let mut bytes = b"VNCLJRNL\x02\0\0\0".to_vec();
    // CRC-32 of the twelve bytes, from zlib.
    bytes.extend_from_slice(&0x6FC9_77BE_u32.to_le_bytes());
    let store = MemoryStore::with_bytes(bytes.clone());
    let error = Outbox::open(store.clone(), config("ana")).unwrap_err();
    assert_eq!(error, OutboxError::NewerVersion { found: 2 });
    assert_eq!(store.bytes(), bytes);
}

#[test]
fn a_foreign_file_is_not_touched() {
    for bytes in [&b"SQLite format 3\0 and more"[..], b"{}", b"VNCLX"] {
        let store = MemoryStore::with_bytes(bytes.to_vec());
        let error = Outbox::open(store.clone(), config("ana")).unwrap_err();
        assert_eq!(error, OutboxError::NotAJournal);
        assert_eq!(store.bytes(), bytes);
    }
}

/// A kind of record of a later release, found by an older one and kept for the later.
#[test]
fn what_only_a_later_release_can_read_is_kept() {
    let (bytes, _) = journal(1);
    let later = b"\x09\x00\x00\x00 \x0d1I\x09{\"new\":1}".to_vec();
    let store = MemoryStore::with_bytes([bytes, later.clone()].concat());
    let small = vinculo::outbox::OutboxConfig {
        compact_bytes: 0,
        ..config("ana")
    };
    let opened = Outbox::open(store.clone(), small).unwrap();
    assert_eq!(opened.recovery.unreadable, 1);
    let mut outbox = opened.outbox;
    let before = store.bytes().len();
    for _ in 0..20 {
        outbox.refused("session-0.1", 422).unwrap();
        outbox.retry("session-0.1").unwrap();
    }
    assert!(store.bytes().len() < 2 * before, "compacted");
    assert!(
        store
            .bytes()
            .windows(later.len())
            .any(|bytes| bytes == later),
        "and still there"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..600), after_header: bool) {
        let header = if after_header { journal(1).0[..HEADER_LEN].to_vec() } else { Vec::new() };
        let _ = opened(&[header, bytes].concat());
    }

    #[test]
    fn no_garbage_behind_it_loses_a_good_entry(
        count in 1_usize..5,
        garbage in proptest::collection::vec(any::<u8>(), 0..300),
    ) {
        let (bytes, _) = journal(count);
        prop_assert_eq!(left(&[bytes, garbage].concat()), ids(0..count));
    }

    #[test]
    fn changed_bytes_lose_no_entry_before_them(
        count in 1_usize..5,
        from in any::<proptest::sample::Index>(),
        garbage in proptest::collection::vec(any::<u8>(), 1..300),
    ) {
        let (mut bytes, ends) = journal(count);
        let from = from.index(bytes.len() - HEADER_LEN) + HEADER_LEN;
        for (old, new) in bytes[from..].iter_mut().zip(garbage) {
            *old = new;
        }
        let before = ends.iter().filter(|end| **end <= from).count() - 1;
        prop_assert!(left(&bytes).starts_with(&ids(0..before)));
    }
}
