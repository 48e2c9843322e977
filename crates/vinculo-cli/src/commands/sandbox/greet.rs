//! What is said at the start: where everything is, who can reach it, and how to try it.

use std::io::{self, Write};

use vinculo_sandbox::SecretKeys;

use super::PASSWORD_VARIABLE;
use super::control;
use super::reach::Reach;
use crate::app_backend::BEARER;
use crate::terminal::{Tone, paint};

/// Of keys that are the program's own, and not a person's.
pub(super) type Fake = bool;

/// Greets on standard output. Scripts read the first address, which ends at a comma.
pub(super) fn greet(reach: &Reach, keys: &SecretKeys, fake: Fake) -> io::Result<()> {
    let Reach { address, origin } = reach;
    let title = |text| paint(Tone::Strong, text);
    let mut out = anstream::stdout();
    let whom = if reach.is_this_machine_only() && *origin == format!("http://{address}") {
        "on this machine only".to_owned()
    } else {
        format!("listening on {address}")
    };
    writeln!(
        out,
        "{} at {origin}, {whom}; Ctrl-C stops it",
        title("Sandbox")
    )?;
    writeln!(out, "  widget   {origin}/widget/")?;
    writeln!(
        out,
        "  API      {origin}/api/   for a backend; key id {}",
        keys.id()
    )?;
    writeln!(
        out,
        "  backend  {origin}/backend   for an app; its user's header is Authorization: Bearer {BEARER}"
    )?;
    writeln!(
        out,
        "  control  {origin}{}/   scenarios for UI tests, and troubles of the backend",
        control::PATH
    )?;
    from_a_phone(&mut out, reach)?;
    examples(&mut out, reach, keys, fake)?;
    out.flush()
}

/// What works, since apps take plain http on loopback only.
fn from_a_phone(out: &mut impl Write, reach: &Reach) -> io::Result<()> {
    let port = reach.address.port();
    writeln!(out, "\n{}", paint(Tone::Strong, "From a phone"))?;
    if reach.is_on_loopback() {
        writeln!(
            out,
            "  iOS simulator                http://127.0.0.1:{port}, as it is"
        )?;
        writeln!(
            out,
            "  Android emulator, or by USB  adb reverse tcp:{port} tcp:{port}   and http://127.0.0.1:{port}"
        )?;
    }
    writeln!(
        out,
        "  a phone on the Wi-Fi         a TLS proxy in front, and --origin https://…"
    )
}

fn examples(out: &mut impl Write, reach: &Reach, keys: &SecretKeys, fake: Fake) -> io::Result<()> {
    let (id, local) = (keys.id(), reach.local());
    let urls = r#"{"success":"your-url-here://success","exit":"your-url-here://exit","event":"your-url-here://error"}"#;
    let opening =
        format!(r#"{{"session_id":"session-0001","mode":"create","callback_urls":{urls}}}"#);
    let minting = format!(
        r#"{{"id":"{id}","password":"'"${PASSWORD_VARIABLE}"'","scopes":"read_institutions,write_links","widget":{{"callback_urls":{urls}}}}}"#
    );
    let title = |text| paint(Tone::Strong, text);
    let json = "-H 'Content-Type: application/json'";
    let user = format!("-H 'Authorization: Bearer {BEARER}'");
    let origin = &reach.origin;
    let start_url = format!("vinculo start-url --token-stdin --base-url {origin}/widget/ --reveal");
    let sessions = format!("{local}/backend/v1/connect-sessions");
    let as_an_app = title("As an app: open a session and write the widget's URL, without a key");
    writeln!(out, "\n{as_an_app}")?;
    writeln!(
        out,
        "  curl -s {sessions} {user} {json} \\\n    -d '{opening}' |\n    {start_url}"
    )?;
    let afterwards = title("Afterwards: did the session make a link, and how are the user's links");
    writeln!(out, "\n{afterwards}")?;
    writeln!(out, "  curl -s {sessions}/session-0001/link {user}")?;
    writeln!(out, "  curl -s {local}/backend/v1/links {user}")?;
    let as_a_test = title("As a UI test: the next session is left by its user");
    writeln!(out, "\n{as_a_test}")?;
    writeln!(
        out,
        r#"  curl -s -X PUT {local}{}/scenario -d '{{"scenario":"exit","times":1}}'"#,
        control::PATH
    )?;
    let as_a_backend = title("As a backend: mint a token with the keys");
    writeln!(out, "\n{as_a_backend}")?;
    if fake {
        // Printed because it is a part of this program, and opens nothing else.
        let password = keys.password();
        writeln!(
            out,
            "  export {PASSWORD_VARIABLE}='{password}'   # fake, and known to everybody"
        )?;
    }
    writeln!(
        out,
        "  curl -s {local}/api/token/ {json} \\\n    -d '{minting}' |\n    {start_url}"
    )
}

/// Warns on standard error of what is open to others, and of an address that no app will take.
pub(super) fn warn(reach: &Reach, fake: Fake) -> io::Result<()> {
    let mut out = anstream::stderr();
    let mut say = |text: &str| writeln!(out, "{} {text}", paint(Tone::Warn, "warning:"));
    if !reach.is_this_machine_only() {
        let keys = if fake {
            "the keys are the fake ones, which everybody knows"
        } else {
            "the keys' password is your own; the bearer token of the app's user is one that everybody knows"
        };
        say(&format!(
            "whoever shares a network with this machine reaches {}: {keys}, and the control page asks for nothing. \
             Keep it off public networks, and put no real data into it",
            reach.address
        ))?;
    }
    if !reach.is_taken_by_apps() {
        say(&format!(
            "apps refuse {}: the SDK takes plain http on loopback only, since a token must not cross a network in clear. \
             Put a TLS proxy in front and give its address with --origin, or use adb reverse",
            reach.origin
        ))?;
    }
    Ok(())
}
