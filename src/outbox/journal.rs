//! The bytes of the journal, apart from any disk.
//!
//! ```text
//! header   8 bytes "VNCLJRNL", u32 format version, u32 CRC-32 of the twelve bytes before
//! record   u32 length of the payload, u32 CRC-32 of length, kind and payload; u8 kind, payload
//! ```
//!
//! Numbers are little-endian. A record is never changed in place; what it says is for `record`.

use super::crc32::crc32;

const MAGIC: [u8; 8] = *b"VNCLJRNL";
const VERSION: u32 = 1;
pub(super) const HEADER_LEN: usize = 16;
/// Length, checksum, kind.
const FRAME_HEAD: usize = 9;
/// An outcome made of a callback of 64 KiB, with every byte escaped in JSON, still fits.
pub(super) const MAX_PAYLOAD: usize = 512 * 1024;

/// What was found in the bytes of a journal.
pub(super) struct Recovered<'a> {
    /// The good records, oldest first.
    pub(super) frames: Vec<Frame<'a>>,
    /// Records in the middle whose checksum is wrong; those after them are good.
    pub(super) damaged: u32,
    /// How many bytes at the end hold no good record.
    pub(super) cut_bytes: usize,
    /// Whether the bytes are just those of a journal with these frames.
    pub(super) intact: bool,
}

/// One good record.
pub(super) struct Frame<'a> {
    pub(super) kind: u8,
    pub(super) payload: &'a [u8],
    /// The record whole, to be copied by a compaction.
    pub(super) bytes: &'a [u8],
}

/// Bytes that must not be touched.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Foreign {
    /// Written by a later release.
    NewerVersion { found: u32 },
    /// No journal at all.
    NotAJournal,
}

pub(super) fn header() -> [u8; HEADER_LEN] {
    let mut header = [0; HEADER_LEN];
    header[..8].copy_from_slice(&MAGIC);
    header[8..12].copy_from_slice(&VERSION.to_le_bytes());
    let crc = crc32(&[&header[..12]]);
    header[12..].copy_from_slice(&crc.to_le_bytes());
    header
}

/// `None` if the payload is empty or longer than [`MAX_PAYLOAD`].
pub(super) fn encode(kind: u8, payload: &[u8]) -> Option<Vec<u8>> {
    let length = u32::try_from(payload.len()).ok()?.to_le_bytes();
    if payload.is_empty() || payload.len() > MAX_PAYLOAD {
        return None;
    }
    let crc = crc32(&[&length, &[kind], payload]).to_le_bytes();
    Some([&length[..], &crc, &[kind], payload].concat())
}

/// Reads any bytes: every good record up to the first place after which none can be found.
pub(super) fn recover(bytes: &[u8]) -> Result<Recovered<'_>, Foreign> {
    let whole_header = check_header(bytes)?;
    let mut recovered = Recovered {
        frames: Vec::new(),
        damaged: 0,
        cut_bytes: 0,
        intact: false,
    };
    let mut rest = bytes.get(HEADER_LEN..).unwrap_or_default();
    while !rest.is_empty() {
        if let Some(frame) = decode(rest) {
            rest = &rest[frame.bytes.len()..];
            recovered.frames.push(frame);
        } else if let Some(after) = behind_damaged(rest) {
            rest = after;
            recovered.damaged += 1;
        } else {
            break;
        }
    }
    recovered.cut_bytes = if whole_header {
        rest.len()
    } else if recovered.frames.is_empty() {
        if !is_torn_start(bytes) {
            return Err(Foreign::NotAJournal);
        }
        bytes.len()
    } else {
        rest.len()
    };
    recovered.intact = whole_header && recovered.damaged == 0 && recovered.cut_bytes == 0;
    Ok(recovered)
}

/// Whether the header is whole. A damaged one is not yet a reason to give up the records after it.
fn check_header(bytes: &[u8]) -> Result<bool, Foreign> {
    let Some(header) = bytes.get(..HEADER_LEN) else {
        return Ok(false);
    };
    let checked = number(&header[12..]) == Some(crc32(&[&header[..12]]));
    match number(&header[8..12]) {
        Some(found) if checked && header[..8] == MAGIC && found != VERSION => {
            Err(Foreign::NewerVersion { found })
        }
        _ => Ok(checked && header[..8] == MAGIC),
    }
}

/// The first bytes of a header, or the zeros that some file systems leave after a power cut.
fn is_torn_start(bytes: &[u8]) -> bool {
    header().starts_with(bytes) || bytes.iter().all(|byte| *byte == 0)
}

fn decode(bytes: &[u8]) -> Option<Frame<'_>> {
    let end = frame_end(bytes)?;
    let frame = bytes.get(..end)?;
    let (kind, payload) = (frame[8], &frame[FRAME_HEAD..]);
    let crc = crc32(&[&frame[..4], &[kind], payload]);
    (number(&frame[4..8]) == Some(crc)).then_some(Frame {
        kind,
        payload,
        bytes: frame,
    })
}

/// What follows a damaged record, if a good record does: then it was no torn tail.
fn behind_damaged(bytes: &[u8]) -> Option<&[u8]> {
    let after = bytes.get(frame_end(bytes)?..)?;
    decode(after).is_some().then_some(after)
}

fn frame_end(bytes: &[u8]) -> Option<usize> {
    let length = usize::try_from(number(bytes)?).ok()?;
    (1..=MAX_PAYLOAD)
        .contains(&length)
        .then_some(FRAME_HEAD + length)
}

fn number(bytes: &[u8]) -> Option<u32> {
    let bytes = bytes.first_chunk::<4>()?;
    Some(u32::from_le_bytes(*bytes))
}
