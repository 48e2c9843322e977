//! The session's questions to the app's backend, and what becomes of the answers: the one place that knows
//! session, contract and outbox.
//!
//! ```text
//! Effect ──request──► HttpRequest ── the host sends ──► HttpResponse ──answered────► Step::Tell, an Event
//!                          ▲                        └─► BackendError ──unanswered──┘ Step::Again
//!                          └──────────────────── after so many ms ◄──────────────────────┘
//! ```
//!
//! Three effects ask the backend: `RequestToken`, `CheckLateLink` and `Report`. A host sends what [`request`]
//! writes, and does what the [`Step`] says: wait and send again, or tell the session. Of a report it tells the
//! outbox first, by its [`ReportFate`]. The host holds no policy, so every platform waits, gives up and keeps alike. A try may take as long as
//! [`try_ms`] says.
//!
//! ```
//! use vinculo::backend::{Backend, BackendError, HttpResponse};
//! use vinculo::exchange::{self, Step, Tried};
//! use vinculo::session::{Effect, Event};
//!
//! let backend = Backend::new("https://api.example.com/bank", None)?;
//! let effect = Effect::CheckLateLink { id: 7, session_id: "session-1".into() };
//! let request = exchange::request(&backend, &effect)?.expect("it asks the backend");
//! assert_eq!(request.url, "https://api.example.com/bank/v1/connect-sessions/session-1/link");
//!
//! // The host sends it, and tells what came.
//! let tried = Tried { attempt: 1, elapsed_ms: 80, jitter: 0, now_wall_ms: 1_700_000_000_000 };
//! let busy = HttpResponse::new(503, vec![], vec![]);
//! assert_eq!(exchange::answered(&effect, &busy, tried), Some(Step::Again { after_ms: 800 }));
//! let step = exchange::unanswered(&effect, &BackendError::Offline, tried);
//! assert!(matches!(step, Some(Step::Tell { event: Event::LateCheckFailed { id: 7 }, .. })));
//! # Ok::<(), vinculo::backend::SetupError>(())
//! ```

mod fate;
mod request;
mod step;

pub use fate::ReportFate;
pub use request::request;
pub use step::{MAX_PAUSE_MS, PATIENCE_MS, Step, Tried, answered, try_ms, unanswered};
