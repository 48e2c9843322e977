//! The one TLS configuration. The policy is in the module's header.

use std::sync::Arc;

use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt;

/// Trusts whom the operating system trusts; `None` if it names nobody, as on a bare container.
pub(super) fn of_the_platform() -> Option<ClientConfig> {
    let builder = builder()?.with_platform_verifier().ok()?;
    Some(http1(builder.with_no_client_auth()))
}

/// Trusts nobody: for loopback on a system without roots.
pub(super) fn of_nobody() -> Option<ClientConfig> {
    let builder = builder()?.with_root_certificates(RootCertStore::empty());
    Some(http1(builder.with_no_client_auth()))
}

type Builder = rustls::ConfigBuilder<ClientConfig, rustls::WantsVerifier>;

fn builder() -> Option<Builder> {
    let provider = Arc::new(ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider);
    builder.with_safe_default_protocol_versions().ok()
}

/// reqwest leaves the protocols of a ready-made configuration as they are.
fn http1(mut config: ClientConfig) -> ClientConfig {
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    config
}
