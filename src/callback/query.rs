//! The parameters of query and fragment, and who wins when there are several.

use std::borrow::Cow;

use super::anomaly::{Anomaly, AnomalySet};
use super::decode::decode;
use super::name::Name;
use super::parameter::Parameter;

/// More parameters than this are refused: no event has more than four.
const MAX_PARAMETERS: usize = 256;

/// More than [`MAX_PARAMETERS`].
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooMany;

/// What query and fragment hold, decoded, in order.
#[derive(Debug, Default)]
pub(super) struct Raw<'a> {
    pairs: Vec<Pair<'a>>,
    question_mark: bool,
}

#[derive(Debug)]
struct Pair<'a> {
    name: Cow<'a, str>,
    value: Cow<'a, str>,
    in_fragment: bool,
    odd: AnomalySet,
    /// Nobody will find it in `extra`: the configured URL's own, blank, beaten, or taken.
    gone: bool,
}

impl<'a> Raw<'a> {
    /// Reads the query, and the fragment if it holds a documented parameter.
    pub(super) fn read(query: Option<&'a str>, fragment: Option<&'a str>) -> Result<Self, TooMany> {
        let mut raw = Self::default();
        raw.add(query.unwrap_or_default(), false)?;
        if let Some(fragment) = fragment
            && Segments::of(fragment).any(|s| Name::begins(s.strip_prefix("amp;").unwrap_or(s)))
        {
            raw.add(fragment, true)?;
        }
        Ok(raw)
    }

    fn add(&mut self, text: &'a str, in_fragment: bool) -> Result<(), TooMany> {
        let mut segments = Segments::of(text);
        for segment in segments.by_ref().filter(|s| !s.is_empty()) {
            if self.pairs.len() == MAX_PARAMETERS {
                return Err(TooMany);
            }
            self.pairs.push(Pair::read(segment, in_fragment));
        }
        self.question_mark |= segments.question_mark;
        Ok(())
    }

    /// How many of a configured URL's own parameters are here, name and value.
    pub(super) fn count_of(&self, own: &[Parameter]) -> usize {
        own.iter()
            .filter(|own| self.pairs.iter().any(|pair| pair.is(own)))
            .count()
    }

    /// Whether there is a link id under either of its names.
    pub(super) fn has_link(&self) -> bool {
        self.pairs.iter().any(|pair| {
            matches!(Name::of(&pair.name), Some(Name::Link | Name::LinkId)) && !pair.is_blank()
        })
    }

    /// The names and values, for a configured URL's own query.
    pub(super) fn into_parameters(self) -> Vec<Parameter> {
        self.pairs
            .into_iter()
            .map(|pair| Parameter {
                name: pair.name.into_owned(),
                value: pair.value.into_owned(),
            })
            .collect()
    }

    /// Drops the configured URL's own parameters and settles which documented one counts.
    pub(super) fn settle(self, own: &[Parameter], odd: &mut AnomalySet) -> Parameters<'a> {
        odd.add_if(self.question_mark, Anomaly::SecondQuestionMark);
        let mut settled = Parameters {
            pairs: self.pairs,
            winners: [None; Name::COUNT],
            present: [false; Name::COUNT],
        };
        for index in 0..settled.pairs.len() {
            settled.place(index, own, odd);
        }
        settled
    }
}

impl<'a> Pair<'a> {
    fn read(segment: &'a str, in_fragment: bool) -> Self {
        let mut odd = AnomalySet::default();
        let (name, value) = segment.split_once('=').unwrap_or((segment, ""));
        let mut name = decode(name, &mut odd);
        if name.starts_with("amp;") {
            odd.add(Anomaly::EscapedAmpersand);
            name = match name {
                Cow::Borrowed(text) => Cow::Borrowed(&text[4..]),
                Cow::Owned(mut text) => {
                    text.drain(..4);
                    Cow::Owned(text)
                }
            };
        }
        Self {
            name,
            value: decode(value, &mut odd),
            in_fragment,
            odd,
            gone: false,
        }
    }

    fn is_blank(&self) -> bool {
        self.value.trim().is_empty()
    }

    fn is(&self, parameter: &Parameter) -> bool {
        self.name == parameter.name && self.value == parameter.value
    }
}

/// Parameters with their winners known. What nobody takes becomes `extra`.
#[derive(Debug)]
pub(super) struct Parameters<'a> {
    /// In order.
    pairs: Vec<Pair<'a>>,
    /// Index of the counting value of each documented name.
    winners: [Option<usize>; Name::COUNT],
    /// Names that stood there, blank or not.
    present: [bool; Name::COUNT],
}

impl Parameters<'_> {
    fn place(&mut self, index: usize, own: &[Parameter], odd: &mut AnomalySet) {
        let (before, rest) = self.pairs.split_at_mut(index);
        let Some(pair) = rest.first_mut() else {
            return;
        };
        pair.gone = own.iter().any(|own| pair.is(own));
        if pair.gone {
            return;
        }
        odd.add_all(pair.odd);
        let Some(name) = Name::of(&pair.name) else {
            return;
        };
        self.present[name.index()] = true;
        if pair.is_blank() {
            pair.gone = true;
            return;
        }
        let winner = &mut self.winners[name.index()];
        match winner.and_then(|index| before.get(index)) {
            None => {
                odd.add_if(pair.in_fragment, Anomaly::FragmentParameters);
                *winner = Some(index);
            }
            Some(first) if pair.in_fragment && !first.in_fragment => {
                odd.add_if(first.value != pair.value, Anomaly::QueryFragmentConflict);
                pair.gone = true;
            }
            Some(_) => odd.add(Anomaly::DuplicateParameter),
        }
    }

    /// Whether the name stood there, blank or not.
    pub(super) fn is_present(&self, name: Name) -> bool {
        self.present[name.index()]
    }

    /// The counting value, if it is not blank and nobody has taken it.
    pub(super) fn get(&self, name: Name) -> Option<&str> {
        let pair = self.pairs.get(self.winners[name.index()]?)?;
        (!pair.gone).then_some(&*pair.value)
    }

    /// Takes the counting value, so that it will not be in `extra`.
    pub(super) fn take(&mut self, name: Name) -> Option<String> {
        let pair = self.pairs.get_mut(self.winners[name.index()]?)?;
        if std::mem::replace(&mut pair.gone, true) {
            return None;
        }
        Some(std::mem::take(&mut pair.value).into_owned())
    }

    /// All that was not taken, in order.
    pub(super) fn into_extra(self) -> Vec<Parameter> {
        let left = self.pairs.into_iter().filter(|pair| !pair.gone);
        let left = left.map(|pair| Parameter {
            name: pair.name.into_owned(),
            value: pair.value.into_owned(),
        });
        // Nearly always there is none; `collect` would allocate all the same, to shrink the pairs to it.
        let mut extra = Vec::new();
        extra.extend(left);
        extra
    }
}

/// The text between `&`s, and between `?`s that a documented name and `=` follow; nothing of what is empty between `&`s.
struct Segments<'a> {
    rest: &'a str,
    question_mark: bool,
}

impl<'a> Segments<'a> {
    fn of(text: &'a str) -> Self {
        let after = text.strip_prefix('?');
        Self {
            rest: after.unwrap_or(text),
            question_mark: after.is_some(),
        }
    }
}

impl<'a> Iterator for Segments<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        // At once: a hostile URL may be nothing else.
        self.rest = self.rest.trim_start_matches('&');
        if self.rest.is_empty() {
            return None;
        }
        let end = self.rest.find('&').unwrap_or(self.rest.len());
        let (text, rest) = self.rest.split_at(end);
        let mut marks = text.match_indices('?').map(|(index, _)| index);
        let Some(mark) = marks.find(|mark| Name::begins(&text[mark + 1..])) else {
            self.rest = rest;
            return Some(text);
        };
        self.question_mark = true;
        self.rest = &self.rest[mark + 1..];
        Some(&text[..mark])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str, fragment: Option<&str>) -> (Vec<(String, String)>, Vec<Anomaly>) {
        let mut odd = AnomalySet::default();
        let raw = Raw::read(Some(query), fragment).unwrap();
        let extra = raw.settle(&[], &mut odd).into_extra();
        let pairs = extra.into_iter().map(|p| (p.name, p.value)).collect();
        (pairs, odd.into_vec())
    }

    fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter()
            .map(|(n, v)| ((*n).into(), (*v).into()))
            .collect()
    }

    #[test]
    fn splits_at_ampersands_and_first_equals() {
        assert_eq!(
            read("&&a=b=c&;d&e[f]=&", None),
            (pairs(&[("a", "b=c"), (";d", ""), ("e[f]", "")]), vec![])
        );
    }

    #[test]
    fn question_marks_separate_only_before_documented_names() {
        let odd = vec![Anomaly::SecondQuestionMark];
        assert_eq!(
            read("?x=1?y=2?link=3", None),
            (pairs(&[("x", "1?y=2"), ("link", "3")]), odd.clone())
        );
        assert_eq!(read("??link=x", None), (pairs(&[("link", "x")]), odd));
        assert_eq!(read("x=?link", None), (pairs(&[("x", "?link")]), vec![]));
    }

    #[test]
    fn escaped_ampersands_are_recovered() {
        assert_eq!(
            read("a=1&amp;link=2&amp%3Bb=3", None),
            (
                pairs(&[("a", "1"), ("link", "2"), ("b", "3")]),
                vec![Anomaly::EscapedAmpersand]
            )
        );
    }

    #[test]
    fn blank_documented_values_are_absent() {
        let mut odd = AnomalySet::default();
        let raw = Raw::read(Some("link=%20&link=a&error=&x=%20"), None).unwrap();
        let mut parameters = raw.settle(&[], &mut odd);
        assert_eq!(odd, AnomalySet::default());
        assert!(parameters.is_present(Name::Error));
        assert_eq!(parameters.get(Name::Error), None);
        assert_eq!(parameters.take(Name::Link), Some("a".into()));
        assert_eq!(parameters.take(Name::Link), None);
        assert_eq!(parameters.into_extra().len(), 1);
    }

    #[test]
    fn the_first_documented_value_wins() {
        assert_eq!(
            read("link=a&link=b&x=1&x=2", None),
            (
                pairs(&[("link", "a"), ("link", "b"), ("x", "1"), ("x", "2")]),
                vec![Anomaly::DuplicateParameter]
            )
        );
    }

    #[test]
    fn fragments_count_only_with_a_documented_parameter() {
        assert_eq!(read("", Some("_=_")), (vec![], vec![]));
        assert_eq!(read("", Some("link")), (vec![], vec![]));
        assert_eq!(
            read("", Some("link=a&x=1")),
            (
                pairs(&[("link", "a"), ("x", "1")]),
                vec![Anomaly::FragmentParameters]
            )
        );
        assert_eq!(
            read("", Some("/route?link=a")),
            (
                pairs(&[("/route", ""), ("link", "a")]),
                vec![Anomaly::SecondQuestionMark, Anomaly::FragmentParameters]
            )
        );
    }

    #[test]
    fn the_query_wins_over_the_fragment() {
        assert_eq!(
            read("link=a", Some("link=a")),
            (pairs(&[("link", "a")]), vec![])
        );
        assert_eq!(
            read("link=a", Some("link=b")),
            (
                pairs(&[("link", "a")]),
                vec![Anomaly::QueryFragmentConflict]
            )
        );
    }

    #[test]
    fn own_parameters_are_dropped_silently() {
        let own = Raw::read(Some("belvo=exit&z=%2"), None)
            .unwrap()
            .into_parameters();
        let raw = Raw::read(Some("belvo=exit&z=%2&belvo=no"), None).unwrap();
        assert_eq!(raw.count_of(&own), 2);
        let mut odd = AnomalySet::default();
        let extra = raw.settle(&own, &mut odd).into_extra();
        assert_eq!(extra.len(), 1);
        assert_eq!(odd, AnomalySet::default());
    }

    #[test]
    fn parameters_are_bounded() {
        let most = vec!["a"; MAX_PARAMETERS].join("&");
        assert!(Raw::read(Some(&most), None).is_ok());
        assert!(Raw::read(Some(&most), Some("link=1")).is_err());
        assert!(Raw::read(Some(&vec!["a"; 10_000].join("&")), None).is_err());
        assert!(Raw::read(Some(&"&".repeat(65_000)), None).is_ok());
    }
}
