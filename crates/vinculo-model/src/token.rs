//! Which token may be loaded.

use std::hash::{Hash, Hasher};

use vinculo::session::Now;
use vinculo::widget::StartUrl;

use crate::rule::{Rule, Violation};

/// The tokens of this process, and whether its webview has shown one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tokens {
    asked_at: i64,
    live: Option<Live>,
    has_loaded: bool,
}

#[derive(Clone, Debug)]
struct Live {
    text: String,
    asked_at: i64,
    /// On the wall clock; absent where the token says nothing, or nothing that can be true.
    expires_at: Option<i64>,
    refused: bool,
}

impl Tokens {
    /// A new one is asked for, so the one before is given up.
    pub(crate) fn see_request(&mut self, now: Now) {
        self.asked_at = now.mono_ms;
        self.live = None;
    }

    /// The session, which waits for it, is given this one.
    pub(crate) fn give(&mut self, text: String, expires_at: Option<i64>, now: Now) {
        self.live = Some(Live {
            text,
            asked_at: self.asked_at,
            expires_at: expires_at.filter(|at| *at > now.wall_ms),
            refused: false,
        });
    }

    /// The widget or its host does not take it.
    pub(crate) fn refuse(&mut self) {
        if let Some(live) = &mut self.live {
            live.refused = true;
        }
    }

    /// There is another webview, without a history.
    pub(crate) fn begin_webview(&mut self) {
        self.has_loaded = false;
    }

    pub(crate) fn see_load(
        &mut self,
        url: &StartUrl,
        anew: bool,
        lease_ms: i64,
        now: Now,
    ) -> Result<(), Violation> {
        if std::mem::replace(&mut self.has_loaded, true) != anew {
            let how = if anew {
                "`reload` before any `load`"
            } else {
                "a second `load`"
            };
            return Violation::of(Rule::LoadedOnceThenAnew, how);
        }
        let dead = |how: &str| Violation::of(Rule::LiveTokenOnly, how);
        match &self.live {
            None => dead("loaded without a token"),
            Some(live) if !url.reveal().contains(&live.text) => dead("an earlier token was loaded"),
            Some(live) if live.refused => dead("a token that was refused was loaded"),
            Some(live) if now.mono_ms - live.asked_at >= lease_ms => {
                dead("a token was loaded after its lease")
            }
            Some(live) if live.expires_at.is_some_and(|at| at <= now.wall_ms) => {
                dead("a token was loaded after its `exp`")
            }
            Some(_) => Ok(()),
        }
    }

    /// With what is left of its times by this account, not by the session's: one that forgets a time must not look
    /// like one to whom none was told. `is_awaited`: the next one is being asked for.
    pub(crate) fn write(&self, is_awaited: bool, lease_ms: i64, now: Now, state: &mut impl Hasher) {
        self.has_loaded.hash(state);
        let left = |asked_at| lease_ms - (now.mono_ms - asked_at);
        match &self.live {
            None if is_awaited => left(self.asked_at).max(0).hash(state),
            None => {}
            // Neither ever comes to life again, while a wall clock may go back.
            Some(live) if live.refused || left(live.asked_at) <= 0 => "dead".hash(state),
            Some(live) => {
                let of_exp = live.expires_at.map(|at| at - now.wall_ms);
                (left(live.asked_at), of_exp).hash(state);
            }
        }
    }
}
