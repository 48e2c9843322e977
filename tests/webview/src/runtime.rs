//! The threads beside GTK's: servers, and the backend's requests.

use std::net::TcpListener;
use std::sync::LazyLock;

use axum::Router;
use tokio::runtime::Runtime;

static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| Runtime::new().expect("the machine has threads left"));

/// Serves until the program ends.
pub(crate) fn serve(listener: TcpListener, router: Router) {
    listener
        .set_nonblocking(true)
        .expect("a socket can be asynchronous");
    RUNTIME.spawn(async move {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        axum::serve(listener, router).await
    });
}

/// Runs to its end, or the program's.
pub(crate) fn spawn(task: impl Future<Output = ()> + Send + 'static) {
    RUNTIME.spawn(task);
}

pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    RUNTIME.block_on(future)
}
