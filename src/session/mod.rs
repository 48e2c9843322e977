//! The state machine of one connect session.
