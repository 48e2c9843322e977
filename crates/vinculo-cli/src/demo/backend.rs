//! The app's backend, from the side of the person at the page: what it knows, and the troubles to put it into. The phone
//! knows nothing of this; it speaks the contract over HTTP.

use std::fmt;
use std::io;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::sync::Mutex;
use vinculo::callback::LinkId;
use vinculo_sandbox::{LinkStatus, Sandbox};

use crate::app_backend::{AppBackend, Door, Fault};

/// What is wrong with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Trouble {
    /// Nothing.
    #[default]
    None,
    /// Nobody listens.
    Down,
    /// It takes its time.
    Slow,
    /// It answers 500.
    Failing,
    /// It wants the user to sign in: 401.
    SignedOut,
    /// It refuses outcomes: 422.
    Refusing,
}

/// The backend and its door.
pub(super) struct Backend {
    inside: AppBackend,
    door: Door,
    sandbox: Sandbox,
    /// One trouble is set at a time: shutting and opening the door takes a while.
    turn: Mutex<()>,
}

impl Backend {
    /// Serves it at a port of its own.
    pub(super) async fn open(inside: AppBackend, sandbox: Sandbox) -> io::Result<Self> {
        Ok(Self {
            door: Door::open(inside.router()).await?,
            inside,
            sandbox,
            turn: Mutex::default(),
        })
    }

    /// Where an app finds it.
    pub(super) fn origin(&self) -> String {
        self.door.origin()
    }

    /// Puts it into a trouble, or out of one. When this returns, it is so.
    pub(super) async fn set(&self, trouble: Trouble) -> io::Result<()> {
        let _turn = self.turn.lock().await;
        self.inside.set_fault(match trouble {
            Trouble::None | Trouble::Down => Fault::None,
            Trouble::Slow => Fault::SLOW,
            Trouble::Failing => Fault::Failing,
            Trouble::SignedOut => Fault::SignedOut,
            Trouble::Refusing => Fault::Refusing,
        });
        if trouble == Trouble::Down {
            self.door.shut().await;
        } else {
            self.door.reopen().await?;
        }
        Ok(())
    }

    /// The bank changed the user's password: a link needs to be repaired.
    pub(super) fn break_link(&self, link: &LinkId) -> bool {
        self.sandbox
            .set_link_status(link.as_str(), LinkStatus::Invalid)
    }

    /// What there is to see of it. No key and no token.
    pub(super) fn view(&self) -> Value {
        let mut view = self.inside.view();
        view["links"] = json!(self.sandbox.links().len());
        view
    }
}

impl fmt::Debug for Backend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Backend").finish_non_exhaustive()
    }
}
