//! Whom it trusts: a real handshake with certificates made here.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::process::asked;

/// A server for `names` whose certificate `authority` signed; the URL of it by `host`. It answers 204 if HTTP/1.1 was agreed upon.
fn serve(authority: &Issuer<'_, KeyPair>, names: &[&str], host: &str) -> String {
    let key = KeyPair::generate().unwrap();
    let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
    let params = CertificateParams::new(names).unwrap();
    let certificate = params.signed_by(&key, authority).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![CertificateDer::from(certificate)],
            PrivateKeyDer::Pkcs8(key.serialize_der().into()),
        )
        .unwrap();
    // It would rather speak HTTP/2, as most do.
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let connection = ServerConnection::new(Arc::new(config)).unwrap();
        let mut stream = StreamOwned::new(connection, stream);
        // A client that does not trust us hangs up here.
        if stream.read(&mut [0; 1_024]).is_ok() {
            let spoken = stream.conn.alpn_protocol();
            let status = if spoken == Some(b"http/1.1") {
                204
            } else {
                505
            };
            write!(stream, "HTTP/1.1 {status} Whatever\r\n\r\n").unwrap();
        }
    });
    format!("https://{host}:{port}/")
}

fn authority() -> (String, Issuer<'static, KeyPair>) {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let certificate = params.self_signed(&key).unwrap();
    (certificate.pem(), Issuer::new(params, key))
}

fn roots(name: &str, pem: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, pem).unwrap();
    path
}

/// On other systems the roots are not read from a file.
#[cfg(all(unix, not(target_vendor = "apple")))]
#[tokio::test]
async fn the_systems_roots_decide() {
    let (pem, ours) = authority();
    let (_, theirs) = authority();
    let trusted = [("SSL_CERT_FILE", roots("ours.pem", &pem))];

    let good = serve(&ours, &["localhost"], "localhost");
    assert_eq!(asked(&good, &trusted).await, "204");
    let strange = serve(&theirs, &["localhost"], "localhost");
    assert_eq!(asked(&strange, &trusted).await, "NotTrusted");
    let other_name = serve(&ours, &["bank.example"], "localhost");
    assert_eq!(asked(&other_name, &trusted).await, "NotTrusted");
}

#[cfg(all(unix, not(target_vendor = "apple")))]
#[tokio::test]
async fn without_roots_only_loopback_is_left() {
    let nobody = roots("nobody.pem", "");
    let none = [("SSL_CERT_FILE", nobody.clone()), ("SSL_CERT_DIR", nobody)];
    assert_eq!(asked("https://backend.example/", &none).await, "NoRoots");
    let (_, ours) = authority();
    let server = serve(&ours, &["localhost"], "localhost");
    assert_eq!(asked(&server, &none).await, "NotTrusted");
    let plain = crate::server::Server::start([crate::server::say(204, "")]).await;
    assert_eq!(asked(&plain.url("/"), &none).await, "204");
}
