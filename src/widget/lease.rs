//! How long a token may be used.

/// Belvo's stated life of a token: ten minutes (`003_6a1abbda04ce3e27.txt`), in milliseconds.
pub const DEFAULT_LEASE_MS: i64 = 10 * 60 * 1000;

/// How long a token may be used: until the earlier of a lease counted from the *request* for it, on
/// the monotonic clock, and its own `exp`, on the wall clock.
///
/// Belvo says ten minutes while `exp` of its sample tokens says twenty, so neither is enough. The
/// lease begins at the request because the token was minted some time after it, never before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "each name ends in its unit")]
pub struct TokenLease {
    requested_at_mono_ms: i64,
    lease_ms: i64,
    expires_at_wall_ms: Option<i64>,
}

impl TokenLease {
    /// A lease of `lease_ms` ([`DEFAULT_LEASE_MS`]) from when the request for the token was sent,
    /// and `exp` where the token tells it. A negative lease counts as none.
    #[must_use]
    pub fn new(requested_at_mono_ms: i64, lease_ms: i64, expires_at_wall_ms: Option<i64>) -> Self {
        Self {
            requested_at_mono_ms,
            lease_ms: lease_ms.max(0),
            expires_at_wall_ms,
        }
    }

    /// Whether the token may still be used.
    #[must_use]
    pub fn is_usable(&self, mono_ms: i64, wall_ms: i64) -> bool {
        self.remaining_ms(mono_ms, wall_ms) > 0
    }

    /// Milliseconds left, 0 once it is over. A monotonic clock that stands before the request belongs
    /// to another boot of the phone, so the lease is over too.
    #[must_use]
    pub fn remaining_ms(&self, mono_ms: i64, wall_ms: i64) -> i64 {
        let (of_lease, of_exp) = self.both_remaining(mono_ms, wall_ms);
        of_lease.min(of_exp.unwrap_or(i64::MAX)).max(0)
    }

    /// Of the lease (never below 0), and of `exp` where there is one.
    pub(crate) fn both_remaining(&self, mono_ms: i64, wall_ms: i64) -> (i64, Option<i64>) {
        let of_lease = if mono_ms < self.requested_at_mono_ms {
            0
        } else {
            let age = mono_ms.saturating_sub(self.requested_at_mono_ms);
            self.lease_ms.saturating_sub(age).max(0)
        };
        let of_exp = self.expires_at_wall_ms;
        (of_lease, of_exp.map(|exp| exp.saturating_sub(wall_ms)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WALL: i64 = 1_700_000_000_000;

    #[test]
    fn the_lease_ends_first_when_exp_is_twenty_minutes() {
        let lease = TokenLease::new(1_000, DEFAULT_LEASE_MS, Some(WALL + 2 * DEFAULT_LEASE_MS));
        assert_eq!(lease.remaining_ms(1_000, WALL), DEFAULT_LEASE_MS);
        assert!(lease.is_usable(600_999, WALL + 599_999));
        assert!(!lease.is_usable(601_000, WALL + 600_000));
    }

    #[test]
    fn exp_ends_first_when_it_is_nearer() {
        let lease = TokenLease::new(0, DEFAULT_LEASE_MS, Some(WALL + 5_000));
        assert_eq!(lease.remaining_ms(1_000, WALL + 1_000), 4_000);
        assert!(!lease.is_usable(5_000, WALL + 5_000));
    }

    #[test]
    fn without_exp_the_lease_alone_counts() {
        let lease = TokenLease::new(0, 1_000, None);
        assert_eq!(lease.remaining_ms(400, i64::MAX), 600);
        assert!(!TokenLease::new(0, -1, None).is_usable(0, 0));
    }

    #[test]
    fn a_clock_of_another_boot_ends_it_and_extremes_do_not_overflow() {
        assert!(!TokenLease::new(1_000, 1_000, None).is_usable(999, 0));
        for a in [i64::MIN, -1, 0, i64::MAX] {
            for b in [i64::MIN, -1, 0, i64::MAX] {
                let lease = TokenLease::new(a, b, Some(b));
                assert!(lease.remaining_ms(b, a) >= 0);
                assert!(lease.remaining_ms(a, b) >= 0);
            }
        }
    }
}
