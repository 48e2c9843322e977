//! Journals to try: mutation cannot guess a checksum, so most are made from lines.

/// How the bytes of the journal come from the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// They are the input.
    Raw,
    /// A record a line, checksums right.
    Whole,
    /// The same with one byte changed.
    Damaged,
    /// The same, cut off.
    Torn,
}

impl Made {
    /// All ways.
    pub const ALL: [Self; 4] = [Self::Raw, Self::Whole, Self::Damaged, Self::Torn];
}

pub(super) fn make(made: Made, place: usize, input: &[u8]) -> Vec<u8> {
    if made == Made::Raw {
        return input.to_vec();
    }
    let mut journal = journal_of(input);
    let place = place % journal.len();
    match made {
        Made::Damaged => journal[place] ^= 0x20,
        Made::Torn => journal.truncate(place),
        Made::Raw | Made::Whole => {}
    }
    journal
}

/// Each line is a record: its kind as a digit, then its payload.
#[must_use]
pub fn journal_of(lines: &[u8]) -> Vec<u8> {
    let mut journal = b"VNCLJRNL\x01\0\0\0".to_vec();
    let checksum = crc32(&journal);
    journal.extend(checksum.to_le_bytes());
    for line in lines.split(|byte| *byte == b'\n') {
        let Some((kind, payload)) = line.split_first() else {
            continue;
        };
        let Some(length) = u32::try_from(payload.len())
            .ok()
            .filter(|length| *length > 0)
        else {
            continue;
        };
        let kind = kind.wrapping_sub(b'0');
        let length = length.to_le_bytes();
        let checksum = crc32(&[&length[..], &[kind], payload].concat());
        journal.extend([&length[..], &checksum.to_le_bytes(), &[kind], payload].concat());
    }
    journal
}

/// IEEE 802.3, a bit at a time.
pub(super) fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = !0_u32;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            let carry = crc & 1;
            crc >>= 1;
            if carry == 1 {
                crc ^= 0xEDB8_8320;
            }
        }
    }
    !crc
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_has_its_published_check_value() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
    }
}
