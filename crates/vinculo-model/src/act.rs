//! The alphabet: everything that can happen to a session, as small values that know no ids.
//!
//! An act names what it answers ("the newest question for a link"), so that it still means something
//! when the acts before it are taken away: that is what makes a failing schedule shrink.

use vinculo::navigation::Frame;
use vinculo::session::{DismissedBy, LoadProblem, Timer, TokenProblem};

/// One thing that happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// The process dies, and the session is restored from its snapshot; the flag says whether the
    /// records that were being written reached the disk.
    Die {
        /// They did.
        written: bool,
    },
    /// Ten minutes pass on both clocks.
    LeaseEnds,
    /// Somebody sets the wall clock, an hour after or before the last token with `exp` was minted.
    WallJumps {
        /// Forward.
        forward: bool,
    },
    /// The app starts the session, or starts it again.
    Start,
    /// The backend, the system, the disk or a timer answers the newest question of this kind.
    Answer(Reply),
    /// The same about the oldest question for a link, where there are several.
    AnswerFirst(Reply),
    /// An answer to a question that was answered already, or asked by a process that is dead.
    Stale(Reply),
    /// The newest timer of this kind fires.
    Fire(Timer),
    /// A timer fires again, or one of a dead process.
    FireStale(Timer),
    /// The webview shows the page.
    PageShown,
    /// The page does not load.
    LoadFailed(LoadProblem),
    /// The renderer dies.
    RendererGone,
    /// The view comes back with another webview.
    WebviewReplaced,
    /// The webview asks where to go.
    Navigate(Place, Where),
    /// The page posts a message.
    Message(Posted),
    /// The system delivers a link.
    DeepLink(Place),
    /// The app is in front again.
    Returned,
    /// The network comes or goes.
    Connectivity(bool),
    /// Back, in a webview that can or cannot go back.
    Back(bool),
    /// The close button.
    Close,
    /// "Yes, leave", also when nobody asked.
    Confirm,
    /// "No, stay", also when nobody asked.
    Decline,
    /// The view is gone.
    Dismiss(DismissedBy),
    /// "Try again", also when there is no such button.
    Retry,
    /// The app has taken the outcome, or believes so.
    Acknowledge,
    /// The app has taken an outcome of another session.
    AcknowledgeOther,
}

/// How a question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// A token without `exp`.
    Token,
    /// A token that expires in twenty minutes, by the wall clock, minted for the URLs asked for.
    TokenThatExpires,
    /// A token that has expired already, by a wall clock that is wrong.
    TokenOfAnotherTime,
    /// A token minted for URLs without the nonce.
    TokenWithoutNonce,
    /// A token minted for URLs that no engine delivers.
    TokenUndeliverable,
    /// No token.
    NoToken(TokenProblem),
    /// An app took the link.
    Opened,
    /// Nothing took the link.
    NotOpened,
    /// Something took the call, the mail.
    ErrandOpened,
    /// Nothing took it.
    ErrandNotOpened,
    /// The session made a link.
    Link,
    /// The session made no link.
    NoLink,
    /// The backend could not be asked.
    NoAnswer,
    /// The first (`0`) or the second outcome is on disk.
    Recorded(usize),
    /// It could not be written.
    NotRecorded(usize),
    /// The backend has the first or the second outcome.
    Reported(usize),
    /// Not yet.
    NotReported(usize),
}

/// Where a navigation or a link leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The success URL, with a link.
    Success,
    /// The success URL, with another link.
    OtherSuccess,
    /// The success URL, without a link.
    SuccessWithoutLink,
    /// The exit URL.
    Exit,
    /// The exit URL, with an error and an institution.
    ExitWithError,
    /// The error `ACCESS_TOKEN_NOT_VALID`.
    TokenRejected,
    /// The same on Belvo's own host for errors, which bears no nonce.
    BareTokenRejected,
    /// Another error.
    Error,
    /// An error that brings a link.
    ErrorWithLink,
    /// A warning.
    Warning,
    /// Our scheme, and nothing that is documented.
    Unknown,
    /// A success with another session's nonce.
    ForeignSuccess,
    /// A success without a nonce.
    BareSuccess,
    /// A success on Belvo's own scheme of old.
    BuiltInSuccess,
    /// An exit with another session's nonce.
    ForeignExit,
    /// A page of the widget.
    Widget,
    /// A page of a bank.
    Bank,
    /// A bank's app.
    BankApp,
    /// An Android intent, with a page to load in its place.
    Intent,
    /// The page in the place of the intent.
    Fallback,
    /// A telephone call.
    Call,
    /// A script.
    Script,
    /// The page that says a bank refused.
    Refusal,
    /// No URL at all.
    Nonsense,
}

/// Where in the webview. [`Frame`] with nothing to allocate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// The page itself.
    Main,
    /// A new window.
    Popup,
    /// A page inside the page.
    Sub,
    /// The engine does not say.
    Unknown,
}

/// What a page may post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Posted {
    /// The user chose an institution.
    Institution,
    /// An error.
    Error,
    /// A warning.
    Warning,
    /// Something else.
    Nonsense,
}

impl Where {
    pub(crate) fn frame(self) -> Frame {
        match self {
            Self::Main => Frame::Main,
            Self::Popup => Frame::Popup,
            Self::Sub => Frame::Sub { origin: None },
            Self::Unknown => Frame::Unknown,
        }
    }
}

impl Act {
    /// Whether it alone brings most sessions to their end.
    pub(crate) fn leaves(self) -> bool {
        matches!(
            self,
            Self::Dismiss(_)
                | Self::Back(false)
                | Self::LoadFailed(LoadProblem::WebviewMissing)
                | Self::Answer(
                    Reply::NoToken(TokenProblem::Refused) | Reply::TokenUndeliverable | Reply::Link
                )
                | Self::AnswerFirst(Reply::Link)
                | Self::Navigate(
                    Place::Success
                        | Place::OtherSuccess
                        | Place::BareSuccess
                        | Place::BuiltInSuccess
                        | Place::Exit
                        | Place::ExitWithError,
                    Where::Main | Where::Popup | Where::Unknown
                )
                | Self::DeepLink(
                    Place::Success | Place::OtherSuccess | Place::BareSuccess | Place::Exit
                )
        )
    }
}

/// The whole alphabet, in the order in which a search tries it.
pub const ALPHABET: &[Act] = &[
    Act::Start,
    Act::Answer(Reply::Token),
    Act::Answer(Reply::TokenThatExpires),
    Act::Answer(Reply::TokenOfAnotherTime),
    Act::Answer(Reply::TokenUndeliverable),
    Act::Answer(Reply::NoToken(TokenProblem::Offline)),
    Act::Answer(Reply::NoToken(TokenProblem::Server)),
    Act::Answer(Reply::NoToken(TokenProblem::Refused)),
    Act::PageShown,
    Act::LoadFailed(LoadProblem::Offline),
    Act::LoadFailed(LoadProblem::TimedOut),
    Act::LoadFailed(LoadProblem::HttpStatus { status: 401 }),
    Act::LoadFailed(LoadProblem::HttpStatus { status: 503 }),
    Act::LoadFailed(LoadProblem::WebviewMissing),
    Act::RendererGone,
    Act::WebviewReplaced,
    Act::Navigate(Place::Success, Where::Main),
    Act::Navigate(Place::OtherSuccess, Where::Popup),
    Act::Navigate(Place::SuccessWithoutLink, Where::Main),
    Act::Navigate(Place::Exit, Where::Main),
    Act::Navigate(Place::ExitWithError, Where::Main),
    Act::Navigate(Place::TokenRejected, Where::Main),
    Act::Navigate(Place::BareTokenRejected, Where::Main),
    Act::Navigate(Place::Error, Where::Main),
    Act::Navigate(Place::ErrorWithLink, Where::Main),
    Act::Navigate(Place::Warning, Where::Main),
    Act::Navigate(Place::Unknown, Where::Main),
    Act::Navigate(Place::ForeignSuccess, Where::Main),
    Act::Navigate(Place::BareSuccess, Where::Main),
    Act::Navigate(Place::BuiltInSuccess, Where::Main),
    Act::Navigate(Place::Success, Where::Sub),
    Act::Navigate(Place::Exit, Where::Sub),
    Act::Navigate(Place::TokenRejected, Where::Sub),
    Act::Navigate(Place::Success, Where::Unknown),
    Act::Navigate(Place::Widget, Where::Main),
    Act::Navigate(Place::Bank, Where::Main),
    Act::Navigate(Place::BankApp, Where::Main),
    Act::Navigate(Place::BankApp, Where::Sub),
    Act::Navigate(Place::Intent, Where::Main),
    Act::Navigate(Place::Fallback, Where::Main),
    Act::Navigate(Place::Call, Where::Main),
    Act::Navigate(Place::Script, Where::Main),
    Act::Navigate(Place::Refusal, Where::Main),
    Act::Navigate(Place::Nonsense, Where::Main),
    Act::Message(Posted::Institution),
    Act::Message(Posted::Error),
    Act::Message(Posted::Warning),
    Act::Message(Posted::Nonsense),
    Act::DeepLink(Place::Success),
    Act::DeepLink(Place::Exit),
    Act::DeepLink(Place::TokenRejected),
    Act::DeepLink(Place::BareTokenRejected),
    Act::DeepLink(Place::ForeignSuccess),
    Act::DeepLink(Place::BareSuccess),
    Act::DeepLink(Place::BuiltInSuccess),
    Act::DeepLink(Place::ForeignExit),
    Act::DeepLink(Place::Bank),
    Act::Answer(Reply::Opened),
    Act::Answer(Reply::NotOpened),
    Act::Answer(Reply::ErrandOpened),
    Act::Answer(Reply::ErrandNotOpened),
    Act::Returned,
    Act::Connectivity(true),
    Act::Connectivity(false),
    Act::Back(true),
    Act::Back(false),
    Act::Close,
    Act::Confirm,
    Act::Decline,
    Act::Dismiss(DismissedBy::Swipe),
    Act::Dismiss(DismissedBy::Host),
    Act::Retry,
    Act::Fire(Timer::Slow),
    Act::Fire(Timer::LoadTimeout),
    Act::Fire(Timer::ExitGrace),
    Act::Fire(Timer::LateCheck),
    Act::Fire(Timer::Return),
    Act::Fire(Timer::Record),
    Act::Answer(Reply::Link),
    Act::Answer(Reply::NoLink),
    Act::Answer(Reply::NoAnswer),
    Act::AnswerFirst(Reply::Link),
    Act::AnswerFirst(Reply::NoLink),
    Act::AnswerFirst(Reply::NoAnswer),
    Act::Answer(Reply::Recorded(0)),
    Act::Answer(Reply::NotRecorded(0)),
    Act::Answer(Reply::Recorded(1)),
    Act::Answer(Reply::NotRecorded(1)),
    Act::Answer(Reply::Reported(0)),
    Act::Answer(Reply::NotReported(0)),
    Act::Answer(Reply::Reported(1)),
    Act::Answer(Reply::NotReported(1)),
    Act::Acknowledge,
    Act::AcknowledgeOther,
    Act::Stale(Reply::Token),
    Act::Stale(Reply::NoToken(TokenProblem::Server)),
    Act::Stale(Reply::Opened),
    Act::Stale(Reply::NotOpened),
    Act::Stale(Reply::ErrandOpened),
    Act::Stale(Reply::ErrandNotOpened),
    Act::Stale(Reply::Link),
    Act::Stale(Reply::NoLink),
    Act::Stale(Reply::NoAnswer),
    Act::Stale(Reply::Recorded(0)),
    Act::Stale(Reply::NotRecorded(0)),
    Act::Stale(Reply::Recorded(1)),
    Act::Stale(Reply::NotRecorded(1)),
    Act::Stale(Reply::Reported(0)),
    Act::Stale(Reply::NotReported(0)),
    Act::Stale(Reply::Reported(1)),
    Act::Stale(Reply::NotReported(1)),
    Act::FireStale(Timer::Slow),
    Act::FireStale(Timer::LoadTimeout),
    Act::FireStale(Timer::ExitGrace),
    Act::FireStale(Timer::LateCheck),
    Act::FireStale(Timer::Return),
    Act::FireStale(Timer::Record),
    Act::LeaseEnds,
    Act::WallJumps { forward: true },
    Act::WallJumps { forward: false },
    Act::Die { written: false },
    Act::Die { written: true },
];

/// What only random schedules try, beside [`ALPHABET`]: what a search finds equal to a letter of it.
pub const MORE: &[Act] = &[
    Act::Answer(Reply::TokenWithoutNonce),
    Act::Answer(Reply::NoToken(TokenProblem::TimedOut)),
    Act::Answer(Reply::NoToken(TokenProblem::Tls)),
    Act::Answer(Reply::NoToken(TokenProblem::SignIn)),
    Act::Answer(Reply::NoToken(TokenProblem::Malformed)),
    Act::LoadFailed(LoadProblem::Dns),
    Act::LoadFailed(LoadProblem::Tls),
    Act::LoadFailed(LoadProblem::Blocked),
    Act::LoadFailed(LoadProblem::HttpStatus { status: 403 }),
    Act::LoadFailed(LoadProblem::HttpStatus { status: 410 }),
    Act::Navigate(Place::OtherSuccess, Where::Main),
    Act::Navigate(Place::Exit, Where::Popup),
    Act::Navigate(Place::ForeignExit, Where::Main),
    Act::Navigate(Place::BankApp, Where::Popup),
    Act::Navigate(Place::Call, Where::Sub),
    Act::Navigate(Place::Bank, Where::Sub),
    Act::DeepLink(Place::OtherSuccess),
    Act::DeepLink(Place::SuccessWithoutLink),
    Act::DeepLink(Place::Error),
    Act::DeepLink(Place::ErrorWithLink),
    Act::DeepLink(Place::Warning),
    Act::DeepLink(Place::Unknown),
    Act::DeepLink(Place::Nonsense),
];

/// What the user and the clocks alone can do: enough to leave from everywhere, whatever the backend,
/// the disk and the page do not do.
pub const WAY_OUT: &[Act] = &[
    Act::Fire(Timer::Record),
    Act::Fire(Timer::LateCheck),
    Act::Fire(Timer::ExitGrace),
    Act::Start,
    Act::Dismiss(DismissedBy::Host),
    Act::Confirm,
    Act::Close,
];
