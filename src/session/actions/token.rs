//! Asking for a token, and holding it.

use std::sync::Arc;

use crate::callback::CallbackUrls;
use crate::session::diagnostic::Diagnostic;
use crate::session::effect::{Effect, LoadingStage, Problem};
use crate::session::event::TokenProblem;
use crate::session::outcome::FailReason;
use crate::session::{Phase, Session};
use crate::widget::{AccessToken, TokenLease};

impl Session {
    pub(in crate::session) fn request_token(&mut self) -> Phase {
        self.process.token = None;
        self.progress.reconciling = None;
        self.emit(Effect::ShowLoading {
            stage: LoadingStage::Opening,
        });
        let id = self.new_id();
        self.waiting.token = Some(id);
        self.process.token_requested_at = self.now.mono_ms;
        self.emit(Effect::RequestToken {
            id,
            session_id: self.config.session_id.clone(),
            mode: self.config.mode.clone(),
            // Asked for anew on each renewal: the nonce stays, so a callback of the first token still counts.
            callback_urls: self.config.bound_callback_urls(),
        });
        Phase::FetchingToken
    }

    pub(in crate::session) fn take_token(
        &mut self,
        token: Arc<AccessToken>,
        callback_urls: Option<CallbackUrls>,
    ) -> Phase {
        if let Some(expected) = self.config.environment
            && token.expect_environment(expected).is_err()
        {
            return self.fail(FailReason::EnvironmentMismatch);
        }
        if let Some(urls) = callback_urls
            && self.use_callback_urls(urls).is_err()
        {
            return self.fail(FailReason::UndeliverableCallbacks);
        }
        if self.config.nonce.is_some()
            && !self
                .nonce_guard
                .as_ref()
                .is_some_and(|guard| guard.covers_all())
        {
            self.diagnose(Diagnostic::NonceNotInForce);
        }
        let mut expires_at = token.expires_at_wall_ms();
        if expires_at.is_some_and(|at| at <= self.now.wall_ms) {
            // A token minted a moment ago cannot have expired: the phone's clock is wrong. Without
            // this, such a phone would ask for tokens for ever.
            self.diagnose(Diagnostic::ClockSkew);
            expires_at = None;
        }
        let lease_ms = i64::try_from(self.config.limits.lease_ms).unwrap_or(i64::MAX);
        self.process.lease = Some(TokenLease::new(
            self.process.token_requested_at,
            lease_ms,
            expires_at,
        ));
        self.process.token = Some(token);
        self.load()
    }

    pub(in crate::session) fn show_token_problem(&mut self, problem: TokenProblem) -> Phase {
        self.show_problem(Problem::Token { problem })
    }

    pub(in crate::session) fn may_renew_rejected(&self) -> bool {
        !self.progress.renewed_rejected || !self.has_usable_token()
    }

    pub(in crate::session) fn renew_rejected_token(&mut self) -> Phase {
        // A token past its lease was due anyway; only a fresh one that is refused counts.
        self.progress.renewed_rejected |= self.has_usable_token();
        let next = self.request_token();
        // A token also dies when the user connects: if that success got lost, there is a link already.
        self.ask_aside_for_a_link();
        next
    }

    pub(super) fn has_usable_token(&self) -> bool {
        self.process.token.is_some()
            && self
                .process
                .lease
                .is_some_and(|lease| lease.is_usable(self.now.mono_ms, self.now.wall_ms))
    }
}
