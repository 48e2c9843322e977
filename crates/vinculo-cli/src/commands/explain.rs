//! Codes and names in words, for people.

use vinculo::callback::{Advice, Anomaly, ExitStage, InvalidReason, Turn};
use vinculo::navigation::BlockReason;

/// What an anomaly is, as a sentence without its end.
pub(super) fn anomaly(odd: Anomaly) -> &'static str {
    match odd {
        Anomaly::SurroundingWhitespace => "white space at the ends was trimmed",
        Anomaly::EmbeddedWhitespace => "tabs or line breaks inside were removed, as browsers do",
        Anomaly::UndeliverableScheme => {
            "no web engine delivers this scheme (underscores are not allowed in one); choose another"
        }
        Anomaly::MissingSlashes => "there was no // after the scheme",
        Anomaly::SecondQuestionMark => "a second ? stood where an & was meant",
        Anomaly::EscapedAmpersand => "an & was escaped as HTML (&amp;)",
        Anomaly::BrokenEscape => "a % without two hexadecimal digits was kept as it stood",
        Anomaly::InvalidUtf8 => "decoded bytes were no UTF-8 and were replaced",
        Anomaly::ControlCharacter => "control characters were removed",
        Anomaly::DuplicateParameter => "a documented parameter came twice; the first counts",
        Anomaly::FragmentParameters => "parameters stood in the fragment, after the #",
        Anomaly::QueryFragmentConflict => "query and fragment disagree; the query counts",
        Anomaly::MalformedJson => "a JSON value could not be read; it is among the extras",
        Anomaly::MissingCode => "an error or warning came without a code",
        Anomaly::LinkIdForLink => "the link came as link_id",
        Anomaly::UnexpectedLink => "a link came where none is documented",
        Anomaly::LinkNotUuid => "the link is not a UUID",
    }
}

pub(super) fn invalid(reason: InvalidReason) -> &'static str {
    match reason {
        InvalidReason::MissingLink => "a success without a link; ask the backend for it",
        InvalidReason::TooLong => "longer than 64 KiB, so it was not read",
        InvalidReason::TooManyParameters => "more than 256 parameters, so it was not read",
    }
}

pub(super) fn stage(stage: ExitStage) -> &'static str {
    match stage {
        ExitStage::BeforeInstitution => "before an institution was chosen",
        ExitStage::AfterInstitution => "after an institution was chosen",
        ExitStage::BecauseOfError => "because of an error",
    }
}

pub(super) fn turn(turn: Turn) -> &'static str {
    match turn {
        Turn::User => "the user's: other credentials, or the bank's own app",
        Turn::App => "the app's: a new session, or another screen",
        Turn::Wait => "nobody's: time heals it",
        Turn::Support => "the developer's, with Belvo's support",
    }
}

pub(super) fn retry(advice: &Advice) -> String {
    match (advice.retry, advice.retry_after_ms) {
        (false, _) => "no, it would not help".to_owned(),
        (true, None) => "yes".to_owned(),
        (true, Some(ms)) => format!("yes, after {} s at least", ms.div_ceil(1_000)),
    }
}

pub(super) fn block(reason: BlockReason) -> &'static str {
    match reason {
        BlockReason::DangerousScheme => "a scheme that runs code or reads files",
        BlockReason::InlineDocument => "data: or blob: as the whole page",
        BlockReason::InsecureHttp => "plain http as the whole page",
        BlockReason::HostNotAllowed => "strict mode, and the host is not listed",
        BlockReason::SubFrameOutside => "an iframe asked to leave the webview without a tap",
        BlockReason::Malformed => "not a URL, longer than 64 KiB, or with a user name in it",
        BlockReason::UnusableIntent => "an intent: without an app or an https page to go to",
    }
}
