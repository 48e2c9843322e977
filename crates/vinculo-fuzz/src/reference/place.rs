//! Where a URL points to, and whether that is ours: rule 2.

use super::parameters::{Pair, Pairs};

/// A URL in pieces.
#[derive(Clone, Debug, Default)]
pub(super) struct Cut {
    pub(super) scheme: String,
    /// Whether a slash, either way round, follows the colon.
    pub(super) has_slash: bool,
    /// Between the scheme's colon and query or fragment.
    place: String,
    pub(super) query: String,
    pub(super) fragment: Option<String>,
}

/// A configured URL.
pub(super) struct Own {
    cut: Cut,
    /// Its own query.
    parameters: Vec<Pair>,
}

/// Where an https URL points to.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Web {
    At {
        host: String,
        port: u32,
        path: String,
    },
    NoCallback,
    /// The host is written in a way that only browsers know how to read.
    UpToBrowsers,
}

/// What a URL was found to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    NotOurs,
    /// Which of success, exit and event it equals; at least one.
    Configured([bool; 3]),
    Elsewhere(Spot),
}

/// What a place means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spot {
    Success,
    Exit,
    Event,
    Unknown,
}

impl Cut {
    /// `None` without a scheme.
    pub(super) fn of(text: &str) -> Option<Self> {
        let mut cut = Self::default();
        let mut letters = text.chars();
        loop {
            match letters.next()? {
                ':' => break,
                c if c.is_ascii_alphanumeric() || "+-._".contains(c) => cut.scheme.push(c),
                _ => return None,
            }
        }
        if !cut
            .scheme
            .starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        {
            return None;
        }
        let mut in_query = false;
        for c in letters {
            if let Some(fragment) = &mut cut.fragment {
                fragment.push(c);
            } else if c == '#' {
                cut.fragment = Some(String::new());
            } else if in_query {
                cut.query.push(c);
            } else if c == '?' {
                in_query = true;
            } else {
                cut.place.push(c);
            }
        }
        cut.has_slash = cut.place.starts_with(['/', '\\']);
        Some(cut)
    }

    fn is_web(&self) -> bool {
        let scheme = self.scheme.to_ascii_lowercase();
        scheme == "https" || scheme == "http"
    }

    /// Host with port, and the path without its one trailing slash, of a custom URL.
    fn custom(&self) -> (String, String) {
        let place = self.place.strip_prefix("//").unwrap_or(&self.place);
        let mut host = String::new();
        let mut path = String::new();
        for c in place.chars() {
            if c == '/' || !path.is_empty() {
                path.push(c);
            } else {
                host.push(c);
            }
        }
        // An empty port is none.
        if host.ends_with(':') {
            host.pop();
        }
        if path.ends_with('/') {
            path.pop();
        }
        (host, path)
    }

    /// The place of an https URL.
    fn web(&self) -> Web {
        let place = self.place.trim_start_matches(['/', '\\']);
        let mut authority = String::new();
        let mut path = String::new();
        for c in place.chars() {
            if c == '/' || c == '\\' || !path.is_empty() {
                path.push(c);
            } else {
                authority.push(c);
            }
        }
        if authority.contains('@') {
            return Web::NoCallback;
        }
        let (host, port) = match authority.split_once(':') {
            None => (authority.as_str(), ""),
            Some((host, port)) => (host, port),
        };
        if host.contains('%') || !host.is_ascii() {
            return Web::UpToBrowsers;
        }
        let default = if self.scheme.eq_ignore_ascii_case("https") {
            443
        } else {
            80
        };
        let port = match port.trim_start_matches('0') {
            "" if port.is_empty() => default,
            "" => 0,
            digits if digits.bytes().all(|b| b.is_ascii_digit()) => {
                digits.parse().unwrap_or(u32::MAX)
            }
            _ => return Web::NoCallback,
        };
        if path.ends_with('/') {
            path.pop();
        }
        Web::At {
            host: host.to_ascii_lowercase(),
            port,
            path,
        }
    }

    /// The host `warning` of a custom scheme.
    pub(super) fn is_warning_host(&self) -> bool {
        !self.is_web() && self.is_host("warning")
    }

    fn is_host(&self, name: &str) -> bool {
        let (host, path) = self.custom();
        host.eq_ignore_ascii_case(name) && path.is_empty()
    }
}

impl Own {
    pub(super) fn of(url: &str) -> Self {
        let Some(mut cut) = Cut::of(url) else {
            panic!("a configured URL without a scheme");
        };
        // Its fragment is ignored.
        cut.fragment = None;
        let Ok(parameters) = Pairs::of(&cut) else {
            panic!("a configured URL with 256 parameters");
        };
        Self {
            cut,
            parameters: parameters.list,
        }
    }

    fn is(&self, other: &Cut) -> Option<bool> {
        if !self.cut.scheme.eq_ignore_ascii_case(&other.scheme) {
            return Some(false);
        }
        if self.cut.is_web() {
            return match other.web() {
                Web::UpToBrowsers => None,
                Web::NoCallback => Some(false),
                place @ Web::At { .. } => Some(self.cut.web() == place),
            };
        }
        let (host, path) = self.cut.custom();
        let (other_host, other_path) = other.custom();
        Some(host.eq_ignore_ascii_case(&other_host) && path == other_path)
    }
}

/// Rule 1: whether a URL that is too long begins with one of our schemes or origins.
pub(super) fn begins_ours(cut: &Cut, targets: &[Own; 3], from_os: bool) -> Option<bool> {
    if !cut.is_web() {
        return Some(knows(cut, targets, from_os));
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || "/-".contains(c);
    let (host, port, path) = match cut.web() {
        Web::UpToBrowsers => return None,
        Web::NoCallback => return Some(false),
        Web::At { host, port, path } => (host, port, path),
    };
    // A path with dots may not be as browsers write it, and the rules do not say which counts first.
    if !path.chars().all(plain) {
        return None;
    }
    Some(targets.iter().any(|own| {
        let same_scheme = own.cut.scheme.eq_ignore_ascii_case(&cut.scheme);
        let place = own.cut.web();
        same_scheme && matches!(place, Web::At { host: own_host, port: own_port, .. } if own_host == host && own_port == port)
    }))
}

/// `None` where browsers know more.
pub(super) fn find(cut: &Cut, targets: &[Own; 3], from_os: bool) -> Option<Found> {
    let [success, exit, event] = targets.each_ref().map(|own| own.is(cut));
    let matched = [success?, exit?, event?];
    if matched.contains(&true) {
        return Some(Found::Configured(matched));
    }
    if cut.is_web() || !knows(cut, targets, from_os) {
        return Some(Found::NotOurs);
    }
    let built_in = cut.scheme.eq_ignore_ascii_case("belvowidget");
    if ["error", "event", "warning"]
        .iter()
        .any(|host| cut.is_host(host))
    {
        return Some(Found::Elsewhere(Spot::Event));
    }
    if built_in && !from_os && cut.is_host("success") {
        return Some(Found::Elsewhere(Spot::Success));
    }
    if built_in && !from_os && cut.is_host("exit") {
        return Some(Found::Elsewhere(Spot::Exit));
    }
    Some(if from_os {
        Found::NotOurs
    } else {
        Found::Elsewhere(Spot::Unknown)
    })
}

/// A configured custom scheme; in the webview `belvowidget` too.
fn knows(cut: &Cut, targets: &[Own; 3], from_os: bool) -> bool {
    let configured =
        |own: &Own| !own.cut.is_web() && own.cut.scheme.eq_ignore_ascii_case(&cut.scheme);
    targets.iter().any(configured) || (!from_os && cut.scheme.eq_ignore_ascii_case("belvowidget"))
}

impl Found {
    /// The spot, and the own parameters of the configured URL that counts.
    pub(super) fn settle(self, targets: &[Own; 3], pairs: &[Pair]) -> (Spot, Vec<Pair>) {
        let matched = match self {
            Self::NotOurs => return (Spot::Unknown, Vec::new()),
            Self::Elsewhere(spot) => return (spot, Vec::new()),
            Self::Configured(matched) => matched,
        };
        let has_link = pairs.iter().any(|pair| {
            (pair.name == "link" || pair.name == "link_id") && !pair.value.trim().is_empty()
        });
        let order = if has_link { [0, 1, 2] } else { [1, 0, 2] };
        let mut best: Option<(usize, usize)> = None;
        for index in order {
            if !matched[index] {
                continue;
            }
            let present = targets[index]
                .parameters
                .iter()
                .filter(|own| pairs.iter().any(|pair| pair.is(own)));
            let present = present.count();
            if best.is_none_or(|(_, most)| present > most) {
                best = Some((index, present));
            }
        }
        let index = best.map_or(0, |(index, _)| index);
        let spot = [Spot::Success, Spot::Exit, Spot::Event][index];
        (spot, targets[index].parameters.clone())
    }
}

impl Pair {
    /// Same name and value.
    pub(super) fn is(&self, other: &Self) -> bool {
        self.name == other.name && self.value == other.value
    }
}
