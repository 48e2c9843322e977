//! CRC-32 (IEEE 802.3, as in zip and PNG): twenty lines, where a crate would bring SIMD and its own build for
//! checksums of a few hundred bytes.

const TABLE: [u32; 256] = table();

/// The checksum of the parts, one after the other.
pub(super) fn crc32(parts: &[&[u8]]) -> u32 {
    let mut crc = u32::MAX;
    for byte in parts.iter().copied().flatten() {
        let [low, ..] = (crc ^ u32::from(*byte)).to_le_bytes();
        crc = (crc >> 8) ^ TABLE[usize::from(low)];
    }
    !crc
}

const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut byte: u32 = 0;
    while byte < 256 {
        let mut value = byte;
        let mut bit = 0;
        while bit < 8 {
            value = if value & 1 == 1 {
                (value >> 1) ^ 0xEDB8_8320
            } else {
                value >> 1
            };
            bit += 1;
        }
        table[byte as usize] = value;
        byte += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::crc32;

    #[test]
    fn the_published_check_value() {
        assert_eq!(crc32(&[b"123456789"]), 0xCBF4_3926);
        assert_eq!(crc32(&[b"1234", b"", b"56789"]), 0xCBF4_3926);
        assert_eq!(crc32(&[]), 0);
    }
}
