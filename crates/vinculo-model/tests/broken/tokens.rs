//! Tokens, and what they open.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use vinculo::session::{Diagnostic, Effect, Ending, Event, Now, Outcome, Session};
use vinculo::widget::{AccessToken, StartUrl};
use vinculo_model::rule::Rule;

use crate::fault::Fault;
use crate::is_caught;

/// The token that was given and, not stale, loaded.
fn loaded(event: &Event, effects: &[Effect]) -> Option<Arc<AccessToken>> {
    let is_load = |effect: &Effect| matches!(effect, Effect::Load { .. } | Effect::Reload { .. });
    match event {
        Event::TokenReceived { token, .. } if effects.iter().any(is_load) => {
            Some(Arc::clone(token))
        }
        _ => None,
    }
}

/// The widget refuses a token, and it is loaded once more in the place of a new one.
#[derive(Clone, Default)]
struct ReusesTheToken {
    token: Option<Arc<AccessToken>>,
}

impl Hash for ReusesTheToken {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.token.is_some().hash(state);
    }
}

impl Fault for ReusesTheToken {
    fn say(
        &mut self,
        session: &mut Session,
        event: &Event,
        effects: Vec<Effect>,
        now: Now,
    ) -> Vec<Effect> {
        self.token = loaded(event, &effects).or(self.token.take());
        let Some(token) = self.token.clone() else {
            return effects;
        };
        let mut said = Vec::new();
        for effect in effects {
            match effect {
                Effect::RequestToken { id, .. } if matches!(event, Event::Navigation { .. }) => {
                    let token = Arc::clone(&token);
                    let answer = Event::TokenReceived {
                        id,
                        token,
                        callback_urls: None,
                    };
                    said.extend(session.advance(answer, now));
                }
                other => said.push(other),
            }
        }
        said
    }
}

#[test]
fn reusing_a_token_that_was_refused() {
    is_caught::<ReusesTheToken>(Rule::LiveTokenOnly);
}

/// Its time stands still.
#[derive(Clone, Default, Hash)]
struct IgnoresTheLease;

impl Fault for IgnoresTheLease {
    fn time(&mut self, now: Now) -> Now {
        Now { mono_ms: 0, ..now }
    }
}

#[test]
fn ignoring_the_lease() {
    is_caught::<IgnoresTheLease>(Rule::LiveTokenOnly);
}

/// Reads no `exp`: it takes a token that has none, and loads the one that it was given.
#[derive(Clone, Default)]
struct IgnoresExp {
    heard: Option<Arc<AccessToken>>,
    given: Option<Arc<AccessToken>>,
}

/// A session that forgets `exp` is, to itself, one whose token had none.
impl Hash for IgnoresExp {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

impl Fault for IgnoresExp {
    fn hear(&mut self, _: &Session, mut event: Event) -> Option<Event> {
        if let Event::TokenReceived { token, .. } = &mut event {
            let without =
                AccessToken::new("a.e30.c".to_owned()).unwrap_or_else(|error| panic!("{error}"));
            self.heard = Some(std::mem::replace(token, Arc::new(without)));
        }
        Some(event)
    }

    fn say(
        &mut self,
        session: &mut Session,
        event: &Event,
        mut effects: Vec<Effect>,
        _: Now,
    ) -> Vec<Effect> {
        if loaded(event, &effects).is_some() {
            self.given = self.heard.take();
        }
        for effect in &mut effects {
            if let Effect::Load { url } | Effect::Reload { url, .. } = effect
                && let Some(given) = &self.given
            {
                let told = session.config().widget.start_url(given);
                *url = Arc::new(told.unwrap_or_else(|error| panic!("{error}")));
            }
        }
        effects
    }
}

#[test]
fn ignoring_what_the_token_says_of_its_end() {
    is_caught::<IgnoresExp>(Rule::LiveTokenOnly);
}

/// Calls a page that the widget's host refused to open just another page that did not load.
#[derive(Clone, Default, Hash)]
struct KeepsARefusedToken;

impl Fault for KeepsARefusedToken {
    fn hear(&mut self, _: &Session, event: Event) -> Option<Event> {
        Some(match event {
            Event::LoadFailed { .. } => Event::LoadFailed {
                problem: vinculo::session::LoadProblem::Tls,
            },
            other => other,
        })
    }
}

#[test]
fn keeping_a_token_that_the_host_refused() {
    is_caught::<KeepsARefusedToken>(Rule::LiveTokenOnly);
}

/// Brings the page back, also when the session is over: after the success, and after "try again" on a screen that
/// the user had left.
#[derive(Clone, Default)]
struct LoadsAfterTheEnd<const SUCCESS: bool> {
    url: Option<Arc<StartUrl>>,
}

impl<const SUCCESS: bool> Hash for LoadsAfterTheEnd<SUCCESS> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.url.is_some().hash(state);
    }
}

impl<const SUCCESS: bool> Fault for LoadsAfterTheEnd<SUCCESS> {
    fn say(
        &mut self,
        session: &mut Session,
        event: &Event,
        mut effects: Vec<Effect>,
        _: Now,
    ) -> Vec<Effect> {
        for effect in &effects {
            if let Effect::Load { url } | Effect::Reload { url, .. } = effect {
                self.url = Some(Arc::clone(url));
            }
        }
        let is_connected = |outcome: &Outcome| matches!(outcome.ending, Ending::Connected { .. });
        let is_trigger = if SUCCESS {
            *event == Event::RendererGone
        } else {
            matches!(event, Event::Retry | Event::PageShown | Event::Returned)
        };
        if is_trigger
            && session.outcome().map(is_connected) == Some(SUCCESS)
            && let Some(url) = self.url.clone()
        {
            effects.push(Effect::Reload { url, rebuild: true });
        }
        effects
    }
}

#[test]
fn loading_after_the_success() {
    is_caught::<LoadsAfterTheEnd<true>>(Rule::NothingAfterAnEnding);
}

#[test]
fn loading_after_an_exit() {
    is_caught::<LoadsAfterTheEnd<false>>(Rule::NothingAfterAnEnding);
}

/// Leaves the first page, which holds the token before, in the history.
#[derive(Clone, Default, Hash)]
struct LoadsInThePlaceOfReloading;

impl Fault for LoadsInThePlaceOfReloading {
    fn say(&mut self, _: &mut Session, _: &Event, effects: Vec<Effect>, _: Now) -> Vec<Effect> {
        let plain = |effect| match effect {
            Effect::Reload { url, .. } => Effect::Load { url },
            other => other,
        };
        effects.into_iter().map(plain).collect()
    }
}

#[test]
fn loading_in_the_place_of_reloading() {
    is_caught::<LoadsInThePlaceOfReloading>(Rule::LoadedOnceThenAnew);
}

/// "For the support": the token in a note for developers.
#[derive(Clone, Default, Hash)]
struct LogsTheToken;

impl Fault for LogsTheToken {
    fn say(
        &mut self,
        _: &mut Session,
        event: &Event,
        mut effects: Vec<Effect>,
        _: Now,
    ) -> Vec<Effect> {
        if let Event::TokenReceived { token, .. } = event {
            let location = token.reveal().to_owned();
            effects.push(Effect::Diagnose {
                diagnostic: Diagnostic::UnknownCallback { location },
            });
        }
        effects
    }
}

#[test]
fn logging_the_token() {
    is_caught::<LogsTheToken>(Rule::NoSecretOutside);
}

/// "For a quicker start after a crash": the token in the snapshot.
#[derive(Clone, Default)]
struct StoresTheToken {
    token: Option<Arc<AccessToken>>,
}

impl Hash for StoresTheToken {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.token.is_some().hash(state);
    }
}

impl Fault for StoresTheToken {
    fn say(&mut self, _: &mut Session, event: &Event, effects: Vec<Effect>, _: Now) -> Vec<Effect> {
        self.token = loaded(event, &effects).or(self.token.take());
        effects
    }

    fn write(&self, mut snapshot: Vec<u8>) -> Vec<u8> {
        if let Some(token) = &self.token {
            snapshot.pop();
            let field = format!(",\"token\":\"{}\"}}", token.reveal());
            snapshot.extend(field.into_bytes());
        }
        snapshot
    }
}

#[test]
fn storing_the_token_in_the_snapshot() {
    is_caught::<StoresTheToken>(Rule::NoSecretOutside);
}
