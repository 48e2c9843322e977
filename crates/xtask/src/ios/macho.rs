//! Reads a static library of Apple's kind, as far as it takes to see what it was built for.

use std::fs;
use std::path::Path;

/// What `LC_BUILD_VERSION` calls a platform (`mach-o/loader.h`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Device = 2,
    Simulator = 7,
}

const BUILD_VERSION: u32 = 0x32;
const MACH_O_64: u32 = 0xfeed_facf;
/// 15.0, as `xxxx.yy.zz`.
const MIN_OS: u32 = 15 << 16;
/// A C name has an underscore before it there.
const CONTRACT: &[u8] = b"_ffi_vinculo_uniffi_contract_version";

/// How many objects are in it. Fails if one is for something else, or what Swift calls first is in none.
pub(super) fn look(library: &Path, kind: Kind) -> Result<usize, String> {
    let wrong = |what: &str| format!("{}: {what}", library.display());
    let bytes = fs::read(library).map_err(|e| wrong(&e.to_string()))?;
    let members = members(&bytes).ok_or_else(|| wrong("no archive"))?;
    let mut objects = 0;
    for member in &members {
        if word(member, 0) != Some(MACH_O_64) {
            continue;
        }
        let built = build_version(member).ok_or_else(|| wrong("an object names no platform"))?;
        if built.0 != kind as u32 {
            return Err(wrong(&format!(
                "an object is for platform {}, not {kind:?}",
                built.0
            )));
        }
        if built.1 > MIN_OS {
            return Err(wrong("an object wants a newer iOS than 15.0"));
        }
        objects += 1;
    }
    let has_contract = bytes.windows(CONTRACT.len()).any(|part| part == CONTRACT);
    match (objects, has_contract) {
        (0, _) => Err(wrong("no object in it")),
        (_, false) => Err(wrong("nothing is exported")),
        (objects, true) => Ok(objects),
    }
}

/// The files of an archive, each behind its own header; names do not matter.
fn members(archive: &[u8]) -> Option<Vec<&[u8]>> {
    let mut rest = archive.strip_prefix(b"!<arch>\n")?;
    let mut members = Vec::new();
    while rest.len() >= 60 {
        let header = rest.get(..60)?;
        let size: usize = text(header.get(48..58)?)?.parse().ok()?;
        // BSD's form: a name longer than 16 bytes stands before the content, and counts to its size.
        let long_name = text(header.get(..16)?)?.strip_prefix("#1/").map(str::parse);
        let name: usize = long_name.transpose().ok()?.unwrap_or(0);
        members.push(rest.get(60 + name..60 + size)?);
        rest = rest.get(60 + size + size % 2..).unwrap_or_default();
    }
    Some(members)
}

/// Platform, and the oldest release.
fn build_version(object: &[u8]) -> Option<(u32, u32)> {
    let commands = word(object, 16)?;
    let mut at = 32;
    for _ in 0..commands {
        if word(object, at)? == BUILD_VERSION {
            return Some((word(object, at + 8)?, word(object, at + 12)?));
        }
        at += usize::try_from(word(object, at + 4)?).ok()?;
    }
    None
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at + 4)?.try_into().ok()?;
    Some(u32::from_le_bytes(four))
}

fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok().map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(platform: u32, min_os: u32) -> Vec<u8> {
        let mut words = vec![MACH_O_64, 0, 0, 0, 2, 0, 0, 0];
        words.extend([0x1b, 8]);
        words.extend([BUILD_VERSION, 24, platform, min_os, 0, 0]);
        let mut bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
        bytes.extend(CONTRACT);
        bytes
    }

    fn looked(name: &str, members: &[Vec<u8>]) -> Result<usize, String> {
        let mut archive = b"!<arch>\n".to_vec();
        for member in members {
            let header = format!("{:<16}{:<32}{:<10}`\n", "a.o", "", member.len());
            archive.extend(header.as_bytes());
            archive.extend(member);
            archive.extend(vec![b'\n'; member.len() % 2]);
        }
        let file =
            std::env::temp_dir().join(format!("vinculo-macho-{name}-{}", std::process::id()));
        fs::write(&file, archive).unwrap();
        let looked = look(&file, Kind::Device);
        fs::remove_file(file).unwrap();
        looked
    }

    #[test]
    fn what_was_built_for_something_else_is_seen() {
        assert_eq!(looked("good", &[object(2, MIN_OS), object(2, 0)]), Ok(2));
        for (name, members) in [
            ("simulator", vec![object(2, MIN_OS), object(7, MIN_OS)]),
            ("newer", vec![object(2, MIN_OS + 1)]),
            ("none", vec![]),
            ("foreign", vec![b"\x7fELF".to_vec()]),
        ] {
            assert!(looked(name, &members).is_err(), "{name}");
        }
        let mut mute = object(2, MIN_OS);
        mute.truncate(mute.len() - 1);
        assert!(looked("mute", &[mute]).is_err());
    }
}
