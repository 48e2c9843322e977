//! Which inputs of a corpus are kept where not all can be.

/// Of a target's committed corpus: every clone carries it.
const MAX_BYTES: u64 = 28 * 1024;
/// Every test run replays them.
const MAX_FILES: usize = 100;
/// A longer one would take the place of too many others.
const MAX_BYTES_OF_ONE: u64 = MAX_BYTES / 4;

/// Which of these sizes, in rising order: as many as fit, evenly spread, so that some of each size are there. The
/// smallest alone would be those that are refused at once.
pub(super) fn evenly(sizes: &[u64]) -> Vec<usize> {
    let short = sizes.partition_point(|size| *size <= MAX_BYTES_OF_ONE);
    (1..=short.min(MAX_FILES))
        .rev()
        .map(|count| middles(short, count))
        .find(|chosen| {
            let bytes: u64 = chosen.iter().filter_map(|index| sizes.get(*index)).sum();
            bytes <= MAX_BYTES
        })
        .unwrap_or_default()
}

/// The middle of each of so many equal parts.
fn middles(of: usize, count: usize) -> Vec<usize> {
    (0..count)
        .map(|part| (2 * part + 1) * of / (2 * count))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(sizes: &[u64]) -> Vec<u64> {
        evenly(sizes)
            .into_iter()
            .filter_map(|index| sizes.get(index).copied())
            .collect()
    }

    #[test]
    fn what_fits_is_kept_whole() {
        assert_eq!(chosen(&[]), []);
        assert_eq!(chosen(&[0, 1, 5_000, 7_000]), [0, 1, 5_000, 7_000]);
    }

    #[test]
    fn of_too_many_some_of_each_size_are_kept() {
        let sizes: Vec<u64> = (1..=1_000).collect();
        let kept = chosen(&sizes);
        let bytes: u64 = kept.iter().sum();
        assert!(kept.len() <= MAX_FILES && bytes <= MAX_BYTES, "{kept:?}");
        assert!(bytes > MAX_BYTES * 9 / 10, "{bytes}");
        for tenth in 0..10 {
            let range = tenth * 100 + 1..=(tenth + 1) * 100;
            let of_this_size = kept.iter().filter(|size| range.contains(*size));
            assert!(of_this_size.count() >= 4, "{range:?}: {kept:?}");
        }
    }

    #[test]
    fn small_ones_are_bounded_in_number() {
        assert_eq!(chosen(&[10; 500]).len(), MAX_FILES);
    }

    #[test]
    fn large_inputs_are_no_reason_to_keep_the_smallest_only() {
        let mut sizes = vec![220];
        sizes.extend([3_000; 40]);
        sizes.extend([60_000; 40]);
        assert_eq!(chosen(&sizes), [3_000; 9]);
        assert_eq!(chosen(&[60_000]), []);
    }
}
