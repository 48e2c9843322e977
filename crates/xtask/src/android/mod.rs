//! Command and suite `android`: the library for Android.
//!
//! ```text
//! hermetic   without an NDK: rust_library, zig · debian fetch; symbols, assembly, unwinder make what is linked against
//! ndk        with one: cargo-ndk
//! verify     what every library must be, JNA's too
//! controls   whether that is seen: small libraries, built wrong
//! twice      the same bytes again, from another folder
//! jvm        the library that ships runs here: a JVM over stand-ins for Android's system libraries; maven compiles the test
//! suite      all of it but `twice`
//! ```

mod abi;
mod assembly;
mod controls;
mod debian;
mod hermetic;
mod jvm;
mod maven;
mod ndk;
pub(crate) mod rust_library;
mod suite;
pub(crate) mod symbols;
mod twice;
mod unwinder;
mod verify;
mod zig;

use std::fs;
use std::path::{Path, PathBuf};

pub(crate) use abi::Abi;
use hermetic::Hermetic;
pub(crate) use suite::run as suite;

use crate::process::{build_dir, root};
use crate::report;
use crate::sizes::{self, Sizes};
use crate::tools::Tool;
use zig::Zig;

/// The oldest Android that the library runs on: 7.0, of 2016.
pub(crate) const API: u32 = 24;

/// The files of this route.
const DIR: &str = "bindings/android";

/// Cargo's profile for phones.
const PROFILE: &str = "mobile";

/// What a panic does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Panic {
    #[default]
    Unwind,
    /// In the crate itself; the standard library is compiled to unwind all the same, as rustup's is.
    Abort,
}

/// What is built.
#[derive(Clone)]
pub(crate) struct Crate {
    /// The root of the sources.
    tree: PathBuf,
    /// Where in it cargo is run.
    folder: &'static str,
    package: &'static str,
    features: &'static str,
    library: &'static str,
    /// Where in `target/android` it goes.
    place: &'static str,
    /// Where cargo works. One folder for each: the library of a core that is a dependency would take the place of the one that
    /// ships.
    work: &'static str,
    /// Of memory, the largest that it can be loaded with.
    page_size: u32,
    panic: Panic,
}

impl Crate {
    /// The library that ships.
    pub(crate) fn core() -> Self {
        Self {
            tree: root(),
            folder: "",
            package: "vinculo",
            features: "ffi",
            library: "libvinculo.so",
            place: "",
            work: "vinculo",
            page_size: 0x4000,
            panic: Panic::Unwind,
        }
    }

    /// The core with its transport linked in and used; for the size ledger.
    pub(crate) fn with_transport() -> Self {
        Self {
            folder: "tests/android/transport",
            package: "vinculo-with-transport",
            features: "",
            library: "libvinculo_with_transport.so",
            place: "with-transport",
            work: "vinculo-with-transport",
            ..Self::core()
        }
    }

    /// The library as it ships: `target/android/<abi>/libvinculo.so`.
    pub(crate) fn stripped(&self, abi: Abi) -> Result<PathBuf, String> {
        Ok(out_dir()?
            .join(self.place)
            .join(abi.name())
            .join(self.library))
    }

    /// The same with its symbols, to read crash reports by: `target/android/symbols/<abi>/libvinculo.so`.
    pub(crate) fn with_symbols(&self, abi: Abi) -> Result<PathBuf, String> {
        let dir = out_dir()?.join("symbols").join(self.place);
        Ok(dir.join(abi.name()).join(self.library))
    }
}

/// What `cargo xtask android` was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Task {
    Build,
    /// Build two times, and compare.
    Twice,
    /// Fetch what a build without an NDK needs, and what runs its library.
    Fetch,
}

pub(crate) fn run(task: Task) -> Result<(), String> {
    report::provide(&[Tool::Pip])?;
    match task {
        Task::Build => build_all(),
        Task::Twice => twice::run(),
        Task::Fetch => fetch(),
    }
}

/// Whether all that `--fetch` fetches is there.
pub(crate) fn fetched() -> Option<String> {
    let library = ndk::home().is_some() || rust_library::found().is_some();
    (library && Zig::is_there() && jvm::Runtime::is_there()).then(|| "fetched".to_owned())
}

/// The stand-ins are compiled by Zig, so it is needed with an NDK too.
fn fetch() -> Result<(), String> {
    if ndk::home().is_none() {
        rust_library::fetch()?;
    }
    Zig::fetch(&work_dir()?)?;
    jvm::Runtime::fetch().map(|_| ())
}

fn build_all() -> Result<(), String> {
    let abis = abis();
    build(&Crate::core(), abis)?;
    verify::ours(&[Crate::core()], abis).map(|_| ())
}

/// What this machine can build.
pub(crate) fn abis() -> &'static [Abi] {
    if ndk::home().is_some() {
        &Abi::ALL
    } else {
        &Abi::WIDE
    }
}

/// For the size ledger: builds the libraries, and weighs what ships of them.
pub(crate) fn weigh() -> Result<Sizes, String> {
    build(&Crate::core(), &Abi::WIDE)?;
    build(&Crate::with_transport(), &[Abi::Arm64])?;
    measure()
}

/// The sizes of what has been built.
fn measure() -> Result<Sizes, String> {
    let mut found = Sizes::new();
    // One processor shows what the transport costs, and spares two minutes.
    let core = Abi::WIDE.map(|abi| (Crate::core(), abi));
    let transport = [(Crate::with_transport(), Abi::Arm64)];
    for (what, abi) in core.into_iter().chain(transport) {
        let name = format!("android/{}/{}", abi.name(), what.library);
        found.insert(name, sizes::weigh(&what.stripped(abi)?)?);
    }
    Ok(found)
}

/// Builds a library for each ABI; symbols apart.
pub(crate) fn build(what: &Crate, abis: &[Abi]) -> Result<(), String> {
    let route = Route::choose()?;
    for &abi in abis {
        println!("\n── {} for {} ──", what.package, abi.name());
        let (stripped, with_symbols) = (what.stripped(abi)?, what.with_symbols(abi)?);
        for file in [&stripped, &with_symbols] {
            // A failed build must not leave an old library.
            let _ = fs::remove_file(file);
            make_dir(file.parent().unwrap_or(file))?;
        }
        let built = route.build(what, abi)?;
        fs::copy(&built, &with_symbols)
            .map_err(|e| format!("cannot copy {}: {e}", built.display()))?;
        route.strip(&built, &stripped)?;
    }
    Ok(())
}

enum Route {
    Ndk,
    Hermetic(Box<Hermetic>),
}

impl Route {
    fn choose() -> Result<Self, String> {
        if ndk::home().is_some() {
            return Ok(Self::Ndk);
        }
        if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
            return Err(
                "without an NDK the library is built on x86_64 Linux only; ANDROID_NDK_HOME names an NDK".to_owned(),
            );
        }
        Ok(Self::Hermetic(Box::new(Hermetic::new(&work_dir()?)?)))
    }

    fn build(&self, what: &Crate, abi: Abi) -> Result<PathBuf, String> {
        match self {
            Self::Ndk => ndk::build(what, abi),
            Self::Hermetic(route) => route.build(what, abi),
        }
    }

    fn strip(&self, from: &Path, to: &Path) -> Result<(), String> {
        match self {
            Self::Ndk => ndk::strip(from, to),
            Self::Hermetic(route) => route.strip(from, to),
        }
    }
}

/// What both routes tell the linker. As arguments of the last crate and not as RUSTFLAGS: a variable of that name replaces
/// what a configuration says, and the alignment would vanish in silence.
fn link_arguments(what: &Crate) -> [String; 4] {
    [
        // Only this one: `common-page-size` would say that pages always are that large.
        format!("-zmax-page-size={}", what.page_size),
        format!("-soname={}", what.library),
        // Android reads it from API 23 on, so the older table is not needed.
        "--hash-style=gnu".to_owned(),
        // Crash reports name the library by it.
        "--build-id=sha1".to_owned(),
    ]
}

fn out_dir() -> Result<PathBuf, String> {
    let build = build_dir()?;
    Ok(build.parent().unwrap_or(&build).join("android"))
}

/// What is no result.
fn work_dir() -> Result<PathBuf, String> {
    Ok(out_dir()?.join("work"))
}

fn make_dir(dir: &Path) -> Result<(), String> {
    fs::create_dir_all(dir).map_err(|e| format!("cannot make {}: {e}", dir.display()))
}

fn write(file: &Path, text: &str) -> Result<(), String> {
    make_dir(file.parent().unwrap_or(file))?;
    fs::write(file, text).map_err(|e| format!("cannot write {}: {e}", file.display()))
}
