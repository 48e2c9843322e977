//! `vinculo sandbox`.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, ChildStdout, Command, Stdio};

use crate::support::{run, run_args, run_with, vinculo};

/// A sandbox that is being served; killed if a test gives up.
struct Served {
    child: Child,
    greeting: String,
    _out: BufReader<ChildStdout>,
}

impl Served {
    fn start(password: Option<&str>) -> Self {
        Self::with(&[], password)
    }

    fn with(args: &[&str], password: Option<&str>) -> Self {
        let mut command = vinculo();
        if let Some(password) = password {
            command.env("VINCULO_SANDBOX_PASSWORD", password);
        }
        let mut child = command
            .args(["sandbox", "--port", "0"])
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut greeting = String::new();
        while greeting.matches("--reveal").count() < 2 {
            assert_ne!(out.read_line(&mut greeting).unwrap(), 0, "{greeting}");
        }
        Self {
            child,
            greeting,
            _out: out,
        }
    }

    fn address(&self) -> &str {
        let (_, rest) = self.greeting.split_once("http://").unwrap();
        rest.split_once(',').unwrap().0
    }

    fn post_token(&self, password: &str) -> String {
        let body = format!(
            r#"{{"id":"5a9db0c5-0000-4000-8000-76696e63756c","password":"{password}","scopes":"read_institutions,write_links"}}"#
        );
        self.post("/api/token/", "", &body)
    }

    /// Opens a session as an app does.
    fn open_session(&self, bearer: &str) -> String {
        let urls = r#"{"success":"myapp://success","exit":"myapp://exit","event":"myapp://error"}"#;
        let body =
            format!(r#"{{"session_id":"session-0001","mode":"create","callback_urls":{urls}}}"#);
        let user = format!("Authorization: Bearer {bearer}\r\n");
        self.post("/backend/v1/connect-sessions", &user, &body)
    }

    /// The address it listens on, if another one is told to phones.
    fn listens_on(&self) -> String {
        let (_, rest) = self.greeting.split_once("listening on ").unwrap();
        rest.split_once(';').unwrap().0.to_owned()
    }

    /// The head of the answer to a request under that name.
    fn get(address: &str, host: &str) -> String {
        let mut stream = TcpStream::connect(address).unwrap();
        write!(
            stream,
            "GET /control HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// What it had to say besides, once it is ended.
    fn warnings(mut self) -> String {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        let mut err = String::new();
        let mut pipe = self.child.stderr.take().unwrap();
        pipe.read_to_string(&mut err).unwrap();
        err
    }

    fn post(&self, path: &str, headers: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(self.address()).unwrap();
        write!(
            stream,
            "POST {path} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\n{headers}Connection: close\r\nContent-Length: {}\r\n\r\n{body}",
            self.address(),
            body.len()
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// `start-url` reads the token in the body of an answer.
    fn start_url_takes(&self, answer: &str) {
        let (_, body) = answer.split_once("\r\n\r\n").unwrap();
        let base = format!("http://{}/widget/", self.address());
        let ran = run_with(
            &["start-url", "--token-stdin", "--base-url", &base],
            body.into(),
        );
        assert_eq!(
            (ran.code, ran.out),
            (0, format!("{base}?access_token=***\n"))
        );
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[test]
#[cfg(unix)]
fn mints_a_token_that_start_url_takes_and_stops_cleanly() {
    let mut served = Served::start(None);
    let answer = served.post_token("sandbox-password-not-a-secret");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    served.start_url_takes(&answer);

    let id = served.child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-INT", &id])
            .status()
            .unwrap()
            .success()
    );
    assert_eq!(served.child.wait().unwrap().code(), Some(0));
    let mut err = String::new();
    served
        .child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut err)
        .unwrap();
    assert!(err.contains("stopped"), "{err}");
}

/// No key is in the request, in the answer or in the URL.
#[test]
fn an_app_opens_a_session_without_a_key() {
    let served = Served::start(Some("OWN-PASSWORD"));
    assert!(served.greeting.contains("/backend   for an app"));
    let refused = served.open_session("nobody");
    assert!(refused.starts_with("HTTP/1.1 401"), "{refused}");
    let answer = served.open_session("lumen-user-1");
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    assert!(!answer.contains("OWN-PASSWORD"));
    served.start_url_takes(&answer);
}

#[test]
fn a_password_of_ones_own_counts_and_is_never_printed() {
    let served = Served::start(Some("OWN-PASSWORD"));
    assert!(
        !served.greeting.contains("OWN-PASSWORD")
            && served.greeting.contains("$VINCULO_SANDBOX_PASSWORD")
    );
    assert!(
        served
            .post_token("OWN-PASSWORD")
            .starts_with("HTTP/1.1 200")
    );
    assert!(
        !served
            .post_token("sandbox-password-not-a-secret")
            .starts_with("HTTP/1.1 200")
    );
}

#[test]
fn a_port_that_is_taken_is_explained() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let ran = run_args(&["sandbox", "--port", &port]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(
        ran.err.contains("choose another port with --port"),
        "{}",
        ran.err
    );
}

#[test]
fn on_this_machine_it_warns_of_nothing_and_says_what_a_phone_does() {
    let served = Served::start(None);
    let (_, port) = served.address().split_once(':').unwrap();
    assert!(
        served
            .greeting
            .contains(&format!("adb reverse tcp:{port} tcp:{port} "))
    );
    assert!(served.greeting.contains(", on this machine only;"));
    assert!(Served::get(served.address(), "localhost").starts_with("HTTP/1.1 200"));
    assert!(Served::get(served.address(), "evil.example").starts_with("HTTP/1.1 403"));
    assert_eq!(served.warnings(), "");
}

#[test]
fn others_are_let_in_when_asked_for_and_with_a_warning() {
    let args = ["--bind", "0.0.0.0", "--origin", "https://Dev.Example/"];
    let served = Served::with(&args, None);
    assert!(served.greeting.contains("https://dev.example/widget/"));
    let port = served.listens_on().split_once(':').unwrap().1.to_owned();
    let address = format!("127.0.0.1:{port}");
    for name in ["dev.example", "dev.example:443", "localhost", &address] {
        let answer = Served::get(&address, name);
        assert!(answer.starts_with("HTTP/1.1 200"), "{name}: {answer}");
    }
    for name in ["evil.example", "0.0.0.0", "10.0.2.2"] {
        let answer = Served::get(&address, name);
        assert!(answer.starts_with("HTTP/1.1 403"), "{name}: {answer}");
    }
    let warnings = served.warnings();
    assert!(warnings.contains("whoever shares a network") && warnings.contains("everybody knows"));
    assert!(!warnings.contains("apps refuse"), "{warnings}");
}

#[test]
fn an_origin_that_apps_refuse_is_warned_of_and_a_password_not_shown() {
    let args = ["--bind", "0.0.0.0", "--origin", "http://10.0.2.2:4747"];
    let warnings = Served::with(&args, Some("OWN-PASSWORD")).warnings();
    assert!(
        warnings.contains("apps refuse http://10.0.2.2:4747"),
        "{warnings}"
    );
    assert!(warnings.contains("password is your own"), "{warnings}");
    assert!(!warnings.contains("OWN-PASSWORD"));
}

#[test]
fn an_address_that_cannot_be_used_is_explained() {
    for (args, code, says) in [
        (&["--bind", "0.0.0.0"][..], 2, "--origin is missing"),
        (&["--bind", "::"], 2, "--origin is missing"),
        (&["--bind", "localhost"], 2, "invalid IP address"),
        (
            &["--origin", "dev.example"],
            2,
            "a scheme, a host and a port",
        ),
        (
            &["--origin", "https://dev.example/x"],
            2,
            "a scheme, a host and a port",
        ),
        // An address for documentation, which no machine has.
        (
            &["--bind", "203.0.113.9"],
            1,
            "address of this machine to --bind",
        ),
    ] {
        let ran = run(vinculo().args(["sandbox", "--port", "0"]).args(args));
        assert_eq!((ran.code, ran.out.as_str()), (code, ""), "{args:?}");
        assert!(ran.err.contains(says), "{args:?}: {}", ran.err);
    }
}
