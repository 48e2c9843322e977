//! The invariants, by name.

use std::fmt;

/// Writes the rules once: the variant, its stable name, and what it says and why, as its documentation too.
macro_rules! rules {
    ($($variant:ident $name:literal $why:literal)*) => {
        /// What must hold, whatever happens in whichever order.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Rule {
            $(#[doc = $why] $variant,)*
        }

        impl Rule {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The stable name.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// What it says, and why it must hold.
            #[must_use]
            pub fn why(self) -> &'static str {
                match self {
                    $(Self::$variant => $why,)*
                }
            }
        }
    };
}

rules! {
    FinishedOnce "finished_once"
        "at most one `finish` a process: an app that hears two shows two endings"
    OneOutcome "one_outcome"
        "an outcome keeps id and body over all processes: its id is the backend's idempotency key"
    ToldUntilAcknowledged "told_until_acknowledged"
        "a finished session has told its outcome in this process, unless it was acknowledged: apps die before they listen"
    RecordedBeforeTold "recorded_before_told"
        "nothing is told before the disk has answered, or has had its time: what was told must survive"
    DurableIsOnDisk "durable_is_on_disk"
        "`durable` is said only of what is on disk"
    ReportedUntilHeard "reported_until_heard"
        "a finished session reports every outcome in every process until the backend has it, and not after"
    RecordedBeforeReported "recorded_before_reported"
        "nothing is reported that was not to be recorded first: the backend must not know more than the phone"
    SuccessIsKept "success_is_kept"
        "a believed success, however late, is recorded: a link that is lost is an account connected twice"
    LiveTokenOnly "live_token_only"
        "a page is loaded only with the token given last, before its lease or `exp` is over, and never after the widget or its host refused it"
    NothingAfterAnEnding "nothing_after_an_ending"
        "once an ending is decided no token is asked for or loaded: the session is over, and a token dies with a success"
    LoadedOnceThenAnew "loaded_once_then_anew"
        "`load` once in a webview, `reload` after it: only a reload clears the history that holds the token before"
    NoSecretOutside "no_secret_outside"
        "the token stands in start URLs alone; the nonce in them, in what a token is asked for with, and in snapshots"
    SomebodyMoves "somebody_moves"
        "while the session waits, a timer runs or an answer is due: nobody waits for ever"
    AnsweredOnce "answered_once"
        "a second answer, or one to a dead process, changes nothing"
    FreshIds "fresh_ids"
        "no id is given out twice: an answer must not fit two questions"
    ForgeriesChangeNothing "forgeries_change_nothing"
        "a callback from a sub-frame or without this session's nonce changes nothing: anybody can write one"
    HostIsAnsweredFirst "host_is_answered_first"
        "a navigation and a deep link are answered once, first of all: the webview's thread waits"
    OpenIsUncovered "open_is_uncovered"
        "a page that is shown in an open session is not covered: the user must see it"
    RestoresAsItWas "restores_as_it_was"
        "a snapshot restores, and to a session with the same snapshot"
    DeclaredSteps "declared_steps"
        "a change of phase is one that the diagram declares"
    WayOut "way_out"
        "from every state the user and the timers alone can bring it to its end"
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A rule that was broken, and how. Safe to print: everything in a model is made up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Which.
    pub rule: Rule,
    /// How.
    pub how: String,
}

impl Violation {
    pub(crate) fn of<T>(rule: Rule, how: impl Into<String>) -> Result<T, Self> {
        let how = how.into();
        Err(Self { rule, how })
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} ({})", self.rule, self.how, self.rule.why())
    }
}
