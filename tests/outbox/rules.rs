//! The rules of the outbox, each by name.

use vinculo::outbox::{
    EntryState, MemoryStore, OtherUsers, Outbox, OutboxConfig, OutboxError, Overflow, Recovery,
    StoreError, UserKey,
};
use vinculo::session::Outcome;

use crate::common::{
    NOW, config, exited, open, outcome, outcome_with, pending_ids, reopened, states,
};
use crate::power::Power;

fn with_entries(names: &[&str]) -> (Outbox<MemoryStore>, MemoryStore) {
    let store = MemoryStore::new();
    let mut outbox = open(store.clone());
    for name in names {
        outbox.append(&outcome(name), NOW).unwrap();
    }
    (outbox, store)
}

fn open_as(store: &MemoryStore, config: OutboxConfig) -> (Outbox<MemoryStore>, Recovery) {
    let opened = Outbox::open(store.clone(), config).unwrap();
    (opened.outbox, opened.recovery)
}

#[test]
fn the_same_outcome_twice_is_one_entry() {
    let (mut outbox, store) = with_entries(&["session-a"]);
    let before = store.bytes();
    assert!(outbox.append(&outcome("session-a"), NOW).unwrap().already);
    assert_eq!(store.bytes(), before);
    assert!(
        reopened(&store)
            .append(&outcome("session-a"), NOW)
            .unwrap()
            .already
    );
    assert_eq!(pending_ids(&outbox), ["session-a.1"]);
}

#[test]
fn another_outcome_under_the_same_id_is_a_conflict() {
    let (mut outbox, _) = with_entries(&["session-a"]);
    assert_eq!(
        outbox.append(&exited("session-a"), NOW),
        Err(OutboxError::Conflict)
    );
    assert_eq!(outbox.pending()[0].outcome, outcome("session-a"));
}

#[test]
fn a_restored_session_is_given_what_this_user_recorded_refused_delivered_or_not() {
    let (mut outbox, store) = with_entries(&["session-a", "session-b", "session-c"]);
    outbox.refused("session-a.1", 422).unwrap();
    outbox.acknowledged("session-b.1").unwrap();
    let all = ["session-b", "session-a", "session-c"].map(outcome);
    assert_eq!(outbox.recorded(), all);
    assert_eq!(reopened(&store).recorded(), all);
    let (other, _) = open_as(&store, config("bea"));
    assert_eq!(other.recorded(), []);
}

#[test]
fn what_the_backend_has_is_not_sent_again_and_remembered() {
    let (mut outbox, store) = with_entries(&["session-a"]);
    outbox.acknowledged("session-a.1").unwrap();
    assert!(outbox.append(&outcome("session-a"), NOW).unwrap().already);
    assert_eq!(
        outbox.append(&exited("session-a"), NOW),
        Err(OutboxError::Conflict)
    );
    assert!(reopened(&store).pending().is_empty());
    assert_eq!(reopened(&store).delivered(), ["session-a.1"]);
    assert!(outbox.acknowledged_by_app().is_empty());
    assert_eq!(outbox.taken("session-a.1"), Ok(true));
    for outbox in [outbox, reopened(&store)] {
        assert_eq!(outbox.recorded(), [outcome("session-a")]);
        assert_eq!(outbox.acknowledged_by_app(), ["session-a.1"]);
    }
}

#[test]
fn what_the_app_has_is_sent_all_the_same_and_remembered() {
    let (mut outbox, store) = with_entries(&["session-a"]);
    assert_eq!(outbox.taken("session-a.1"), Ok(true));
    assert_eq!(outbox.taken("session-x.1"), Ok(false));
    let mut again = reopened(&store);
    assert_eq!(pending_ids(&again), ["session-a.1"]);
    assert_eq!(again.acknowledged_by_app(), ["session-a.1"]);
    again.acknowledged("session-a.1").unwrap();
    for outbox in [again, reopened(&store)] {
        assert_eq!(outbox.recorded(), [outcome("session-a")]);
        assert_eq!(outbox.acknowledged_by_app(), ["session-a.1"]);
    }
    let (other, _) = open_as(&store, config("bea"));
    assert!(other.acknowledged_by_app().is_empty());
}

#[test]
fn what_the_app_has_not_acknowledged_is_told_again_whatever_became_of_it() {
    let (mut outbox, store) = with_entries(&["session-a", "session-b", "session-c", "session-d"]);
    outbox.refused("session-a.1", 422).unwrap();
    outbox.acknowledged("session-b.1").unwrap();
    outbox.taken("session-c.1").unwrap();
    let left = ["session-b", "session-a", "session-d"].map(outcome);
    for outbox in [&outbox, &reopened(&store)] {
        assert_eq!(outbox.unacknowledged(), left);
    }
    for outcome in &left {
        outbox.taken(&outcome.id).unwrap();
    }
    for outbox in [&outbox, &reopened(&store)] {
        assert_eq!(outbox.unacknowledged(), []);
        assert_eq!(outbox.recorded().len(), 4, "a restored session knows them");
    }
}

#[test]
fn an_acknowledged_exit_does_not_hide_the_success_that_came_after_it() {
    let (mut outbox, store) = with_entries(&[]);
    let late = Outcome {
        id: "session-a.2".into(),
        sequence: 2,
        ..outcome("session-a")
    };
    outbox.append(&exited("session-a"), NOW).unwrap();
    outbox.append(&late, NOW).unwrap();
    outbox.taken("session-a.1").unwrap();
    for outbox in [outbox, reopened(&store)] {
        assert_eq!(outbox.unacknowledged(), std::slice::from_ref(&late));
    }
}

#[test]
fn another_users_outcomes_are_not_told_nor_acknowledged() {
    let (_, store) = with_entries(&["session-a"]);
    let (mut bia, _) = open_as(&store, config("bia"));
    assert_eq!(bia.unacknowledged(), []);
    assert_eq!(bia.taken("session-a.1"), Ok(false));
    assert_eq!(reopened(&store).unacknowledged(), [outcome("session-a")]);
}

#[test]
fn what_is_said_twice_is_written_once() {
    let disk = Power::new(None);
    let mut outbox = open(disk.clone());
    let say: [fn(&mut Outbox<Power>) -> bool; 5] = [
        |outbox| !outbox.append(&outcome("session-a"), NOW).unwrap().already,
        |outbox| outbox.refused("session-a.1", 422).unwrap(),
        |outbox| outbox.retry("session-a.1").unwrap(),
        |outbox| outbox.taken("session-a.1").unwrap(),
        |outbox| outbox.acknowledged("session-a.1").unwrap(),
    ];
    for (number, say) in say.into_iter().enumerate() {
        let before = disk.steps();
        assert!(say(&mut outbox), "{number}");
        let once = disk.steps();
        assert!(once > before, "{number}");
        say(&mut outbox);
        assert_eq!(disk.steps(), once, "{number}");
    }
    // The app has it, also in the next process.
    let store = MemoryStore::new();
    let mut outbox = open(store.clone());
    outbox.append(&outcome("session-b"), NOW).unwrap();
    outbox.taken("session-b.1").unwrap();
    let bytes = store.bytes();
    reopened(&store).taken("session-b.1").unwrap();
    assert_eq!(store.bytes(), bytes);
}

#[test]
fn what_the_app_has_is_known_past_a_compaction() {
    let (mut outbox, store) = with_entries(&["session-a"]);
    outbox.taken("session-a.1").unwrap();
    let compacting = OutboxConfig {
        compact_bytes: 0,
        ..config("ana")
    };
    let (mut outbox, _) = open_as(&store, compacting);
    // Dead records, so that the journal is written anew.
    for _ in 0..20 {
        outbox.refused("session-a.1", 422).unwrap();
        outbox.retry("session-a.1").unwrap();
    }
    assert_eq!(reopened(&store).acknowledged_by_app(), ["session-a.1"]);
    outbox.acknowledged("session-a.1").unwrap();
    for number in 0..20 {
        let outcome = outcome(&format!("session-{number}"));
        outbox.append(&outcome, NOW).unwrap();
        outbox.acknowledged(&outcome.id).unwrap();
    }
    assert_eq!(reopened(&store).acknowledged_by_app(), ["session-a.1"]);
}

#[test]
fn of_what_app_and_backend_have_the_newest_32_are_remembered() {
    let (mut outbox, store) = with_entries(&[]);
    for number in 0..40 {
        let outcome = outcome(&format!("session-{number}"));
        outbox.append(&outcome, NOW).unwrap();
        outbox.acknowledged(&outcome.id).unwrap();
        outbox.taken(&outcome.id).unwrap();
    }
    let newest: Vec<String> = (8..40)
        .map(|number| format!("session-{number}.1"))
        .collect();
    assert_eq!(outbox.acknowledged_by_app(), newest);
    assert_eq!(reopened(&store).acknowledged_by_app(), newest);
}

#[test]
fn of_delivered_outcomes_the_newest_32_of_ordinary_length_are_remembered() {
    let (mut outbox, store) = with_entries(&[]);
    let long = outcome_with("session-long", Some("x".repeat(9_000)));
    outbox.append(&long, NOW).unwrap();
    outbox.acknowledged(&long.id).unwrap();
    assert_eq!(outbox.recorded(), []);
    let names: Vec<String> = (0..40).map(|number| format!("session-{number}")).collect();
    for name in &names {
        outbox.append(&outcome(name), NOW).unwrap();
        outbox.acknowledged(&outcome(name).id).unwrap();
    }
    let newest: Vec<_> = names[8..].iter().map(|name| outcome(name)).collect();
    assert_eq!(outbox.recorded(), newest);
    assert_eq!(reopened(&store).recorded(), newest);
}

#[test]
fn delivered_outcomes_take_no_room_from_others() {
    let store = MemoryStore::new();
    let tight = OutboxConfig {
        max_entries: 1,
        max_bytes: 300,
        ..config("ana")
    };
    let (mut outbox, _) = open_as(&store, tight);
    for name in ["session-a", "session-b", "session-c"] {
        outbox.append(&outcome(name), NOW).unwrap();
        outbox.acknowledged(&outcome(name).id).unwrap();
    }
    assert_eq!(outbox.recorded().len(), 3);
}

#[test]
fn another_users_delivered_outcomes_are_purged_too() {
    let (mut outbox, store) = with_entries(&["session-a"]);
    outbox.acknowledged("session-a.1").unwrap();
    let purge = OutboxConfig {
        others: OtherUsers::Purge,
        ..config("bea")
    };
    open_as(&store, purge);
    assert_eq!(reopened(&store).recorded(), []);
    assert!(
        !store
            .bytes()
            .escape_ascii()
            .to_string()
            .contains("session-a")
    );
}

#[test]
fn a_failed_report_is_repeated_under_the_same_key() {
    let (mut outbox, store) = with_entries(&["session-a"]);
    let first = outbox.pending();
    assert!(outbox.failed("session-a.1"));
    assert!(outbox.failed("session-a.1"));
    let again = outbox.pending();
    assert_eq!(again[0].attempts, 2);
    assert_eq!(again[0].idempotency_key, first[0].idempotency_key);
    assert_eq!(again[0].recorded_ms, NOW.wall_ms);
    assert_eq!(
        reopened(&store).pending(),
        first,
        "attempts are of one process"
    );
    assert!(!outbox.failed("session-b.1"));
}

#[test]
fn only_an_acknowledgement_removes() {
    let (mut outbox, store) = with_entries(&["session-a", "session-b"]);
    outbox.refused("session-a.1", 400).unwrap();
    outbox.failed("session-b.1");
    assert_eq!(reopened(&store).list().len(), 2);
    assert!(outbox.acknowledged("session-b.1").unwrap());
    assert!(!outbox.acknowledged("session-b.1").unwrap());
    assert!(outbox.acknowledged("session-a.1").unwrap());
    assert_eq!(states(&reopened(&store)), []);
}

#[test]
fn a_refused_entry_is_kept_visible_and_can_be_retried() {
    let (mut outbox, store) = with_entries(&["session-a"]);
    assert!(outbox.refused("session-a.1", 422).unwrap());
    assert!(
        !outbox.refused("session-a.1", 400).unwrap(),
        "it is no longer pending"
    );
    let mut outbox = reopened(&store);
    assert_eq!(outbox.pending(), []);
    assert_eq!(outbox.list()[0].state, EntryState::Refused { status: 422 });
    assert_eq!(outbox.list()[0].ending, "connected");
    assert!(outbox.append(&outcome("session-a"), NOW).unwrap().already);

    assert!(outbox.retry("session-a.1").unwrap());
    assert!(!outbox.retry("session-a.1").unwrap());
    assert_eq!(pending_ids(&reopened(&store)), ["session-a.1"]);
}

#[test]
fn another_users_entries_are_held_and_never_sent() {
    let (_, store) = with_entries(&["session-a"]);
    let (mut bia, recovery) = open_as(&store, config("bia"));
    assert_eq!((recovery.entries, recovery.held), (0, 1));
    assert_eq!(bia.pending(), []);
    assert_eq!(bia.list()[0].state, EntryState::Held);
    assert!(!bia.acknowledged("session-a.1").unwrap());
    assert!(!bia.refused("session-a.1", 400).unwrap());
    assert!(!bia.failed("session-a.1"));
    bia.append(&outcome("session-b"), NOW).unwrap();
    assert_eq!(pending_ids(&bia), ["session-b.1"]);

    assert_eq!(pending_ids(&reopened(&store)), ["session-a.1"]);
}

#[test]
fn another_users_entries_are_purged_by_choice() {
    let (_, store) = with_entries(&["session-a", "session-b"]);
    let purge = OutboxConfig {
        others: OtherUsers::Purge,
        ..config("bia")
    };
    let (_, recovery) = open_as(&store, purge);
    assert_eq!((recovery.purged, recovery.held), (2, 0));
    let bytes = String::from_utf8_lossy(&store.bytes()).into_owned();
    assert!(
        !bytes.contains("session"),
        "gone from the disk as well: {bytes}"
    );
}

#[test]
fn a_full_outbox_refuses_what_is_new_and_says_so() {
    let small = OutboxConfig {
        max_entries: 2,
        ..config("ana")
    };
    let (_, store) = with_entries(&["session-a", "session-b"]);
    let (mut outbox, _) = open_as(&store, small);
    let bytes = u32::try_from(store.bytes().len() - 16).unwrap();
    let full = OutboxError::Full { entries: 2, bytes };
    assert_eq!(outbox.append(&outcome("session-c"), NOW), Err(full));
    assert_eq!(
        pending_ids(&reopened(&store)),
        ["session-a.1", "session-b.1"]
    );
    outbox.acknowledged("session-a.1").unwrap();
    outbox.append(&outcome("session-c"), NOW).unwrap();
}

#[test]
fn a_full_outbox_drops_the_oldest_refused_entry_first_and_says_so() {
    let small = OutboxConfig {
        max_entries: 3,
        ..config("ana")
    };
    let names = ["session-a", "session-b", "session-c"];
    let (_, store) = with_entries(&names);
    let (mut outbox, _) = open_as(&store, small);
    outbox.refused("session-c.1", 400).unwrap();
    outbox.refused("session-b.1", 422).unwrap();
    let appended = outbox.append(&outcome("session-d"), NOW).unwrap();
    let overflow = Overflow {
        dropped: "session-b.1".into(),
        status: 422,
    };
    assert_eq!(appended.overflow, [overflow]);
    let left = states(&reopened(&store));
    let ids: Vec<&str> = left.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["session-a.1", "session-c.1", "session-d.1"]);
}

#[test]
fn bytes_are_bounded_too() {
    let small = OutboxConfig {
        max_bytes: 2_000,
        ..config("ana")
    };
    let (mut outbox, _) = open_as(&MemoryStore::new(), small);
    outbox
        .append(&outcome_with("session-a", Some("x".repeat(1_500))), NOW)
        .unwrap();
    let error = outbox.append(&outcome_with("session-b", Some("x".repeat(500))), NOW);
    assert!(
        matches!(error, Err(OutboxError::Full { entries: 1, .. })),
        "{error:?}"
    );
    let long = outcome_with("session-c", Some("x".repeat(512 * 1024)));
    assert_eq!(outbox.append(&long, NOW), Err(OutboxError::TooLarge));
}

#[test]
fn dead_records_are_compacted_away() {
    let (mut outbox, store) = with_entries(&[]);
    let mut longest = 0;
    for round in 0..500 {
        let outcome = outcome(&format!("session-{round}"));
        outbox.append(&outcome, NOW).unwrap();
        outbox.acknowledged(&outcome.id).unwrap();
        outbox.taken(&outcome.id).unwrap();
        longest = longest.max(store.bytes().len());
    }
    assert!((25 * 1024..28 * 1024).contains(&longest), "{longest}");
}

#[test]
fn a_failing_disk_loses_nothing_that_was_stored() {
    for failure in [
        StoreError::NotAvailable,
        StoreError::Full,
        StoreError::Io {
            detail: "other".into(),
        },
    ] {
        let (mut outbox, store) = with_entries(&["session-a"]);
        let failed = Err(OutboxError::Store {
            source: failure.clone(),
        });
        store.fail_with(Some(failure.clone()));
        assert_eq!(outbox.append(&outcome("session-b"), NOW).map(drop), failed);
        assert_eq!(outbox.acknowledged("session-a.1").map(drop), failed);
        assert_eq!(pending_ids(&outbox), ["session-a.1"]);

        let locked = Outbox::open(store.clone(), config("ana"));
        assert_eq!(locked.map(drop), failed);

        store.fail_with(None);
        outbox.append(&outcome("session-c"), NOW).unwrap();
        assert_eq!(
            pending_ids(&reopened(&store)),
            ["session-a.1", "session-c.1"]
        );
    }
}

#[test]
fn user_keys_have_a_bounded_length_and_stay_out_of_debug() {
    assert_eq!(UserKey::new(""), Err(OutboxError::User));
    assert_eq!(UserKey::new("x".repeat(257)), Err(OutboxError::User));
    let (outbox, _) = with_entries(&["session-a"]);
    let shown = format!("{:?} {:?} {:?}", config("ana"), outbox, outbox.list());
    assert!(!shown.contains("ana"), "{shown}");
    assert!(!shown.contains("link-of"), "{shown}");
    let shown = format!("{:?}", outbox.pending());
    assert!(!shown.contains("link-of-session"), "{shown}");
}

/// Format version 1: these bytes must be written, and must open, for ever.
#[test]
fn journal_version_1_is_frozen() {
    let (mut outbox, store) = with_entries(&["session-a", "session-b"]);
    outbox.append(&exited("session-c"), NOW).unwrap();
    outbox.refused("session-b.1", 422).unwrap();
    outbox.refused("session-c.1", 400).unwrap();
    outbox.retry("session-c.1").unwrap();
    outbox.acknowledged("session-a.1").unwrap();
    outbox.taken("session-c.1").unwrap();
    let text = store.bytes().escape_ascii().to_string();
    assert_eq!(text, include_str!("journal-v1.txt").trim_end());

    let refused = EntryState::Refused { status: 422 };
    let expected = [
        ("session-b.1", refused),
        ("session-c.1", EntryState::Pending),
    ];
    let mut again = reopened(&store);
    let left = states(&again);
    assert_eq!(left, expected.map(|(id, state)| (id.to_owned(), state)));
    assert_eq!(again.recorded()[0], outcome("session-a"));
    again.acknowledged("session-c.1").unwrap();
    assert_eq!(
        again.recorded(),
        [
            outcome("session-a"),
            exited("session-c"),
            outcome("session-b")
        ]
    );
    assert_eq!(again.acknowledged_by_app(), ["session-c.1"]);
}
