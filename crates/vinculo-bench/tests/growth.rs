//! Memory grows no faster than what is worked on: allocations are the same on every machine and every run, so they can be held.
//!
//! A scan that takes long and allocates nothing passes here. Time is for the tables of `docs/benchmarks.md` to show.

use std::path::Path;

use allocation_counter::AllocationInfo;
use vinculo_bench::cases;
use vinculo_bench::cases::growth::{EVENTS, URL_BYTES};
use vinculo_bench::cases::hostile::HOSTILE_BYTES;

/// Larger ones take seconds in a test's profile.
const ENTRIES: [usize; 2] = [100, 1_000];

fn allocated(id: &str) -> AllocationInfo {
    let case = cases::all().into_iter().find(|case| case.id() == id);
    let case = case.unwrap_or_else(|| panic!("there is no case {id}"));
    let mut info = AllocationInfo::default();
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR"));
    case.once(directory, |call| info = allocation_counter::measure(call));
    info
}

#[test]
fn a_longer_callback_takes_more_bytes_but_no_more_allocations() {
    let all = URL_BYTES.map(|bytes| (bytes, allocated(&format!("growth-url/callback-{bytes}"))));
    let (_, first) = all[0];
    for (bytes, info) in all {
        assert_eq!(info.count_total, first.count_total, "{bytes} bytes");
        // The text decoded, and once more as the caller's own: never a third copy.
        let most = u64::try_from(2 * bytes + 2_048).unwrap();
        assert!(info.bytes_total <= most, "{bytes} bytes: {info:?}");
    }
}

#[test]
fn what_is_hostile_in_a_url_allocates_nothing_more_for_being_longer() {
    for shape in ["empty-pairs", "question-marks", "almost-names", "escapes"] {
        let [first, second, third] =
            HOSTILE_BYTES.map(|bytes| allocated(&format!("growth-hostile/{shape}-{bytes}")));
        assert_eq!(first.count_total, second.count_total, "{shape}");
        assert_eq!(first.count_total, third.count_total, "{shape}");
    }
    let [.., read, refused] =
        HOSTILE_BYTES.map(|bytes| allocated(&format!("growth-hostile/members-{bytes}")));
    // The longest that is read makes a tree; what is longer is one text.
    assert!(
        read.count_total > 100 && refused.count_total < 10,
        "{read:?} {refused:?}"
    );
}

#[test]
fn a_page_of_any_length_is_allowed_without_allocating() {
    for bytes in URL_BYTES {
        let info = allocated(&format!("growth-url/decide-{bytes}"));
        assert_eq!(info.count_total, 0, "{bytes} bytes");
    }
}

#[test]
fn each_event_allocates_the_same_however_many_came_before() {
    // The effects and the timeline's own growth belong to the first; past 256 entries nothing is left but the events.
    let [.., fewer, more] = EVENTS.map(|events| {
        (
            events,
            allocated(&format!("growth-timeline/events-{events}")),
        )
    });
    let per_event =
        |(events, info): (usize, AllocationInfo)| info.count_total / u64::try_from(events).unwrap();
    assert_eq!(per_event(fewer), per_event(more));
}

#[test]
fn a_timeline_keeps_no_more_than_its_bound() {
    let [.., fewer, more] =
        EVENTS.map(|events| allocated(&format!("growth-timeline/text-{events}")).bytes_total);
    // The longer one dropped more, and says so; one digit more can make its text's buffer double at another place.
    assert!(more <= fewer * 11 / 10, "{fewer} {more}");
    let kept = allocated(&format!("growth-timeline/events-{}", EVENTS[4])).bytes_current;
    assert!(kept < 64 * 1024, "{kept} bytes are kept");
}

#[test]
fn each_entry_of_a_journal_allocates_the_same_however_many_there_are() {
    for work in ["open", "fill", "pending", "drain"] {
        let [few, many] = ENTRIES.map(|entries| {
            let info = allocated(&format!("growth-journal/{work}-{entries}"));
            let entries = u64::try_from(entries).unwrap();
            // In thousandths, so that what the first needs once shows.
            (
                info.count_total * 1_000 / entries,
                info.bytes_total / entries,
            )
        });
        assert!(many.0 <= few.0 * 11 / 10, "{work}: {many:?} after {few:?}");
        // Collections double when they grow, so somewhat more is no sign of anything.
        assert!(many.1 <= few.1 * 3 / 2, "{work}: {many:?} after {few:?}");
    }
}
