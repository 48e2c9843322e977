//! From an act to the event that the session is told.

use std::sync::Arc;

use vinculo::callback::{CallbackUrls, LinkId};
use vinculo::navigation::Navigation;
use vinculo::session::{Event, Phase};
use vinculo::widget::AccessToken;

use super::World;
use crate::act::{Act, Reply};
use crate::asked::Topic;
use crate::machine::Machine;
use crate::texts::{LINK, message, outcome_id, token, url};

/// How long a token with `exp` lives by its own word: twice the lease, as Belvo's samples do.
const EXP_MS: i64 = 1_200_000;

impl<M: Machine> World<M> {
    /// `None` if nobody asked.
    pub(super) fn event_of(&mut self, act: Act) -> Option<Event> {
        Some(match act {
            Act::Die { .. } | Act::LeaseEnds | Act::WallJumps { .. } => return None,
            Act::Start => Event::Start,
            Act::Answer(reply) => {
                let id = self.asked.open(Topic::of(reply))?;
                self.answer(reply, id)
            }
            Act::AnswerFirst(reply) => {
                let id = self.asked.first_link()?;
                self.answer(reply, id)
            }
            Act::Stale(reply) => {
                let id = self.asked.stale(Topic::of(reply));
                self.answer(reply, id)
            }
            Act::Fire(timer) => Event::TimerFired {
                id: self.asked.open(Topic::Timer(timer))?,
            },
            Act::FireStale(timer) => Event::TimerFired {
                id: self.asked.stale(Topic::Timer(timer)),
            },
            Act::PageShown => Event::PageShown,
            Act::LoadFailed(problem) => Event::LoadFailed { problem },
            Act::RendererGone => Event::RendererGone,
            Act::WebviewReplaced => Event::WebviewReplaced,
            Act::Navigate(place, r#where) => Event::Navigation {
                navigation: Navigation {
                    url: url(place, self.machine.callback_urls()).into(),
                    frame: r#where.frame(),
                    redirect: None,
                    post: None,
                    user_gesture: None,
                },
            },
            Act::Message(posted) => Event::PageMessage {
                message: message(posted).into(),
            },
            Act::DeepLink(place) => Event::DeepLink {
                url: url(place, self.machine.callback_urls()).into(),
            },
            Act::Returned => Event::Returned,
            Act::Connectivity(online) => Event::Connectivity { online },
            Act::Back(can_go_back) => Event::Back { can_go_back },
            Act::Close => Event::CloseRequested,
            Act::Confirm => Event::CloseConfirmed,
            Act::Decline => Event::CloseDeclined,
            Act::Dismiss(by) => Event::Dismissed { by },
            Act::Retry => Event::Retry,
            Act::Acknowledge => Event::Acknowledged {
                outcome_id: outcome_id(0),
            },
            Act::AcknowledgeOther => Event::Acknowledged {
                outcome_id: "session-2.1".to_owned(),
            },
        })
    }

    fn answer(&mut self, reply: Reply, id: u64) -> Event {
        let bound = self.config.bound_callback_urls();
        match reply {
            Reply::Token => self.mint(id, None, None),
            Reply::TokenThatExpires => self.mint(id, Some(EXP_MS), Some(bound)),
            Reply::TokenOfAnotherTime => self.mint(id, Some(-EXP_MS), None),
            Reply::TokenWithoutNonce => {
                let bare = self.config.callback_urls.clone();
                self.mint(id, None, Some(bare))
            }
            Reply::TokenUndeliverable => {
                let exit = "your_deeplink_here://exit".to_owned();
                self.mint(id, None, Some(CallbackUrls { exit, ..bound }))
            }
            Reply::NoToken(problem) => Event::TokenFailed { id, problem },
            Reply::Opened | Reply::ErrandOpened => Event::OutsideOpened { id },
            Reply::NotOpened | Reply::ErrandNotOpened => Event::OutsideFailed { id },
            Reply::Link => Event::LateLinkFound {
                id,
                link: LinkId::new(LINK),
                institution: None,
            },
            Reply::NoLink => Event::LateLinkAbsent { id },
            Reply::NoAnswer => Event::LateCheckFailed { id },
            Reply::Recorded(_) => Event::Recorded { id },
            Reply::NotRecorded(_) => Event::RecordFailed { id },
            Reply::Reported(_) => Event::Reported { id },
            Reply::NotReported(_) => Event::ReportFailed { id },
        }
    }

    fn mint(&mut self, id: u64, lives_ms: Option<i64>, urls: Option<CallbackUrls>) -> Event {
        self.minted += 1;
        let expires_at = lives_ms.map(|ms| self.now.wall_ms + ms);
        let text = token(self.minted, expires_at.map(|ms| ms / 1000));
        let is_awaited = self.machine.phase() == Phase::FetchingToken && !self.asleep;
        if is_awaited && self.asked.open(Topic::Token) == Some(id) {
            if lives_ms.is_some() {
                self.minted_at = self.now.wall_ms;
            }
            self.tokens.give(text.clone(), expires_at, self.now);
        }
        // The texts of the model are tokens, as a test shows.
        let token = AccessToken::new(text).unwrap_or_else(|error| panic!("{error}"));
        Event::TokenReceived {
            id,
            token: Arc::new(token),
            callback_urls: urls,
        }
    }
}

#[cfg(test)]
mod tests {
    use vinculo::session::Session;

    use super::*;
    use crate::act::ALPHABET;
    use crate::texts::config;

    #[test]
    fn whatever_a_search_answers_it_also_answers_twice() {
        let mut world = World::<Session>::new(config());
        let mut said = |reply: Reply| {
            let event = world.event_of(Act::Stale(reply));
            (Topic::of(reply), event.map(|event| event.name()))
        };
        let mut again = Vec::new();
        for act in ALPHABET {
            if let Act::Stale(reply) = act {
                again.push(said(*reply));
            }
        }
        for act in ALPHABET {
            match act {
                Act::Answer(reply) => assert!(again.contains(&said(*reply)), "{act:?}"),
                Act::Fire(timer) => assert!(ALPHABET.contains(&Act::FireStale(*timer)), "{act:?}"),
                _ => {}
            }
        }
    }
}
