//! Host suffixes, compared by whole labels.

use url::{Host, Url};

/// Hosts that are covered together with their subdomains. Held as the URL standard writes hosts:
/// lower case, international names in ASCII.
#[derive(Clone, Debug)]
pub(super) struct HostSuffixes(Vec<String>);

/// Entry `index` is no bare host; `fix` is what was meant, where that can be guessed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NotAHost {
    pub(super) index: usize,
    pub(super) fix: Option<String>,
}

impl HostSuffixes {
    /// # Errors
    ///
    /// The first entry that is more, or less, than a host name.
    pub(super) fn new(entries: &[String]) -> Result<Self, NotAHost> {
        let parse = |(index, entry): (usize, &String)| {
            bare_host(entry).ok_or_else(|| NotAHost {
                index,
                fix: meant_host(entry),
            })
        };
        entries
            .iter()
            .enumerate()
            .map(parse)
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// Whether a host is one of these, or a subdomain of one. A trailing dot makes another host,
    /// as it does for the origin in a browser.
    pub(super) fn cover(&self, host: &str) -> bool {
        self.0.iter().any(|suffix| {
            host.strip_suffix(suffix.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        })
    }
}

fn bare_host(entry: &str) -> Option<String> {
    // The URL standard takes stars, escapes and empty labels for a host name; nobody means them.
    let odd = entry.contains(['*', '%']) || entry.split('.').any(str::is_empty);
    if odd {
        return None;
    }
    Host::parse(entry).ok().map(|host| host.to_string())
}

/// The host in `https://bank.example/path`, `bank.example:443`, `*.bank.example` or `.bank.example`.
fn meant_host(entry: &str) -> Option<String> {
    let entry = entry.trim().trim_start_matches("*.").trim_matches('.');
    let whole = if entry.contains("://") {
        Url::parse(entry)
    } else {
        Url::parse(&format!("https://{entry}"))
    };
    bare_host(whole.ok()?.host_str()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suffixes(entries: &[&str]) -> Result<HostSuffixes, NotAHost> {
        let owned: Vec<String> = entries.iter().map(|&entry| entry.to_owned()).collect();
        HostSuffixes::new(&owned)
    }

    #[test]
    fn whole_labels_count() {
        let hosts = suffixes(&["bank.example", "127.0.0.1"]).unwrap();
        for covered in [
            "bank.example",
            "www.bank.example",
            "a.b.bank.example",
            "127.0.0.1",
        ] {
            assert!(hosts.cover(covered), "{covered}");
        }
        for other in [
            "",
            "example",
            "evilbank.example",
            "bank.example.evil.example",
            "bank.example.",
            "bank-example",
            "127.0.0.10",
        ] {
            assert!(!hosts.cover(other), "{other}");
        }
    }

    #[test]
    fn entries_are_written_as_the_url_standard_does() {
        let hosts = suffixes(&["WWW.Bank.Example", "itaú.example", "0x7f.1"]).unwrap();
        assert_eq!(
            hosts.0,
            ["www.bank.example", "xn--ita-boa.example", "127.0.0.1"]
        );
    }

    #[test]
    fn more_than_a_host_is_refused_with_what_was_meant() {
        for (entry, fix) in [
            ("https://bank.example/path?x=1", Some("bank.example")),
            ("bank.example:443", Some("bank.example")),
            ("bank.example/", Some("bank.example")),
            ("user:secret@bank.example", Some("bank.example")),
            ("*.bank.example", Some("bank.example")),
            (".bank.example", Some("bank.example")),
            ("bank.example.", Some("bank.example")),
            (" bank.example ", Some("bank.example")),
            ("bank..example", None),
            ("*", None),
            ("", None),
            ("a b", None),
            ("bank%2eexample", Some("bank.example")),
        ] {
            let wrong = suffixes(&["fine.example", entry]).unwrap_err();
            assert_eq!(
                wrong,
                NotAHost {
                    index: 1,
                    fix: fix.map(str::to_owned)
                },
                "{entry}"
            );
        }
    }
}
