//! Android's system libraries as assembly: names to link against, and names that jump to glibc.

use std::fmt::Write as _;

use super::abi::Abi;
use super::symbols::Symbol;

const CLOSING: &str = "    .section .note.GNU-stack,\"\",%progbits\n";

/// One exported label per name, for the linker, which reads names and kinds and never the code that is not there.
pub(super) fn stub<'a>(symbols: impl Iterator<Item = &'a Symbol>) -> String {
    let mut text = "    .text\n".to_owned();
    for symbol in symbols {
        label(&mut text, symbol);
        if symbol.is_object {
            text.push_str("    .quad 0\n");
        }
    }
    text + CLOSING
}

/// Exported jumps through a table that `stand-ins.c` fills when the library is loaded: with its own `bionic_NAME` where
/// the list says `adapt`, else with glibc's function of that name. A data symbol is copied once.
pub(super) fn stand_in<'a>(symbols: impl Iterator<Item = &'a Symbol>, abi: Abi) -> String {
    let (mut jumps, mut objects) = (String::new(), String::new());
    let (mut table, mut names, mut strings) = (String::new(), String::new(), String::new());
    let mut place = 0;
    for (index, symbol) in symbols.enumerate() {
        let name = &symbol.name;
        let (entry, object) = if symbol.is_object {
            label(&mut objects, symbol);
            objects.push_str("    .quad 0\n");
            ("0".to_owned(), name.as_str())
        } else {
            label(&mut jumps, symbol);
            jumps.push_str(&jump(abi, index * 8));
            let adapter = format!("bionic_{name}");
            (
                if symbol.adapts {
                    adapter
                } else {
                    "0".to_owned()
                },
                "0",
            )
        };
        let _ = writeln!(table, "    .quad {entry}");
        let _ = writeln!(names, "    .quad 1f+{place}\n    .quad {object}");
        let _ = writeln!(strings, "    .asciz \"{name}\"");
        place += name.len() + 1;
    }
    format!(
        "    .text\n{jumps}    .data\n    .balign 8\n{objects}\
         \x20   .globl shim_table, shim_names\n    .hidden shim_table, shim_names\n\
         shim_table:\n{table}shim_names:\n{names}    .quad 0\n    .quad 0\n\
         \x20   .section .rodata\n1:\n{strings}{CLOSING}"
    )
}

fn label(text: &mut String, symbol: &Symbol) {
    let name = &symbol.name;
    let kind = if symbol.is_object {
        "object"
    } else {
        "function"
    };
    let _ = writeln!(text, "    .globl {name}\n    .type {name}, %{kind}");
    if symbol.is_object {
        let _ = writeln!(text, "    .size {name}, 8");
    }
    let _ = writeln!(text, "{name}:");
}

fn jump(abi: Abi, offset: usize) -> String {
    match abi {
        Abi::Armv7 => "    .error \"the list of names is of 64 bits\"\n".to_owned(),
        Abi::X86_64 => format!("    jmp *shim_table+{offset}(%rip)\n"),
        Abi::Arm64 => format!(
            "    adrp x16, shim_table+{offset}\n    ldr x16, [x16, :lo12:shim_table+{offset}]\n    br x16\n"
        ),
    }
}
