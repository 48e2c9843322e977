//! What an act means to a session that keeps the rules, told apart here once more and by other means.

use vinculo::session::Phase;

use super::World;
use crate::act::{Act, Place, Reply, Where};
use crate::asked::Topic;
use crate::machine::Machine;

/// What must, or must not, follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Nothing in particular.
    Any,
    /// Anybody can have written this: it changes nothing.
    Forged,
    /// An answer that was given before: it changes nothing.
    Stale,
    /// A link was made.
    Success,
    /// The token is refused.
    TokenRefused,
}

impl<M: Machine> World<M> {
    pub(super) fn meaning_of(&self, act: Act) -> Meaning {
        match act {
            Act::Stale(_) | Act::FireStale(_) => Meaning::Stale,
            Act::Answer(Reply::Link) | Act::AnswerFirst(Reply::Link) => {
                self.believed(Meaning::Success)
            }
            Act::Navigate(place, r#where) => {
                let is_trusted = match r#where {
                    Where::Main | Where::Popup => true,
                    Where::Sub => false,
                    Where::Unknown => self.config.navigation.trust_unknown_frames,
                };
                if place.is_callback() && !is_trusted {
                    return Meaning::Forged;
                }
                self.meaning_of_callback(place, true)
            }
            Act::DeepLink(place) => self.meaning_of_callback(place, false),
            Act::LoadFailed(vinculo::session::LoadProblem::HttpStatus {
                status: 401 | 403 | 410,
            }) => Meaning::TokenRefused,
            _ => Meaning::Any,
        }
    }

    fn meaning_of_callback(&self, place: Place, in_webview: bool) -> Meaning {
        let is_nonced = self
            .config
            .nonce
            .as_ref()
            .is_some_and(|nonce| self.machine.callback_urls().success.ends_with(nonce));
        match place {
            Place::Success | Place::OtherSuccess => self.believed(Meaning::Success),
            Place::TokenRejected => Meaning::TokenRefused,
            // The widget's own, while any app could hand it over; without a nonce there is no telling them apart.
            Place::BareTokenRejected if in_webview || !is_nonced => Meaning::TokenRefused,
            Place::BareSuccess if !is_nonced => self.believed(Meaning::Success),
            Place::BuiltInSuccess if !is_nonced && in_webview => self.believed(Meaning::Success),
            Place::ForeignSuccess
            | Place::BareSuccess
            | Place::BuiltInSuccess
            | Place::BareTokenRejected
            | Place::ForeignExit => Meaning::Forged,
            // To the system these are links of somebody else.
            Place::Bank | Place::Unknown | Place::Nonsense if !in_webview => Meaning::Forged,
            _ => Meaning::Any,
        }
    }

    /// Before the start there is no session that could have made a link.
    fn believed(&self, meaning: Meaning) -> Meaning {
        if self.machine.phase() == Phase::Idle {
            Meaning::Any
        } else {
            meaning
        }
    }

    /// What was asked is answered, as far as the world is concerned; and a webview is empty that has come.
    pub(super) fn hear_answer(&mut self, act: Act) {
        match act {
            Act::Answer(reply) => {
                let topic = Topic::of(reply);
                if let Some(id) = self.asked.open(topic) {
                    self.asked.close(topic, id);
                    self.ledger.hear(reply);
                }
            }
            Act::AnswerFirst(_) => {
                if let Some(id) = self.asked.first_link() {
                    self.asked.close(Topic::Link, id);
                }
            }
            Act::Fire(timer) => {
                let topic = Topic::Timer(timer);
                if let Some(id) = self.asked.open(topic) {
                    self.asked.close(topic, id);
                    if timer == vinculo::session::Timer::Record {
                        self.ledger.hear_record_timer();
                    }
                }
            }
            Act::WebviewReplaced => self.tokens.begin_webview(),
            _ => {}
        }
    }
}

impl Place {
    fn is_callback(self) -> bool {
        match self {
            Self::Success
            | Self::OtherSuccess
            | Self::SuccessWithoutLink
            | Self::Exit
            | Self::ExitWithError
            | Self::TokenRejected
            | Self::BareTokenRejected
            | Self::Error
            | Self::ErrorWithLink
            | Self::Warning
            | Self::Unknown
            | Self::ForeignSuccess
            | Self::BareSuccess
            | Self::BuiltInSuccess
            | Self::ForeignExit => true,
            Self::Widget
            | Self::Bank
            | Self::BankApp
            | Self::Intent
            | Self::Fallback
            | Self::Call
            | Self::Script
            | Self::Refusal
            | Self::Nonsense => false,
        }
    }
}
