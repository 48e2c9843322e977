//! What the arms of the transition table do, a file a chapter. Each emits effects and answers the next phase.

mod ending;
mod ignored;
mod leaving;
mod outside;
mod page;
mod reconciling;
mod token;
