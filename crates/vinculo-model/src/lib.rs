//! Model check of the connect session.
//!
//! ```text
//! act ─► world (host, backend, disk, clocks) ─ event ─► machine (the session, or a broken one)
//!          └─ rules are checked at every step ◄ effects ┘
//! search   every interleaving to a depth          schedules   long random ones, from a seed
//!    └──────── a failing trace ─► shrink ─► vector: ready for `vectors/sessions/`
//! ```
//!
//! `docs/model-check.md` says what is explored and how to read what is found.

pub mod act;
mod asked;
mod ledger;
pub mod machine;
pub mod rows;
pub mod rule;
pub mod schedules;
pub mod search;
mod secrets;
pub mod shrink;
mod texts;
mod token;
pub mod vector;
pub mod world;
