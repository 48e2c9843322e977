//! Why a command could not be done.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue};

use crate::terminal::{Tone, paint, printable};

/// What happened, what it means, and what to do next. Holds no secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}; {means}; {fix}")]
pub struct CommandError {
    /// What happened.
    pub what: String,
    /// What it means for whoever called.
    pub means: String,
    /// What to do next.
    pub fix: String,
    /// The exit code: 1 for a failure, 2 for a command line that cannot be used.
    pub code: u8,
}

impl CommandError {
    /// The answer to a reader who left, such as `head`: nothing is to be said to anybody.
    fn nobody_listens() -> Self {
        Self {
            what: String::new(),
            means: String::new(),
            fix: String::new(),
            code: 1,
        }
    }

    /// Input that cannot be read.
    #[must_use]
    pub fn input(error: &io::Error) -> Self {
        Self {
            what: format!("the input cannot be read: {error}"),
            means: "what came before was answered, the rest was not".to_owned(),
            fix: "check what is piped in, and run it again".to_owned(),
            code: 1,
        }
    }

    /// Writes it to standard error, and answers the exit code.
    #[must_use]
    pub fn report(&self) -> ExitCode {
        if !self.what.is_empty() {
            let mut out = anstream::stderr();
            let label = paint(Tone::Bad, "error:");
            let _ = writeln!(out, "{label} {}", printable(&self.what));
            let _ = writeln!(out, "  this means: {}", printable(&self.means));
            let _ = writeln!(out, "  what to do: {}", printable(&self.fix));
        }
        ExitCode::from(self.code)
    }
}

/// Writes what the parser of the command line has to say, and answers the exit code.
///
/// It repeats values that it cannot use. For `start-url` that value may be a token, so there it is hidden.
#[must_use]
pub fn report_usage(mut error: clap::Error) -> ExitCode {
    if std::env::args_os().any(|argument| argument == "start-url") {
        let hidden = ContextValue::String("…".to_owned());
        for kind in [ContextKind::InvalidValue, ContextKind::TrailingArg] {
            if error.get(kind).is_some() {
                error.insert(kind, hidden.clone());
            }
        }
    }
    let _ = error.print();
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

/// Output that cannot be written.
impl From<io::Error> for CommandError {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::nobody_listens();
        }
        Self {
            what: format!("the output cannot be written: {error}"),
            means: "the answers are not complete".to_owned(),
            fix: "check the space and the permissions of where the output goes, and run it again"
                .to_owned(),
            code: 1,
        }
    }
}
