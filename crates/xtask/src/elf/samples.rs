//! The checks against real libraries: one that is right, and one for each fault, made by the machine's own linker.

use std::path::PathBuf;

use super::Elf;
use super::check::{Expected, faults};
use crate::android::symbols::Symbols;
use crate::process::{build_dir, outside};

const EXPORT: &str = "int ffi_sample_uniffi_contract_version(void) { return 30; }\n";
const UNWINDS: &str = "__asm__(\".section .gcc_except_table,\\\"a\\\"\\n.byte 1\\n.text\");\n";
const IMPORT: &str = "void abort(void); void stop(void) { abort(); }\n";
const SOUND: [&str; 6] = [
    "-nostdlib",
    "-Wl,-z,max-page-size=16384",
    "-Wl,-soname,libsample.so",
    "-Wl,-z,now",
    "-Wl,-z,relro",
    "-s",
];

/// Links C source into a shared library and reads it.
fn linked(name: &str, source: &str, flags: &[&str]) -> Elf {
    let library = file(name, "so");
    let code = file(name, "c");
    std::fs::create_dir_all(code.parent().unwrap()).unwrap();
    std::fs::write(&code, source).unwrap();
    let status = outside("cc")
        .args(["-shared", "-fPIC", "-o"])
        .arg(&library)
        .arg(&code)
        .args(flags)
        .status()
        .expect("a C compiler, which Rust needs on Linux");
    assert!(status.success(), "{name}");
    Elf::parse(&std::fs::read(library).unwrap()).unwrap()
}

fn file(name: &str, ending: &str) -> PathBuf {
    build_dir()
        .unwrap()
        .join("elf-samples")
        .join(format!("{name}.{ending}"))
}

/// The rules that a library breaks.
fn broken(elf: &Elf) -> Vec<String> {
    let symbols = Symbols::parse("c abort 21\nc getentropy 28\n").unwrap();
    let expected = Expected {
        machine: if cfg!(target_arch = "x86_64") {
            62
        } else {
            183
        },
        soname: Some("libsample.so"),
        exports: Some("ffi_sample_uniffi_contract_version"),
        stripped: true,
        unwinds: true,
        symbols: Some(&symbols),
        api: 24,
    };
    let rule = |fault: String| fault.split(':').next().unwrap_or_default().to_owned();
    faults(elf, &expected).into_iter().map(rule).collect()
}

#[test]
fn a_sound_library_passes() {
    let source = format!("{EXPORT}{UNWINDS}{IMPORT}");
    let elf = linked("sound", &source, &SOUND);
    assert_eq!(broken(&elf), [""; 0]);
    assert_eq!(elf.imported().count(), 1);
}

#[test]
fn each_fault_is_refused_by_the_name_of_its_rule() {
    let sound = format!("{EXPORT}{UNWINDS}{IMPORT}");
    let newer = format!(
        "{sound}int getentropy(void *, unsigned long); int r(void *p) {{ return getentropy(p, 1); }}\n"
    );
    let weak = newer.replace("int getentropy", "__attribute__((weak)) int getentropy");
    let unknown = format!("{sound}void nonesuch(void); void u(void) {{ nonesuch(); }}\n");
    let relocated = format!("{sound}__asm__(\".text\\n.globl t\\nt: .quad abort\\n\");\n");
    let with = |more: &'static str| [&SOUND[..], &[more]].concat();
    let without = |flag: &str| -> Vec<&'static str> {
        SOUND.into_iter().filter(|have| *have != flag).collect()
    };
    let cases = [
        (
            "small-pages",
            &sound,
            with("-Wl,-z,max-page-size=4096"),
            vec!["alignment"],
        ),
        (
            "no-soname",
            &sound,
            without("-Wl,-soname,libsample.so"),
            vec!["SONAME"],
        ),
        (
            "other-soname",
            &sound,
            with("-Wl,-soname,libother.so"),
            vec!["SONAME"],
        ),
        ("lazy", &sound, with("-Wl,-z,lazy"), vec!["BIND_NOW"]),
        ("no-relro", &sound, with("-Wl,-z,norelro"), vec!["RELRO"]),
        ("unstripped", &sound, without("-s"), vec!["stripped"]),
        (
            "text-relocations",
            &relocated,
            with("-Wl,-z,notext"),
            vec!["text relocations"],
        ),
        ("too-new", &newer, with("-O1"), vec!["symbols"]),
        ("weak", &weak, with("-O1"), vec![]),
        ("unknown", &unknown, with("-O1"), vec!["symbols"]),
        (
            "no-contract",
            &format!("{UNWINDS}{IMPORT}"),
            with("-O1"),
            vec!["contract"],
        ),
        (
            "no-table",
            &format!("{EXPORT}{IMPORT}"),
            with("-O1"),
            vec!["unwinding"],
        ),
        (
            "aborts",
            &format!("{sound}const char name[] = \"android_set_abort_message\";\n"),
            with("-O1"),
            vec!["unwinding"],
        ),
    ];
    for (name, source, flags, rules) in cases {
        assert_eq!(broken(&linked(name, source, &flags)), rules, "{name}");
    }
}

#[test]
fn a_library_of_this_machine_is_refused() {
    let elf = linked(
        "host",
        &format!("{EXPORT}{IMPORT}"),
        &["-Wl,--no-as-needed"],
    );
    let broken = broken(&elf);
    for rule in ["alignment", "SONAME", "needed", "stripped", "unwinding"] {
        let found = broken.iter().any(|found| found == rule);
        // Where the machine's own pages are larger, its linker aligns to them.
        assert!(
            found || (rule == "alignment" && cfg!(not(target_arch = "x86_64"))),
            "{rule}: {broken:?}"
        );
    }
}

#[test]
fn a_damaged_file_is_an_error_and_no_panic() {
    linked("whole", &format!("{EXPORT}{UNWINDS}{IMPORT}"), &SOUND);
    let whole = std::fs::read(file("whole", "so")).unwrap();
    for length in (0..whole.len()).step_by(97) {
        assert!(Elf::parse(&whole[..length]).is_err(), "cut at {length}");
    }
    for at in 0..0x400.min(whole.len()) {
        let mut damaged = whole.clone();
        damaged[at] = !damaged[at];
        // Read or refused, but no panic.
        let _ = Elf::parse(&damaged);
    }
}
