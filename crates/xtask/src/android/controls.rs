//! Whether the checks see what they are for: a library that is right, and one for each fault that a setting makes, built as the one that
//! ships and small enough to be built each time.
//!
//! Built, and not put together by hand, because what is left in a stripped library is the compiler's affair: one of `panic = "abort"`
//! has an exception table too, if the standard library was compiled to unwind, as rustup's is.

use super::abi::Abi;
use super::{Crate, Panic, build, verify};

const ABI: Abi = Abi::X86_64;

/// Returns how many were judged rightly.
pub(super) fn check() -> Result<u64, String> {
    let sound = Crate {
        folder: "tests/android/faulty",
        package: "vinculo-faulty",
        features: "",
        library: "libvinculo_faulty.so",
        place: "faulty",
        // The core's, where the standard library is compiled already.
        ..Crate::core()
    };
    let small_pages = Crate {
        page_size: 0x1000,
        ..sound.clone()
    };
    let aborts = Crate {
        panic: Panic::Abort,
        // With a runtime more in it.
        work: "vinculo-faulty",
        ..sound.clone()
    };
    let cases = [
        (&sound, None),
        (&small_pages, Some("alignment")),
        (&aborts, Some("unwinding")),
    ];
    for (what, rule) in cases {
        build(what, &[ABI])?;
        let faults = verify::faults_of(what, ABI)?;
        let broken: Vec<_> = faults
            .iter()
            .filter_map(|it| it.split(": ").nth(1))
            .collect();
        if broken != Vec::from_iter(rule) {
            return Err(format!(
                "a library for pages of {:#x}, {:?}, must break {rule:?}, and breaks {broken:?}",
                what.page_size, what.panic
            ));
        }
        println!("as it must be: {}", faults.first().map_or("sound", |it| it));
    }
    Ok(cases.len() as u64)
}
