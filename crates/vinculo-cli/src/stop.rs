//! How a command that serves is stopped.

use std::io;

/// Ctrl-C, or the signal by which services are stopped. Listened for from here on, and not only once it is awaited: who
/// has seen the address may stop the command at once.
///
/// # Errors
/// If the system gives no way to listen.
pub(crate) fn signal() -> io::Result<impl Future<Output = io::Result<()>>> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut interrupt = signal(SignalKind::interrupt())?;
        let mut terminate = signal(SignalKind::terminate())?;
        Ok(async move {
            tokio::select! {
                _ = interrupt.recv() => Ok(()),
                _ = terminate.recv() => Ok(()),
            }
        })
    }
    #[cfg(not(unix))]
    Ok(tokio::signal::ctrl_c())
}
