//! A server that answers as the test says, byte by byte.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio::time::Instant;
use vinculo::backend::{HttpMethod, HttpRequest};
use vinculo::transport::{Transport, TransportConfig};

/// What to do once a request has been read.
#[derive(Clone)]
pub(crate) enum Reply {
    /// Write this, and close.
    Say(Vec<u8>),
    /// Write this, and say nothing more.
    Stall(Vec<u8>),
    /// Write this, and then zeros for as long as somebody reads.
    Endless(Vec<u8>),
    /// Answer with this status after a while.
    Late(Duration, u16),
    /// Break the connection.
    Reset,
}

/// One request as it came, and when.
#[derive(Clone, Debug)]
pub(crate) struct Heard {
    pub(crate) text: String,
    pub(crate) at: Instant,
}

pub(crate) struct Server {
    pub(crate) port: u16,
    heard: Arc<Mutex<Vec<Heard>>>,
    /// Ends when the last reply was given, with the bytes of endless ones.
    pub(crate) task: JoinHandle<usize>,
}

impl Server {
    /// One connection for each reply.
    pub(crate) async fn start(replies: impl IntoIterator<Item = Reply>) -> Self {
        Self::at(SocketAddr::from(([127, 0, 0, 1], 0)), replies).await
    }

    /// At this address.
    pub(crate) async fn at(address: SocketAddr, replies: impl IntoIterator<Item = Reply>) -> Self {
        let listener = TcpListener::bind(address).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let replies: Vec<Reply> = replies.into_iter().collect();
        let task = tokio::spawn(serve(listener, replies, Arc::clone(&heard)));
        Self { port, heard, task }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    pub(crate) fn heard(&self) -> Vec<Heard> {
        self.heard.lock().unwrap().clone()
    }
}

async fn serve(listener: TcpListener, replies: Vec<Reply>, heard: Arc<Mutex<Vec<Heard>>>) -> usize {
    let mut endless = 0;
    for reply in replies {
        let (mut stream, _) = listener.accept().await.unwrap();
        let text = request(&mut stream).await;
        heard.lock().unwrap().push(Heard { text, at: now() });
        endless += answer(stream, reply).await;
    }
    endless
}

async fn answer(mut stream: TcpStream, reply: Reply) -> usize {
    let mut endless = 0;
    match reply {
        Reply::Say(bytes) => stream.write_all(&bytes).await.unwrap(),
        Reply::Stall(bytes) => {
            stream.write_all(&bytes).await.unwrap();
            // Until the other side hangs up.
            let _ = stream.read(&mut [0]).await;
        }
        Reply::Endless(bytes) => {
            stream.write_all(&bytes).await.unwrap();
            while stream.write_all(&[0; 4_096]).await.is_ok() {
                endless += 4_096;
            }
        }
        Reply::Late(after, status) => {
            tokio::time::sleep(after).await;
            let text = format!("HTTP/1.1 {status} Whatever\r\nContent-Length: 0\r\n\r\n");
            stream.write_all(text.as_bytes()).await.unwrap();
        }
        Reply::Reset => stream.set_zero_linger().unwrap(),
    }
    endless
}

/// Head and body.
async fn request(stream: &mut TcpStream) -> String {
    let mut text = Vec::new();
    let mut buffer = [0; 4_096];
    loop {
        let length = stream.read(&mut buffer).await.unwrap();
        text.extend_from_slice(&buffer[..length]);
        let read = String::from_utf8_lossy(&text);
        let whole = read.split_once("\r\n\r\n").is_some_and(|(head, body)| {
            let head = head.to_ascii_lowercase();
            let wanted = head.split("content-length: ").nth(1);
            let wanted = wanted.and_then(|rest| rest.lines().next());
            body.len() >= wanted.map_or(0, |length| length.parse().unwrap())
        });
        if whole || length == 0 {
            return read.into_owned();
        }
    }
}

/// An answer with this status and body.
pub(crate) fn say(status: u16, body: &str) -> Reply {
    with(status, "", body)
}

/// With these header lines.
pub(crate) fn with(status: u16, headers: &str, body: &str) -> Reply {
    let length = body.len();
    let text = format!(
        "HTTP/1.1 {status} Whatever\r\nContent-Length: {length}\r\n{headers}Connection: close\r\n\r\n{body}"
    );
    Reply::Say(text.into_bytes())
}

pub(crate) fn transport() -> Transport {
    Transport::new(TransportConfig::default()).unwrap()
}

pub(crate) fn get(url: impl Into<String>) -> HttpRequest {
    HttpRequest {
        method: HttpMethod::Get,
        url: url.into(),
        headers: Vec::new(),
        auth: None,
        body: None,
        is_idempotent: true,
    }
}

/// By the paused clock.
#[expect(clippy::disallowed_methods, reason = "the clock of these tests")]
pub(crate) fn now() -> Instant {
    Instant::now()
}
