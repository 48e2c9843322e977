//! What each library must be, as a table; see [`elf::check`](crate::elf::check) for the rules.

use std::fs;
use std::path::Path;

use super::abi::Abi;
use super::maven::Test;
use super::symbols::Symbols;
use super::{API, Crate, DIR};
use crate::elf::Elf;
use crate::elf::check::{Expected, faults};
use crate::process::root;

/// Every exported uniffi library has it; the bindings ask it first.
const CONTRACT: &str = "ffi_vinculo_uniffi_contract_version";

/// Checks the built libraries, prints what they are, and returns how many.
pub(super) fn ours(crates: &[Crate], abis: &[Abi]) -> Result<u64, String> {
    let mut table = Table::new();
    let symbols = Symbols::read(&root().join(DIR).join("symbols.txt"))?;
    for what in crates {
        for &abi in abis {
            table.add(&what.stripped(abi)?, abi, &expected(what, abi, &symbols))?;
        }
    }
    table.close()
}

/// All that is wrong with a built library.
pub(super) fn faults_of(what: &Crate, abi: Abi) -> Result<Vec<String>, String> {
    let symbols = Symbols::read(&root().join(DIR).join("symbols.txt"))?;
    let mut table = Table::new();
    table.add(&what.stripped(abi)?, abi, &expected(what, abi, &symbols))?;
    Ok(table.faults)
}

fn expected<'a>(what: &Crate, abi: Abi, symbols: &'a Symbols) -> Expected<'a> {
    Expected {
        machine: abi.machine(),
        soname: Some(what.library),
        exports: Some(CONTRACT),
        stripped: true,
        unwinds: true,
        // The list is of 64 bits. With an NDK the link itself is against the names of our level.
        symbols: (abi != Abi::Armv7).then_some(symbols),
        api: API,
    }
}

/// Checks the library that JNA's AAR brings into the same app. It has no SONAME, and nothing to unwind.
pub(super) fn jna(test: &Test) -> Result<u64, String> {
    let mut table = Table::new();
    let ours = Symbols::read(&root().join(DIR).join("symbols.txt"))?;
    let symbols = ours.and(Symbols::read(&root().join(DIR).join("jna-symbols.txt"))?);
    let aar = test.jna_aar()?;
    for abi in Abi::WIDE {
        let expected = Expected {
            machine: abi.machine(),
            soname: None,
            exports: Some("JNI_OnLoad"),
            // Android's build strips it on its way into an app.
            stripped: false,
            unwinds: false,
            symbols: Some(&symbols),
            api: API,
        };
        let library = aar.join("jni").join(abi.name()).join("libjnidispatch.so");
        table.add(&library, abi, &expected)?;
    }
    table.close()
}

struct Table {
    libraries: u64,
    faults: Vec<String>,
}

impl Table {
    fn new() -> Self {
        println!(
            "\n{:30} {:>9} {:>7}  {:29} {:>7} {:>7}  {:5} needs",
            "library", "bytes", "pages", "SONAME", "exports", "imports", "RELRO"
        );
        Self {
            libraries: 0,
            faults: Vec::new(),
        }
    }

    fn add(&mut self, file: &Path, abi: Abi, expected: &Expected) -> Result<(), String> {
        let bytes = fs::read(file).map_err(|e| format!("cannot read {}: {e}", file.display()))?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let name = format!("{}/{name}", abi.name());
        let elf = Elf::parse(&bytes).map_err(|problem| format!("{name}: {problem}"))?;
        println!(
            "{name:30} {:>9} {:>#7x}  {:29} {:>7} {:>7}  {:5} {}",
            bytes.len(),
            elf.load_alignments.iter().min().unwrap_or(&0),
            elf.soname.as_deref().unwrap_or("none"),
            elf.exported().count(),
            elf.imported().count(),
            if elf.has_relro && elf.binds_now {
                "full"
            } else {
                "no"
            },
            elf.needed.join(" ")
        );
        for fault in faults(&elf, expected) {
            self.faults.push(format!("{name}: {fault}"));
        }
        self.libraries += 1;
        Ok(())
    }

    fn close(self) -> Result<u64, String> {
        if self.faults.is_empty() {
            Ok(self.libraries)
        } else {
            Err(self.faults.join("\n"))
        }
    }
}
