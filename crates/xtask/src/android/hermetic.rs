//! The route without an NDK: the standard library compiled for Android along with the core, linked by the toolchain's own
//! linker against libraries that hold nothing but names. `docs/android-library.md` says why each step is as it is.

use std::path::{Path, PathBuf};

use super::abi::Abi;
use super::symbols::{LIBRARIES, Symbols};
use super::zig::{Zig, script_file};
use super::{
    API, Crate, DIR, PROFILE, Panic, assembly, link_arguments, make_dir, rust_library, unwinder,
    write,
};
use crate::process::{outside, root, run};

/// There is no libc to include: ring has a mode for that, and whatever has none must not be given another libc.
const C_FLAGS: &str = "-ffreestanding -nostdlibinc -DRING_CORE_NOSTDLIBINC=1";

pub(super) struct Hermetic {
    toolchain: PathBuf,
    zig: Zig,
    symbols: Symbols,
    /// For what lies between the sources and the library.
    work: PathBuf,
}

impl Hermetic {
    /// Fetches what is missing.
    pub(super) fn new(work: &Path) -> Result<Self, String> {
        Ok(Self {
            toolchain: rust_library::fetch()?,
            zig: Zig::fetch(work)?,
            symbols: Symbols::read(&root().join(DIR).join("symbols.txt"))?,
            work: work.to_owned(),
        })
    }

    /// Builds one library, not stripped yet.
    pub(super) fn build(&self, what: &Crate, abi: Abi) -> Result<PathBuf, String> {
        if !Abi::WIDE.contains(&abi) {
            return Err(format!("{} needs an NDK", abi.name()));
        }
        let names = self.work.join("names").join(abi.name());
        self.make_names(abi, &names)?;
        let (triple, target) = (abi.target(), self.work.join("cargo").join(what.work));
        let mut command = self.zig.command(self.toolchain.join("bin/cargo"));
        command
            .current_dir(what.tree.join(what.folder))
            .args(["rustc", "--locked", "--package", what.package])
            .args(["--lib", "--crate-type", "cdylib"])
            .args(["--features", what.features])
            .args(["--profile", PROFILE, "--target", triple])
            .args(standard_library(what.panic))
            .arg("--target-dir")
            .arg(&target)
            // A stable compiler takes `-Z` by this alone. Build scripts see it too, so it stays in this route.
            .env("RUSTC_BOOTSTRAP", "1")
            .env("RUSTC", self.toolchain.join("bin/rustc"))
            .env("CARGO_ENCODED_RUSTFLAGS", self.flags(what, &target))
            .env(linker_variable(abi), self.linker(&names)?)
            .env(format!("CC_{triple}"), self.zig.compiler(triple)?)
            .env(format!("AR_{triple}"), self.zig.archiver()?)
            .env(format!("CFLAGS_{triple}"), C_FLAGS)
            // LLVM would move what functions have in common into 2,000 more, and each needs its own entry in the tables for
            // unwinding: more bytes, not fewer.
            .args(["--", "-Cllvm-args=-enable-machine-outliner=never"]);
        for argument in link_arguments(what) {
            command.arg(format!("-Clink-arg={argument}"));
        }
        if what.panic == Panic::Abort {
            command.arg("-Cpanic=abort");
            command.env("RUSTC_WRAPPER", self.wrapper()?);
        }
        // Of the last crate alone: where the core is a dependency its own library is linked too, which nobody uses, without
        // link-time optimisation and so with all of the standard library.
        command.arg("-Clink-arg=--no-undefined");
        let exports = root().join(DIR).join("exports.map");
        command.arg(format!("-Clink-arg=--version-script={}", exports.display()));
        run(&mut command)?;
        Ok(target.join(triple).join(PROFILE).join(what.library))
    }

    /// Writes the stripped form of a library.
    pub(super) fn strip(&self, from: &Path, to: &Path) -> Result<(), String> {
        let mut command = outside(rust_library::tool(&self.toolchain, "rust-objcopy")?);
        command.env("LD_LIBRARY_PATH", self.toolchain.join("lib"));
        run(command.arg("--strip-all").arg(from).arg(to))
    }

    /// No path of this machine gets into the library, so that every machine builds the same bytes.
    fn flags(&self, what: &Crate, target: &Path) -> String {
        let home = std::env::var("CARGO_HOME")
            .map(PathBuf::from)
            .or_else(|_| std::env::var("HOME").map(|home| PathBuf::from(home).join(".cargo")))
            .unwrap_or_default();
        // The last that fits counts, so the target folder, which may lie among the sources, comes after them.
        let paths = [
            (self.toolchain.as_path(), "/rust"),
            (home.as_path(), "/cargo"),
            (what.tree.as_path(), "/source"),
            (target, "/target"),
        ]
        .map(|(path, name)| format!("--remap-path-prefix={}={name}", path.display()));
        // No driver in between: the flags reach the linker as they are.
        format!("-Clinker-flavor=ld.lld\x1f{}", paths.join("\x1f"))
    }

    /// The linker, told where the names are; not by a flag, since flags are part of what cargo names symbols by, and a path
    /// in them would make other bytes. Without the list of exports that rustc writes: it has uniffi's metadata too, and the
    /// linker would join the two lists.
    fn linker(&self, names: &Path) -> Result<PathBuf, String> {
        let file = names.join("linker");
        let linker = rust_library::tool(&self.toolchain, "rust-lld")?;
        script_file(
            &file,
            &format!(
                "for a do shift; case $a in --version-script=*/list) ;; *) set -- \"$@\" \"$a\";; esac; done\n\
                 exec '{}' \"$@\" '-L{}'",
                linker.display(),
                names.display()
            ),
        )?;
        Ok(file)
    }

    /// Compiles the runtime of `panic = "abort"` as Rust's own build does (`src/bootstrap/src/bin/rustc.rs`); cargo would compile
    /// it like the rest, and rustc refuse it then.
    fn wrapper(&self) -> Result<PathBuf, String> {
        let file = self.work.join("rustc-for-abort");
        script_file(
            &file,
            "case \" $* \" in *' --crate-name panic_abort '*) set -- \"$@\" -Cpanic=abort;; esac\nexec \"$@\"",
        )?;
        Ok(file)
    }

    /// The system libraries as names, and the unwinder, which they bring only from API 30 on.
    fn make_names(&self, abi: Abi, dir: &Path) -> Result<(), String> {
        make_dir(dir)?;
        let compiler = self.zig.compiler(abi.target())?;
        for library in LIBRARIES {
            let (source, object) = (dir.join("names.S"), dir.join("names.o"));
            write(&source, &assembly::stub(self.symbols.of(library, API)))?;
            let mut assemble = self.zig.command(&compiler);
            run(assemble.arg("-c").arg(&source).arg("-o").arg(&object))?;
            let mut link = outside(rust_library::tool(&self.toolchain, "rust-lld")?);
            let name = format!("lib{library}.so");
            link.args(["-flavor", "gnu", "-shared", "-soname", &name]);
            run(link.arg("-o").arg(dir.join(&name)).arg(&object))?;
        }
        unwinder::build(&self.zig, abi, dir)
    }
}

/// Without `backtrace`: a stripped library has nothing to show in one, and what reads debug information is 140 kB.
fn standard_library(panic: Panic) -> [&'static str; 2] {
    let crates = match panic {
        Panic::Unwind => "-Zbuild-std=std,panic_unwind",
        Panic::Abort => "-Zbuild-std=std,panic_unwind,panic_abort",
    };
    [crates, "-Zbuild-std-features=panic-unwind"]
}

/// `CARGO_TARGET_AARCH64_LINUX_ANDROID_LINKER`.
fn linker_variable(abi: Abi) -> String {
    let target = abi.target().to_uppercase().replace('-', "_");
    format!("CARGO_TARGET_{target}_LINKER")
}
