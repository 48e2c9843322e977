//! Answers as a person reads them: a coloured heading, and aligned rows below.

use std::fmt::Write as _;

use vinculo::callback::{
    Advice, Callback, ExitStage, ExitStep, LinkId, LoginErrorHint, WidgetEvent,
};
use vinculo::navigation::{AllowNote, Decision, Otherwise};

use super::explain;
use crate::terminal::{Tone, paint, printable, shortened};

/// Rows in the making.
struct Rows(Vec<(&'static str, String)>);

impl Rows {
    fn add(&mut self, label: &'static str, value: impl AsRef<str>) {
        self.0.push((label, printable(&shortened(value.as_ref()))));
    }

    fn add_some(&mut self, label: &'static str, value: Option<impl AsRef<str>>) {
        if let Some(value) = value {
            self.add(label, value);
        }
    }

    fn add_advice(&mut self, advice: &Advice) {
        self.add("whose turn", explain::turn(advice.turn));
        self.add("try again", explain::retry(advice));
        self.add("message key", &advice.message_key);
    }

    fn write(self, tone: Tone, heading: &str) -> String {
        let width = self.0.iter().map(|(label, _)| label.len()).max();
        let width = width.unwrap_or_default();
        let mut out = format!("{}\n", paint(tone, heading));
        for (label, value) in self.0 {
            let label = paint(Tone::Dim, &format!("{label:width$}"));
            let _ = writeln!(out, "  {label}  {value}");
        }
        out
    }
}

/// What a URL was read as.
pub(super) fn callback(callback: Option<&Callback>) -> String {
    let mut rows = Rows(Vec::new());
    let Some(callback) = callback else {
        rows.add(
            "what",
            "none of the callback URLs, so it is the app's or the web's",
        );
        return rows.write(Tone::Dim, "not a callback");
    };
    let (tone, heading) = add_callback(callback, &mut rows);
    rows.write(tone, heading)
}

/// What the webview should do.
pub(super) fn decision(decision: &Decision) -> String {
    let mut rows = Rows(Vec::new());
    let (tone, heading) = match decision {
        Decision::Allow { note } => {
            match note {
                None => {}
                Some(AllowNote::ForeignHost { host }) => {
                    rows.add("foreign host", host);
                }
                Some(AllowNote::Refused { description }) => {
                    rows.add(
                        "refused",
                        "the bank's refusal page; no callback will follow it",
                    );
                    rows.add("description", description);
                }
            }
            (Tone::Good, "allow")
        }
        Decision::Callback { callback, trusted } => {
            let (_, kind) = add_callback(callback, &mut rows);
            rows.0.insert(0, ("event", kind.to_owned()));
            let trust = if *trusted {
                "yes"
            } else {
                "no: the frame may not speak for the widget, so it is reported only"
            };
            rows.add("trusted", trust);
            (if *trusted { Tone::Good } else { Tone::Warn }, "callback")
        }
        Decision::OpenOutside { url } => {
            rows.add("url", url.as_str());
            (Tone::Warn, "open outside")
        }
        Decision::TryApp { url, otherwise } => {
            rows.add("url", url.as_str());
            match otherwise {
                Otherwise::Load { url } => rows.add("otherwise load", url.as_str()),
                Otherwise::Nothing => {
                    rows.add("otherwise", "nothing: tell the user the app is missing");
                }
            }
            (Tone::Warn, "try an app")
        }
        Decision::Block { reason } => {
            rows.add("reason", named(reason.as_str(), explain::block(*reason)));
            (Tone::Bad, "block")
        }
    };
    rows.write(tone, heading)
}

/// A line that could not be read.
pub(super) fn unreadable(error: &str, line: usize) -> String {
    let mut rows = Rows(Vec::new());
    rows.add("line", line.to_string());
    rows.add("why", error);
    rows.write(Tone::Bad, "not read")
}

fn add_callback(callback: &Callback, rows: &mut Rows) -> (Tone, &'static str) {
    let heading = add_event(&callback.event, rows);
    for parameter in &callback.extra {
        rows.add("extra", format!("{} = {}", parameter.name, parameter.value));
    }
    for odd in &callback.anomalies {
        rows.add("odd", named(odd.as_str(), explain::anomaly(*odd)));
    }
    heading
}

fn add_event(event: &WidgetEvent, rows: &mut Rows) -> (Tone, &'static str) {
    match event {
        WidgetEvent::Success { link, institution } => {
            rows.add("link", link.as_str());
            rows.add_some("institution", institution.as_deref());
            (Tone::Good, "success")
        }
        WidgetEvent::Exit {
            last_encountered_error,
            meta_data,
        } => {
            let error = last_encountered_error.as_ref();
            rows.add("left", explain::stage(ExitStage::of(error, meta_data)));
            rows.add_some("institution", meta_data.institution_name.as_deref());
            rows.add_some("step", meta_data.step.as_ref().map(ExitStep::as_str));
            if let Some(error) = error {
                rows.add("code", error.code.as_str());
                rows.add_some("message", error.message.as_deref());
                rows.add_advice(&error.code.advice());
                rows.add_some(
                    "more exactly",
                    error.display_hint().map(LoginErrorHint::message_key),
                );
            }
            (Tone::Warn, "exit")
        }
        WidgetEvent::Error {
            code,
            message,
            link,
        } => {
            rows.add("code", code.as_str());
            rows.add_some("message", message.as_deref());
            rows.add_some("link", link.as_ref().map(LinkId::as_str));
            rows.add_advice(&code.advice());
            (Tone::Bad, "error")
        }
        WidgetEvent::Warning { code, message } => {
            rows.add("code", code.as_str());
            rows.add_some("message", message.as_deref());
            rows.add_advice(&code.advice());
            (Tone::Warn, "warning")
        }
        WidgetEvent::Unknown { location } => {
            rows.add("location", location);
            rows.add("what", "of our scheme, and nothing that is documented");
            (Tone::Warn, "unknown")
        }
        WidgetEvent::Invalid { reason } => {
            rows.add("reason", named(reason.as_str(), explain::invalid(*reason)));
            (Tone::Bad, "invalid")
        }
    }
}

fn named(name: &str, words: &str) -> String {
    format!("{name}: {words}")
}

#[cfg(test)]
mod tests {
    use vinculo::callback::{CallbackMatcher, CallbackUrls, Source};

    use super::*;

    /// Without colours.
    fn read(url: &str) -> String {
        let urls = CallbackUrls {
            success: "myapp://success".to_owned(),
            exit: "myapp://exit".to_owned(),
            event: "myapp://event".to_owned(),
        };
        let matcher = CallbackMatcher::new(&urls).unwrap();
        let text = callback(matcher.parse(url, Source::Webview).as_ref());
        anstream::adapter::strip_str(&text).to_string()
    }

    #[test]
    fn a_code_comes_with_whose_turn_it_is() {
        let url = "myapp://exit?last_encountered_error_code=too_many_sessions&x=1";
        assert_eq!(
            read(url),
            "exit\n\
             \x20 left         because of an error\n\
             \x20 code         too_many_sessions\n\
             \x20 whose turn   nobody's: time heals it\n\
             \x20 try again    yes, after 120 s at least\n\
             \x20 message key  exit.too_many_sessions\n\
             \x20 extra        x = 1\n"
        );
    }

    #[test]
    fn odd_things_are_told_in_words_and_cannot_steer_the_terminal() {
        let text = read("myapp:success?link=a%C2%9Bb");
        assert!(text.contains("missing_slashes: there was no //"), "{text}");
        assert!(text.contains("link_not_uuid: "), "{text}");
        assert!(
            text.contains("a\\u009bb") && !text.contains('\u{9b}'),
            "{text}"
        );
        assert!(read("https://a.example/").starts_with("not a callback\n"));
    }
}
