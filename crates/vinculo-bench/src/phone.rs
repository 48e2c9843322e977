//! A host that performs nothing: it brings a session to a phase, or through its whole life.

use std::sync::Arc;

use vinculo::session::{DismissedBy, Effect, Event, LoadProblem, Phase, Session, SessionConfig};
use vinculo::widget::AccessToken;

use crate::inputs;

/// What a host holds ready: all that is not the session's own work.
pub struct Phone {
    config: SessionConfig,
    token: Arc<AccessToken>,
    success: String,
}

impl Default for Phone {
    fn default() -> Self {
        let [success, ..] = inputs::samples();
        Self {
            config: inputs::session_config(),
            token: Arc::new(inputs::token()),
            success: success.url,
        }
    }
}

impl Phone {
    /// From start to acknowledgement, with a success: every event a host sends, every answer it gives.
    #[must_use]
    pub fn whole_session(&self) -> Session {
        let mut session = self.session();
        self.advance(&mut session, Event::Start);
        self.answer_token(&mut session);
        self.advance(&mut session, navigation(inputs::WIDGET_PAGE));
        self.advance(&mut session, Event::PageShown);
        self.finish(&mut session);
        let outcome_id = session.outcome().map(|outcome| outcome.id.clone());
        let outcome_id = outcome_id.unwrap_or_default();
        self.advance(&mut session, Event::Acknowledged { outcome_id });
        session
    }

    /// A session in this phase, reached a short way.
    ///
    /// # Panics
    /// If the way no longer leads there: the table of transitions was changed.
    #[must_use]
    pub fn session_in(&self, phase: Phase) -> Session {
        let mut session = self.session();
        if phase != Phase::Idle {
            self.advance(&mut session, Event::Start);
        }
        if !matches!(phase, Phase::Idle | Phase::FetchingToken) {
            self.answer_token(&mut session);
        }
        match phase {
            Phase::Idle | Phase::FetchingToken | Phase::Loading => {}
            Phase::Open => self.show(&mut session),
            Phase::Outside => {
                self.show(&mut session);
                self.advance(&mut session, navigation("bank-app://authorize?state=1"));
            }
            Phase::Recovering => {
                let problem = LoadProblem::Offline;
                self.advance(&mut session, Event::LoadFailed { problem });
            }
            Phase::ConfirmingClose => {
                self.show(&mut session);
                self.advance(&mut session, Event::CloseRequested);
            }
            Phase::Reconciling => {
                self.show(&mut session);
                let by = DismissedBy::Swipe;
                self.advance(&mut session, Event::Dismissed { by });
            }
            Phase::Recording => {
                self.show(&mut session);
                self.advance(&mut session, navigation(&self.success));
            }
            Phase::Finished => {
                self.show(&mut session);
                self.finish(&mut session);
            }
        }
        assert_eq!(session.phase(), phase, "the way there has changed");
        session
    }

    fn session(&self) -> Session {
        Session::new(self.config.clone()).unwrap()
    }

    fn answer_token(&self, session: &mut Session) {
        // The first question of a session has the number 1.
        let token = Arc::clone(&self.token);
        self.advance(
            session,
            Event::TokenReceived {
                id: 1,
                token,
                callback_urls: None,
            },
        );
    }

    fn show(&self, session: &mut Session) {
        self.advance(session, Event::PageShown);
    }

    /// Success, recorded, reported.
    fn finish(&self, session: &mut Session) {
        let id = self.advance(session, navigation(&self.success));
        let id = self.advance(session, Event::Recorded { id });
        self.advance(session, Event::Reported { id });
    }

    /// The number of the question, if one is to be answered by disk or backend.
    #[expect(clippy::unused_self, reason = "it reads as what the phone does")]
    fn advance(&self, session: &mut Session, event: Event) -> u64 {
        let effects = session.advance(event, inputs::now());
        let asked = effects.iter().find_map(|effect| match effect {
            Effect::Record { id, .. } | Effect::Report { id, .. } => Some(*id),
            _ => None,
        });
        asked.unwrap_or_default()
    }
}

/// The event of a navigation in the main frame.
#[must_use]
pub fn navigation(url: &str) -> Event {
    let navigation = inputs::navigation(url);
    Event::Navigation { navigation }
}
