//! The exported session.

use std::sync::{Mutex, MutexGuard};

use crate::session::{
    Effect, Event, Now, Outcome, Phase, Session, SessionConfig, SessionError, TimelineEntry,
};

/// One connect session. Callable from any thread; calls are serialised and short, so the main thread
/// may make them. Nothing calls back: the answer is in the effects.
#[derive(uniffi::Object)]
pub struct ConnectSession {
    session: Mutex<Session>,
}

#[uniffi::export]
impl ConnectSession {
    /// A session that has not started.
    ///
    /// # Errors
    /// [`SessionError`] names the setting that cannot work, and the fix.
    #[uniffi::constructor]
    pub fn new(config: SessionConfig) -> Result<Self, SessionError> {
        Ok(Self {
            session: Mutex::new(Session::new(config)?),
        })
    }

    /// The session a snapshot was taken of, and what the outbox holds: an outcome on disk is decided, though
    /// the process may have died before the snapshot that knows it was stored.
    ///
    /// # Errors
    /// [`SessionError::Snapshot`] or [`SessionError::SnapshotVersion`] for any other bytes.
    #[uniffi::constructor]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "a borrowed slice would need a direct ByteBuffer in Kotlin"
    )]
    pub fn restore(snapshot: Vec<u8>, recorded: Vec<Outcome>) -> Result<Self, SessionError> {
        Ok(Self {
            session: Mutex::new(Session::restore(&snapshot, &recorded)?),
        })
    }

    /// Whose session it is: to be said after each start and restore, before the first event. Snapshots keep it.
    ///
    /// # Errors
    /// [`SessionError::OtherUser`] if another user has claimed it; [`SessionError::Broken`] after a defect in an earlier call.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "uniffi hands over owned strings"
    )]
    pub fn claim(&self, user: String) -> Result<(), SessionError> {
        self.lock()?.claim(&user)
    }

    /// Takes one event and answers the effects to perform, in order. `wall_ms` are milliseconds since 1970 by the wall clock,
    /// which may jump; `mono_ms` those of a clock that does not, and counts while the device sleeps.
    ///
    /// # Errors
    /// [`SessionError::Broken`] after a defect in an earlier call.
    // Two numbers and no `Now`: a record costs a buffer of its own, and with it one of five crossings of a call.
    pub fn advance(
        &self,
        event: Event,
        wall_ms: i64,
        mono_ms: i64,
    ) -> Result<Vec<Effect>, SessionError> {
        Ok(self.lock()?.advance(event, Now { wall_ms, mono_ms }))
    }

    /// Where the session is.
    ///
    /// # Errors
    /// [`SessionError::Broken`] after a defect in an earlier call.
    pub fn phase(&self) -> Result<Phase, SessionError> {
        Ok(self.lock()?.phase())
    }

    /// The outcome, once decided.
    ///
    /// # Errors
    /// [`SessionError::Broken`] after a defect in an earlier call.
    pub fn outcome(&self) -> Result<Option<Outcome>, SessionError> {
        Ok(self.lock()?.outcome().cloned())
    }

    /// The session as bytes, to keep across a process death. Holds no token.
    ///
    /// # Errors
    /// [`SessionError::Broken`] after a defect in an earlier call.
    pub fn snapshot(&self) -> Result<Vec<u8>, SessionError> {
        Ok(self.lock()?.snapshot())
    }

    /// What happened so far, oldest first: no token, no link id, no personal data.
    ///
    /// # Errors
    /// [`SessionError::Broken`] after a defect in an earlier call.
    pub fn timeline(&self) -> Result<Vec<TimelineEntry>, SessionError> {
        Ok(self.lock()?.timeline().entries().cloned().collect())
    }
}

impl ConnectSession {
    fn lock(&self) -> Result<MutexGuard<'_, Session>, SessionError> {
        self.session.lock().map_err(|_| SessionError::Broken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::callback::CallbackUrls;

    #[test]
    fn a_poisoned_session_is_a_typed_failure() {
        let urls = CallbackUrls {
            success: "myapp://success".to_owned(),
            exit: "myapp://exit".to_owned(),
            event: "myapp://event".to_owned(),
        };
        let config = SessionConfig::new("session-1", "nonce-nonce-nonce", urls);
        let session = std::sync::Arc::new(ConnectSession::new(config).unwrap());
        let other = session.clone();
        let died = std::panic::catch_unwind(move || {
            let _held = other.session.lock().unwrap();
            panic!("seeded");
        });
        assert!(died.is_err());
        assert_eq!(session.phase(), Err(SessionError::Broken));
    }
}
