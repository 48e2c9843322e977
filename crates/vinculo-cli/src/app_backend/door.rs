//! A backend that can be out of reach: its listener is closed for real, and opened again at the same address.

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::Mutex;
use tokio::task::JoinHandle;

/// Serves a router on a free port of 127.0.0.1, open from the beginning.
pub(crate) struct Door {
    address: SocketAddr,
    router: Router,
    serving: Mutex<Option<JoinHandle<()>>>,
}

impl Door {
    /// Opens it.
    ///
    /// # Errors
    /// If no port can be had.
    pub(crate) async fn open(router: Router) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let serving = Mutex::new(Some(serve(listener, router.clone())));
        Ok(Self {
            address,
            router,
            serving,
        })
    }

    /// Where it is, open or not.
    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// From when this returns, connections are refused. Answers under way are finished.
    pub(crate) async fn shut(&self) {
        if let Some(serving) = self.serving.lock().await.take() {
            serving.abort();
            // The listener is gone once the task is.
            let _ = serving.await;
        }
    }

    /// Listens again; nothing if it does.
    ///
    /// # Errors
    /// If another program has taken the port meanwhile.
    pub(crate) async fn reopen(&self) -> io::Result<()> {
        let mut serving = self.serving.lock().await;
        if serving.is_none() {
            let listener = TcpListener::bind(self.address).await?;
            *serving = Some(serve(listener, self.router.clone()));
        }
        Ok(())
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        if let Some(serving) = self.serving.get_mut().take() {
            serving.abort();
        }
    }
}

impl fmt::Debug for Door {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Door")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

fn serve(listener: TcpListener, router: Router) -> JoinHandle<()> {
    tokio::spawn(async move {
        // `serve` goes on after errors of single connections and ends only with its task.
        let _ = axum::serve(listener, router).await;
    })
}
