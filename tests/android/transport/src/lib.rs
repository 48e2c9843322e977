//! Asks for a user's links, so that the transport is linked in.

use vinculo::backend::Backend;
use vinculo::transport::{BackendHost, Transport, TransportConfig};

uniffi::setup_scaffolding!("vinculo_with_transport");

/// How many links the backend knows; nothing if it could not be asked.
#[uniffi::export]
#[must_use]
pub fn vinculo_count_links(base_url: &str) -> Option<u32> {
    let transport = Transport::new(TransportConfig::default()).ok()?;
    let backend = Backend::new(base_url, None).ok()?;
    let host = BackendHost::new(transport, backend, || 0, || 0);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .ok()?;
    let links = runtime.block_on(host.links()).ok()?;
    u32::try_from(links.links.len()).ok()
}
