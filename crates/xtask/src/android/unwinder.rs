//! LLVM's unwinder as a static archive: the platform has one for apps from API 30 on, and a panic must be caught on 24.
//!
//! Compiled from the sources that Zig brings, against its headers of musl. That is right here and nowhere else: on 64 bits
//! `pthread_rwlock_t` has 56 bytes in both, and the first four fields of `dl_phdr_info` are equal. The later fields exist on
//! Android only from API 30 on, so `_LIBUNWIND_USE_FRAME_HEADER_CACHE`, which reads them, must stay off.

use std::fs;
use std::path::Path;

use super::abi::Abi;
use super::zig::Zig;
use crate::process::run;

const FLAGS: [&str; 13] = [
    "-Os",
    "-fPIC",
    "-DNDEBUG",
    "-D_LIBUNWIND_IS_NATIVE_ONLY",
    "-D_LIBUNWIND_HIDE_SYMBOLS",
    "-D_LIBUNWIND_USE_DLADDR=0",
    // musl's name for it, and bionic's.
    "-D__errno_location=__errno",
    "-fvisibility=hidden",
    "-funwind-tables",
    "-ffunction-sections",
    "-fdata-sections",
    "-nostdinc",
    "-c",
];

/// Each source, and how it is compiled.
const SOURCES: [(&str, &[&str]); 5] = [
    (
        "libunwind.cpp",
        &[
            "-x",
            "c++",
            "-std=c++17",
            "-nostdinc++",
            "-fno-exceptions",
            "-fno-rtti",
        ],
    ),
    ("UnwindLevel1.c", &["-std=c11"]),
    ("UnwindLevel1-gcc-ext.c", &["-std=c11"]),
    ("UnwindRegistersRestore.S", &[]),
    ("UnwindRegistersSave.S", &[]),
];

/// Writes `libunwind.a`, the name that Rust's standard library asks for.
pub(super) fn build(zig: &Zig, abi: Abi, dir: &Path) -> Result<(), String> {
    let library = zig.library();
    let sources = library.join("libunwind/src");
    let processor = abi.processor();
    let family = if abi == Abi::X86_64 { "x86" } else { processor };
    let includes = [
        format!("{processor}-linux-musl"),
        "generic-musl".to_owned(),
        format!("{family}-linux-any"),
        "any-linux-any".to_owned(),
    ];
    let mut objects = Vec::new();
    for (source, how) in SOURCES {
        let mut command = zig.command(zig.compiler(abi.target())?);
        command.args(FLAGS).args(how);
        command
            .arg("-I")
            .arg(&sources)
            .arg("-I")
            .arg(library.join("libunwind/include"));
        for folder in &includes {
            command
                .arg("-isystem")
                .arg(library.join("libc/include").join(folder));
        }
        let object = dir.join(format!("{source}.o"));
        command.arg(sources.join(source)).arg("-o").arg(&object);
        run(&mut command)?;
        objects.push(object);
    }
    let archive = dir.join("libunwind.a");
    // `ar` adds to what is there.
    let _ = fs::remove_file(&archive);
    let mut command = zig.command(zig.archiver()?);
    run(command.arg("crsD").arg(&archive).args(&objects))
}
