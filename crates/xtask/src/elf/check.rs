//! What a device's loader and the app stores insist on, and what we promise besides.

use super::Elf;
use crate::android::Panic;
use crate::android::symbols::Symbols;

/// Play's rule for apps that target Android 15 and newer: segments fit pages of 16 KiB.
/// <https://developer.android.com/guide/practices/page-sizes>
const PAGE: u64 = 0x4000;

/// Every device has these; anything else must be in the app.
const PLATFORM: [&str; 4] = ["libc.so", "libdl.so", "liblog.so", "libm.so"];

/// What a library must be. What Android's loader insists on since which level:
/// <https://android.googlesource.com/platform/bionic/+/main/android-changes-for-ndk-developers.md>
pub(crate) struct Expected<'a> {
    /// Of the ELF header.
    pub(crate) machine: u16,
    /// The loader finds a library by its file name, and from API 23 on knows it by this afterwards; by the file name, where there is
    /// none.
    pub(crate) soname: Option<&'a str>,
    /// Must be exported.
    pub(crate) exports: Option<&'a str>,
    /// Its symbols lie beside it, and not in every phone.
    pub(crate) stripped: bool,
    /// A panic unwinds to the boundary, and is an error there. Without, it ends the app.
    pub(crate) unwinds: bool,
    /// Names of the platform where we know them, and the oldest platform that must have them.
    pub(crate) symbols: Option<&'a Symbols>,
    pub(crate) api: u32,
}

/// Everything that is wrong with it; each line begins with the name of the rule.
pub(crate) fn faults(elf: &Elf, expected: &Expected) -> Vec<String> {
    let mut faults = Vec::new();
    let mut require = |holds: bool, fault: &dyn Fn() -> String| {
        if !holds {
            faults.push(fault());
        }
    };
    require(elf.machine == expected.machine, &|| {
        format!("machine: {} instead of {}", elf.machine, expected.machine)
    });
    let alignment = elf.load_alignments.iter().min().copied().unwrap_or(0);
    require(alignment >= PAGE, &|| {
        format!("alignment: a LOAD segment is aligned to {alignment:#x}, pages may have {PAGE:#x}")
    });
    require(elf.soname.as_deref() == expected.soname, &|| {
        format!(
            "SONAME: {} instead of {}",
            elf.soname.as_deref().unwrap_or("none"),
            expected.soname.unwrap_or("none")
        )
    });
    for name in &elf.needed {
        require(PLATFORM.contains(&name.as_str()), &|| {
            format!("needed: {name} is no library that apps may use on every device")
        });
    }
    require(!elf.has_text_relocations, &|| {
        "text relocations: refused by Android since API 23, and on 64 bits always".to_owned()
    });
    require(elf.has_relro, &|| {
        "RELRO: relocated data stays writable".to_owned()
    });
    let is_stripped = elf.section(".symtab").is_none();
    require(is_stripped || !expected.stripped, &|| {
        "stripped: it carries its local symbols".to_owned()
    });
    if let Some(name) = expected.exports {
        require(elf.exported().any(|symbol| symbol.name == name), &|| {
            format!("contract: it exports no {name}")
        });
    }
    require(elf.binds_now, &|| {
        "BIND_NOW: symbols are looked up late, in a writable table".to_owned()
    });
    // A table alone proves nothing: a standard library that was compiled to unwind brings its own.
    let tables = elf.section(".gcc_except_table");
    let unwinds = elf.panic == Panic::Unwind && tables.is_some_and(|section| section.size > 0);
    require(unwinds || !expected.unwinds, &|| {
        "unwinding: built with panic=abort; a panic would end the app".to_owned()
    });
    if let Some(symbols) = expected.symbols {
        faults.extend(too_new(elf, symbols, expected.api));
    }
    faults
}

/// Imports that the oldest platform lacks, or that nobody has looked up. A weak one may be missing at run time.
fn too_new(elf: &Elf, symbols: &Symbols, api: u32) -> Vec<String> {
    elf.imported()
        .filter_map(|symbol| match symbols.since(&symbol.name) {
            None => Some(format!(
                "symbols: {} is not in the list; look up its API level and add it",
                symbol.name
            )),
            Some(since) if since > api && !symbol.is_weak => Some(format!(
                "symbols: {} came with API {since}, the minimum is {api}",
                symbol.name
            )),
            Some(_) => None,
        })
        .collect()
}
