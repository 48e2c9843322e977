//! Reads what an Android loader reads of a shared library: segments, the dynamic section, dynamic symbols, section names.
//!
//! Both word sizes, little-endian. Offsets are those of the ELF specification (the System V ABI, chapters 4 and 5).

pub(crate) mod check;
mod read;
#[cfg(test)]
mod samples;

use read::Reader;

use crate::android::Panic;

/// What is known of one library.
#[derive(Debug, Default)]
pub(crate) struct Elf {
    pub(crate) machine: u16,
    /// The alignment of each LOAD segment.
    pub(crate) load_alignments: Vec<u64>,
    pub(crate) has_relro: bool,
    pub(crate) soname: Option<String>,
    pub(crate) needed: Vec<String>,
    pub(crate) has_text_relocations: bool,
    pub(crate) binds_now: bool,
    /// Which of Rust's runtimes is in it.
    pub(crate) panic: Panic,
    pub(crate) symbols: Vec<Symbol>,
    pub(crate) sections: Vec<Section>,
}

/// A dynamic symbol: exported if defined, asked of another library if not.
#[derive(Debug)]
pub(crate) struct Symbol {
    pub(crate) name: String,
    pub(crate) is_defined: bool,
    pub(crate) is_weak: bool,
}

#[derive(Debug)]
pub(crate) struct Section {
    pub(crate) name: String,
    pub(crate) size: u64,
}

const PT_LOAD: u64 = 1;
const PT_DYNAMIC: u64 = 2;
const PT_GNU_RELRO: u64 = 0x6474_e552;

const DT_NEEDED: u64 = 1;
const DT_STRTAB: u64 = 5;
const DT_SONAME: u64 = 14;
const DT_TEXTREL: u64 = 22;
const DT_BIND_NOW: u64 = 24;
const DT_FLAGS: u64 = 30;
const DT_FLAGS_1: u64 = 0x6fff_fffb;
const DF_TEXTREL: u64 = 4;
const DF_BIND_NOW: u64 = 8;
const DF_1_NOW: u64 = 1;

const SHT_DYNSYM: u64 = 11;
const STB_WEAK: u64 = 2;

/// Looked up by Rust's runtime of `panic = "abort"` on Android, and by nothing else of Rust's: `library/panic_abort/src/android.rs`.
const ABORT_MESSAGE: &[u8] = b"android_set_abort_message";

impl Elf {
    /// Fails on what is no shared library, or a damaged one.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, String> {
        let reader = Reader::new(bytes)?;
        let mut elf = Self {
            machine: reader.machine()?,
            panic: panic_of(bytes),
            ..Self::default()
        };
        let segments = reader.segments()?;
        for segment in &segments {
            match segment.kind {
                PT_LOAD => elf.load_alignments.push(segment.alignment),
                PT_GNU_RELRO => elf.has_relro = true,
                _ => {}
            }
        }
        let dynamic = segments
            .iter()
            .find(|segment| segment.kind == PT_DYNAMIC)
            .ok_or("no dynamic section: not a shared library")?;
        elf.read_dynamic(&reader, &segments, dynamic)?;
        elf.read_sections(&reader)?;
        Ok(elf)
    }

    pub(crate) fn section(&self, name: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.name == name)
    }

    pub(crate) fn exported(&self) -> impl Iterator<Item = &Symbol> {
        self.symbols.iter().filter(|symbol| symbol.is_defined)
    }

    pub(crate) fn imported(&self) -> impl Iterator<Item = &Symbol> {
        self.symbols.iter().filter(|symbol| !symbol.is_defined)
    }

    fn read_dynamic(
        &mut self,
        reader: &Reader,
        segments: &[read::Segment],
        dynamic: &read::Segment,
    ) -> Result<(), String> {
        let entries = reader.dynamic(dynamic)?;
        let address = entries
            .iter()
            .find(|(tag, _)| *tag == DT_STRTAB)
            .map(|(_, address)| *address)
            .ok_or("the dynamic section names no strings")?;
        let strings = segments
            .iter()
            .filter(|segment| segment.kind == PT_LOAD)
            .find_map(|segment| segment.offset_of(address))
            .ok_or("the dynamic strings are in no segment")?;
        for (tag, value) in entries {
            match tag {
                DT_NEEDED => self
                    .needed
                    .push(reader.text(strings.saturating_add(value))?),
                DT_SONAME => self.soname = Some(reader.text(strings.saturating_add(value))?),
                DT_TEXTREL => self.has_text_relocations = true,
                DT_BIND_NOW => self.binds_now = true,
                DT_FLAGS => {
                    self.has_text_relocations |= value & DF_TEXTREL != 0;
                    self.binds_now |= value & DF_BIND_NOW != 0;
                }
                DT_FLAGS_1 => self.binds_now |= value & DF_1_NOW != 0,
                _ => {}
            }
        }
        Ok(())
    }

    fn read_sections(&mut self, reader: &Reader) -> Result<(), String> {
        let sections = reader.sections()?;
        let symbols = sections
            .iter()
            .find(|section| section.kind == SHT_DYNSYM)
            .ok_or("no table of dynamic symbols")?;
        let link = usize::try_from(symbols.link).unwrap_or(usize::MAX);
        let strings = sections.get(link).ok_or("dynamic symbols without names")?;
        // The first entry is empty by definition.
        for symbol in reader.symbols(symbols)?.into_iter().skip(1) {
            self.symbols.push(Symbol {
                name: reader.text(strings.offset.saturating_add(symbol.name))?,
                is_defined: symbol.section != 0,
                is_weak: symbol.binding == STB_WEAK,
            });
        }
        let names = reader.section_names(&sections)?;
        self.sections = names
            .into_iter()
            .zip(&sections)
            .map(|(name, section)| Section {
                name,
                size: section.size,
            })
            .collect();
        Ok(())
    }
}

fn panic_of(bytes: &[u8]) -> Panic {
    let mut names = bytes.windows(ABORT_MESSAGE.len());
    if names.any(|part| part == ABORT_MESSAGE) {
        Panic::Abort
    } else {
        Panic::Unwind
    }
}
