//! `vinculo parse`: what callback URLs mean.

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::Args;
use serde_json::Value;
use vinculo::callback::{Callback, CallbackMatcher, InvalidReason, Source, WidgetEvent};

use super::{CommandError, Line, Lines, render};
use crate::args::CallbackUrlArgs;
use crate::json::callback_json;
use crate::terminal::printable;

const AFTER_HELP: &str = "\
Without URL arguments, URLs are read from standard input, one a line. Every argument or line is answered, in order:
on a terminal as a person reads it, elsewhere (or with --json) by one line of JSON, the form of vectors/README.md.
A line is never refused: what is no callback, or broken, is an answer too. Links are printed in full.

Exit codes:
  0  every URL was read
  1  --strict, and one was no callback, unknown or invalid; or input or output failed
  2  the command line cannot be used

Examples:
  vinculo parse 'your-url-here://success?link=cb65f82c-dc93-4d3e-8270-9a27528397f5&institution=erebor_br_retail'
  vinculo parse --success myapp://success --exit myapp://exit --event myapp://error < urls.txt";

/// Arguments of `vinculo parse`.
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct ParseArgs {
    /// URLs to read; none: from standard input
    #[arg(value_name = "URL")]
    pub urls: Vec<OsString>,
    /// The operating system delivered the URLs (deep links); without it, they are navigations of the webview
    #[arg(long)]
    pub os: bool,
    /// JSON lines on a terminal too
    #[arg(long)]
    pub json: bool,
    /// Exit with 1 if a URL is no callback, unknown or invalid
    #[arg(long)]
    pub strict: bool,
    /// The callback URLs that are ours.
    #[command(flatten)]
    pub callback_urls: CallbackUrlArgs,
}

/// Runs it.
///
/// # Errors
/// If the callback URLs cannot be used, or input or output fails.
pub fn run(args: &ParseArgs) -> Result<ExitCode, CommandError> {
    let matcher = args.callback_urls.matcher()?;
    let source = if args.os { Source::Os } else { Source::Webview };
    let mut out = Answers::new(args.json);
    let mut all_good = true;
    let mut answer = |line: &Line| {
        let callback = read(&matcher, line, source);
        all_good &= callback.as_ref().is_some_and(is_documented);
        out.write(
            || callback_json(callback.as_ref()),
            || render::callback(callback.as_ref()),
        )
    };
    if args.urls.is_empty() {
        hint("reading URLs from the terminal, one a line; Ctrl-D ends");
        for line in Lines::new(io::stdin().lock()) {
            answer(&line.map_err(|error| CommandError::input(&error))?)?;
        }
    }
    for url in &args.urls {
        let text = url.to_string_lossy().into_owned();
        answer(&Line { text, cut: false })?;
    }
    Ok(ExitCode::from(u8::from(args.strict && !all_good)))
}

fn read(matcher: &CallbackMatcher, line: &Line, source: Source) -> Option<Callback> {
    let callback = matcher.parse(&line.text, source);
    // Of a line that was cut, the head tells whose it is, unless it is white space that would be trimmed.
    let blank = line.cut && line.text.trim().is_empty();
    if callback.is_some() && line.cut || blank {
        return Some(Callback {
            event: WidgetEvent::Invalid {
                reason: InvalidReason::TooLong,
            },
            extra: Vec::new(),
            anomalies: Vec::new(),
        });
    }
    callback
}

fn is_documented(callback: &Callback) -> bool {
    !matches!(
        callback.event,
        WidgetEvent::Unknown { .. } | WidgetEvent::Invalid { .. }
    )
}

/// Where answers go: JSON lines, or text for a person.
pub(super) struct Answers {
    out: anstream::AutoStream<io::StdoutLock<'static>>,
    json: bool,
}

impl Answers {
    /// JSON if it is asked for, or nobody looks.
    pub(super) fn new(json: bool) -> Self {
        let json = json || !io::stdout().is_terminal();
        let out = anstream::AutoStream::auto(io::stdout().lock());
        Self { out, json }
    }

    pub(super) fn write(
        &mut self,
        json: impl FnOnce() -> Value,
        text: impl FnOnce() -> String,
    ) -> io::Result<()> {
        if self.json {
            writeln!(self.out, "{}", printable(&json().to_string()))
        } else {
            writeln!(self.out, "{}", text())
        }
    }
}

/// Tells a person at a terminal that something is waited for.
pub(super) fn hint(text: &str) {
    if io::stdin().is_terminal() {
        let _ = writeln!(anstream::stderr(), "{text}");
    }
}
