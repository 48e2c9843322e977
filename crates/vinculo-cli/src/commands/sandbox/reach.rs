//! Who can reach the sandbox, and under which names.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use url::Url;
use vinculo::backend::Backend;

use crate::commands::CommandError;

/// Where it listens, and where phones find it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reach {
    pub(super) address: SocketAddr,
    /// As the phone sees it, without a slash at the end.
    pub(super) origin: String,
}

impl Reach {
    /// Without an origin it is the address itself, which [`check`] has found to be one.
    pub(super) fn new(address: SocketAddr, origin: Option<&str>) -> Self {
        let origin = origin.map_or_else(|| format!("http://{address}"), str::to_owned);
        Self { address, origin }
    }

    /// How programs on this machine find it.
    pub(super) fn local(&self) -> String {
        let ip = match self.address.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
            IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
            ip => ip,
        };
        format!("http://{}", SocketAddr::new(ip, self.address.port()))
    }

    pub(super) fn is_this_machine_only(&self) -> bool {
        self.address.ip().is_loopback()
    }

    /// Whether the loopback address leads to it, which is where `adb reverse` connects to.
    pub(super) fn is_on_loopback(&self) -> bool {
        self.is_this_machine_only() || self.address.ip().is_unspecified()
    }

    /// Whether an app takes the origin: https, or http on loopback. A token must not cross a network in clear, so the core
    /// refuses any other.
    pub(super) fn is_taken_by_apps(&self) -> bool {
        Backend::new(&self.origin, None).is_ok()
    }

    /// The host names under which it answers, in lower case and without ports: a port may be another one on the phone.
    pub(super) fn hosts(&self) -> Vec<String> {
        let mut hosts = ["127.0.0.1", "[::1]", "localhost"]
            .map(str::to_owned)
            .to_vec();
        for url in [&self.local(), &self.origin] {
            let url = Url::parse(url).ok();
            let host = url.as_ref().and_then(Url::host_str).map(str::to_owned);
            hosts.extend(host.filter(|host| !hosts.contains(host)));
        }
        hosts
    }
}

/// For the command line: an origin and nothing more.
///
/// # Errors
/// What is wrong, in words.
pub(super) fn read_origin(text: &str) -> Result<String, String> {
    let wanted = "it is a scheme, a host and a port, such as https://sandbox.example";
    let url = Url::parse(text).map_err(|_| wanted.to_owned())?;
    let is_web = matches!(url.scheme(), "http" | "https");
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    if !is_web || !bare || !url.username().is_empty() || url.password().is_some() {
        return Err(wanted.to_owned());
    }
    Ok(url.origin().ascii_serialization())
}

/// Whether a phone can be told where to go.
///
/// # Errors
/// If `ip` stands for all addresses, and nobody says which.
pub(super) fn check(ip: IpAddr, origin: Option<&str>) -> Result<(), CommandError> {
    if !ip.is_unspecified() || origin.is_some() {
        return Ok(());
    }
    Err(CommandError {
        what: format!("{ip} stands for all addresses of this machine, and --origin is missing"),
        means: "the sandbox does not know which of them a phone uses, and answers under no name that it does not know"
            .to_owned(),
        fix: "add --origin with the address as the phone sees it, such as https://sandbox.example".to_owned(),
        code: 2,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reach(address: &str, origin: Option<&str>) -> Reach {
        Reach::new(address.parse().unwrap(), origin)
    }

    #[test]
    fn origin_local_address_and_names() {
        for (address, origin, expected, local, hosts) in [
            (
                "127.0.0.1:4747",
                None,
                "http://127.0.0.1:4747",
                "http://127.0.0.1:4747",
                &[][..],
            ),
            (
                "192.168.1.5:80",
                None,
                "http://192.168.1.5:80",
                "http://192.168.1.5:80",
                &["192.168.1.5"],
            ),
            (
                "[fd00::1]:4747",
                None,
                "http://[fd00::1]:4747",
                "http://[fd00::1]:4747",
                &["[fd00::1]"],
            ),
            (
                "0.0.0.0:4747",
                Some("https://dev.example"),
                "https://dev.example",
                "http://127.0.0.1:4747",
                &["dev.example"],
            ),
            (
                "[::]:4747",
                Some("https://dev.example"),
                "https://dev.example",
                "http://[::1]:4747",
                &["dev.example"],
            ),
            (
                "127.0.0.1:4747",
                Some("https://dev.example:8443"),
                "https://dev.example:8443",
                "http://127.0.0.1:4747",
                &["dev.example"],
            ),
        ] {
            let reach = reach(address, origin);
            assert_eq!(reach.origin, expected);
            assert_eq!(reach.local(), local);
            let known = ["127.0.0.1", "[::1]", "localhost"];
            assert_eq!(reach.hosts()[..3], known);
            assert_eq!(reach.hosts()[3..], *hosts);
        }
    }

    #[test]
    fn all_addresses_need_an_origin() {
        for ip in ["0.0.0.0", "::"] {
            let error = check(ip.parse().unwrap(), None).unwrap_err();
            assert_eq!(error.code, 2);
            assert!(error.fix.contains("--origin"));
            assert_eq!(
                check(ip.parse().unwrap(), Some("https://a.example")),
                Ok(())
            );
        }
        assert_eq!(check(IpAddr::V4(Ipv4Addr::LOCALHOST), None), Ok(()));
    }

    #[test]
    fn apps_take_https_and_loopback() {
        for (address, origin, taken) in [
            ("127.0.0.1:1", None, true),
            ("[::1]:1", None, true),
            ("192.168.1.5:1", None, false),
            ("192.168.1.5:1", Some("https://dev.example"), true),
            ("0.0.0.0:1", Some("http://dev.example"), false),
            ("0.0.0.0:1", Some("http://10.0.2.2:4747"), false),
            ("0.0.0.0:1", Some("http://localhost:4747"), true),
        ] {
            let reach = reach(address, origin);
            assert_eq!(reach.is_taken_by_apps(), taken, "{}", reach.origin);
        }
    }

    #[test]
    fn an_origin_is_an_origin() {
        assert_eq!(
            read_origin("HTTPS://Dev.Example:443/").as_deref(),
            Ok("https://dev.example")
        );
        for text in [
            "dev.example",
            "ftp://dev.example",
            "https://dev.example/path",
            "https://dev.example/?q",
            "https://dev.example/#f",
            "https://user@dev.example",
            "",
        ] {
            assert!(read_origin(text).is_err(), "{text}");
        }
    }
}
