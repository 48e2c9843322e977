//! `--help` and the usage.

use crate::support::run_args;

#[test]
fn every_command_says_how_it_is_used_and_how_it_ends() {
    for command in [
        "parse",
        "decide",
        "start-url",
        "vectors",
        "sandbox",
        "doctor",
    ] {
        let ran = run_args(&[command, "--help"]);
        assert_eq!(ran.code, 0);
        for part in [
            "Usage: vinculo",
            "Exit codes:",
            "\n  0  ",
            "\n  1  ",
            "\n  2  ",
        ] {
            assert!(ran.out.contains(part), "{command}: {part}");
        }
        assert!(run_args(&["--help"]).out.contains(command));
    }
    assert!(
        run_args(&["parse", "--help"])
            .out
            .contains("[default: your-url-here://success]")
    );
    assert!(
        run_args(&["start-url", "--help"])
            .out
            .contains("arguments can be seen")
    );
}

#[test]
fn a_command_line_that_cannot_be_used_ends_with_2() {
    for args in [
        &[][..],
        &["nope"],
        &["parse", "--nope"],
        &["sandbox", "--port", "70000"],
    ] {
        let ran = run_args(args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(
            ran.err.contains("Usage: vinculo") || ran.err.contains("--help"),
            "{}",
            ran.err
        );
    }
}
