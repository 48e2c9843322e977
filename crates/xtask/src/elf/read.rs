//! The tables of an ELF file. Every access is within bounds, or an error.

/// A file whose header has been read.
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    /// 64-bit.
    is_wide: bool,
}

pub(super) struct Segment {
    pub(super) kind: u64,
    pub(super) alignment: u64,
    offset: u64,
    address: u64,
    size: u64,
}

pub(super) struct Section {
    pub(super) kind: u64,
    pub(super) offset: u64,
    pub(super) size: u64,
    /// The index of the section that this one refers to.
    pub(super) link: u64,
    name: u64,
    entry_size: u64,
}

pub(super) struct Symbol {
    pub(super) name: u64,
    pub(super) binding: u64,
    /// 0: in another library.
    pub(super) section: u64,
}

impl Segment {
    /// Where in the file an address stands.
    pub(super) fn offset_of(&self, address: u64) -> Option<u64> {
        let within = address.checked_sub(self.address)?;
        (within < self.size).then(|| self.offset.saturating_add(within))
    }
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Result<Self, String> {
        if !bytes.starts_with(b"\x7fELF") {
            return Err("not an ELF file".to_owned());
        }
        let (class, order) = (bytes.get(4), bytes.get(5));
        if order != Some(&1) || !matches!(class, Some(1 | 2)) {
            return Err("not a little-endian ELF file of 32 or 64 bits".to_owned());
        }
        Ok(Self {
            bytes,
            is_wide: class == Some(&2),
        })
    }

    pub(super) fn machine(&self) -> Result<u16, String> {
        let machine = self.number(18, 2)?;
        u16::try_from(machine).map_err(|_| "no machine".to_owned())
    }

    pub(super) fn segments(&self) -> Result<Vec<Segment>, String> {
        let table = self.place(self.wide(0x20, 0x1c))?;
        let size = self.number(self.wide(0x36, 0x2a), 2)?;
        let count = self.number(self.wide(0x38, 0x2c), 2)?;
        (0..count)
            .map(|index| {
                let at = table + index * size;
                Ok(Segment {
                    kind: self.number(at, 4)?,
                    offset: self.place(at + self.wide(8, 4))?,
                    address: self.word(at + self.wide(16, 8))?,
                    size: self.word(at + self.wide(32, 16))?,
                    alignment: self.word(at + self.wide(48, 28))?,
                })
            })
            .collect()
    }

    pub(super) fn sections(&self) -> Result<Vec<Section>, String> {
        let table = self.place(self.wide(0x28, 0x20))?;
        let size = self.number(self.wide(0x3a, 0x2e), 2)?;
        let count = self.number(self.wide(0x3c, 0x30), 2)?;
        (0..count)
            .map(|index| {
                let at = table + index * size;
                Ok(Section {
                    name: self.number(at, 4)?,
                    kind: self.number(at + 4, 4)?,
                    offset: self.place(at + self.wide(24, 16))?,
                    size: self.word(at + self.wide(32, 20))?,
                    link: self.number(at + self.wide(40, 24), 4)?,
                    entry_size: self.word(at + self.wide(56, 36))?,
                })
            })
            .collect()
    }

    pub(super) fn section_names(&self, sections: &[Section]) -> Result<Vec<String>, String> {
        let index = self.number(self.wide(0x3e, 0x32), 2)?;
        let names = usize::try_from(index)
            .ok()
            .and_then(|index| sections.get(index))
            .ok_or("sections without names")?;
        sections
            .iter()
            .map(|section| self.text(names.offset.saturating_add(section.name)))
            .collect()
    }

    /// Tags and values, without the closing null.
    pub(super) fn dynamic(&self, segment: &Segment) -> Result<Vec<(u64, u64)>, String> {
        let word = self.wide(8, 4);
        let mut entries = Vec::new();
        for index in 0..segment.size / (2 * word) {
            let at = segment.offset.saturating_add(index * 2 * word);
            if at >= self.length() {
                return Err(outside(at));
            }
            let tag = self.word(at)?;
            if tag == 0 {
                break;
            }
            entries.push((tag, self.word(at + word)?));
        }
        Ok(entries)
    }

    pub(super) fn symbols(&self, table: &Section) -> Result<Vec<Symbol>, String> {
        if table.entry_size == 0 {
            return Err("symbols of no size".to_owned());
        }
        (0..table.size / table.entry_size)
            .map(|index| {
                let at = table.offset.saturating_add(index * table.entry_size);
                if at >= self.length() {
                    return Err(outside(at));
                }
                Ok(Symbol {
                    name: self.number(at, 4)?,
                    binding: self.number(at + self.wide(4, 12), 1)? >> 4,
                    section: self.number(at + self.wide(6, 14), 2)?,
                })
            })
            .collect()
    }

    /// The text that ends with a zero byte.
    pub(super) fn text(&self, at: u64) -> Result<String, String> {
        let start = usize::try_from(at).map_err(|_| outside(at))?;
        let rest = self.bytes.get(start..).ok_or_else(|| outside(at))?;
        let end = rest.iter().position(|byte| *byte == 0);
        let text = end.map(|end| &rest[..end]).ok_or_else(|| outside(at))?;
        Ok(String::from_utf8_lossy(text).into_owned())
    }

    fn wide<T>(&self, wide: T, narrow: T) -> T {
        if self.is_wide { wide } else { narrow }
    }

    fn length(&self) -> u64 {
        self.bytes.len() as u64
    }

    /// The offset that stands at `at`, if the file is that long.
    fn place(&self, at: u64) -> Result<u64, String> {
        let offset = self.word(at)?;
        if offset <= self.length() {
            Ok(offset)
        } else {
            Err(outside(offset))
        }
    }

    /// An address or a size: as wide as the file's class.
    fn word(&self, at: u64) -> Result<u64, String> {
        self.number(at, self.wide(8, 4))
    }

    fn number(&self, at: u64, size: u64) -> Result<u64, String> {
        let range = || {
            let start = usize::try_from(at).ok()?;
            let end = usize::try_from(at.checked_add(size)?).ok()?;
            self.bytes.get(start..end)
        };
        let bytes = range().ok_or_else(|| outside(at))?;
        Ok(bytes
            .iter()
            .rev()
            .fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }
}

fn outside(at: u64) -> String {
    format!("damaged: it points to byte {at}, past its end")
}
