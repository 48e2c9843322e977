//! Odd, but survived.

/// Something about a callback that is not as documented, and did not stop it from being read.
///
/// Report them: they show drift in the widget, or a wrong configuration, before users are hurt.
/// The variants stand in the order in which a [`Callback`](super::Callback) lists them, which is
/// the order in which a URL is read (`vectors/README.md`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum Anomaly {
    /// White space at the ends of the URL was trimmed.
    SurroundingWhitespace,
    /// Tabs or line breaks inside the URL were removed, as browsers do.
    EmbeddedWhitespace,
    /// The scheme is one that no web engine delivers, such as `your_deeplink_here`.
    UndeliverableScheme,
    /// The URL had no `//` (`scheme:success?…`).
    MissingSlashes,
    /// A second `?` stood in the query where an `&` was meant.
    SecondQuestionMark,
    /// A name began with `amp;`, an ampersand escaped as HTML.
    EscapedAmpersand,
    /// A `%` without two hex digits behind it was kept as it stood.
    BrokenEscape,
    /// The decoded bytes were not UTF-8; replacement characters stand in.
    InvalidUtf8,
    /// A decoded name or value held NUL or another control character, removed.
    ControlCharacter,
    /// A documented parameter came twice; the first won.
    DuplicateParameter,
    /// Parameters were read from the fragment.
    FragmentParameters,
    /// Query and fragment gave different values for one parameter; the query won.
    QueryFragmentConflict,
    /// A JSON value in `last_encountered_error` or `meta_data` could not be read; it is in `extra`.
    MalformedJson,
    /// An error or warning came without a code.
    MissingCode,
    /// The link came as `link_id`.
    LinkIdForLink,
    /// A link came with an error, a warning, or on another URL than the success one.
    UnexpectedLink,
    /// The link is not a UUID.
    LinkNotUuid,
}

impl Anomaly {
    /// All of them, in their fixed order.
    pub const ALL: [Self; 17] = [
        Self::SurroundingWhitespace,
        Self::EmbeddedWhitespace,
        Self::UndeliverableScheme,
        Self::MissingSlashes,
        Self::SecondQuestionMark,
        Self::EscapedAmpersand,
        Self::BrokenEscape,
        Self::InvalidUtf8,
        Self::ControlCharacter,
        Self::DuplicateParameter,
        Self::FragmentParameters,
        Self::QueryFragmentConflict,
        Self::MalformedJson,
        Self::MissingCode,
        Self::LinkIdForLink,
        Self::UnexpectedLink,
        Self::LinkNotUuid,
    ];

    /// The stable name, as in vectors.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SurroundingWhitespace => "surrounding_whitespace",
            Self::EmbeddedWhitespace => "embedded_whitespace",
            Self::UndeliverableScheme => "undeliverable_scheme",
            Self::MissingSlashes => "missing_slashes",
            Self::SecondQuestionMark => "second_question_mark",
            Self::EscapedAmpersand => "escaped_ampersand",
            Self::BrokenEscape => "broken_escape",
            Self::InvalidUtf8 => "invalid_utf8",
            Self::ControlCharacter => "control_character",
            Self::DuplicateParameter => "duplicate_parameter",
            Self::FragmentParameters => "fragment_parameters",
            Self::QueryFragmentConflict => "query_fragment_conflict",
            Self::MalformedJson => "malformed_json",
            Self::MissingCode => "missing_code",
            Self::LinkIdForLink => "link_id_for_link",
            Self::UnexpectedLink => "unexpected_link",
            Self::LinkNotUuid => "link_not_uuid",
        }
    }
}

/// The anomalies met so far: each at most once, listed in the fixed order, no allocation until then.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct AnomalySet(u32);

impl AnomalySet {
    pub(super) fn add(&mut self, anomaly: Anomaly) {
        self.0 |= 1 << (anomaly as u32);
    }

    pub(super) fn add_if(&mut self, condition: bool, anomaly: Anomaly) {
        if condition {
            self.add(anomaly);
        }
    }

    pub(super) fn add_all(&mut self, other: Self) {
        self.0 |= other.0;
    }

    pub(super) fn into_vec(self) -> Vec<Anomaly> {
        Anomaly::ALL
            .into_iter()
            .filter(|anomaly| self.0 & (1 << (*anomaly as u32)) != 0)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_lists_every_variant_in_declaration_order() {
        assert!(Anomaly::ALL.is_sorted());
        let mut every = AnomalySet::default();
        for anomaly in Anomaly::ALL {
            every.add(anomaly);
        }
        assert_eq!(every.0, (1 << 17) - 1);
        assert_eq!(Anomaly::ALL.last(), Some(&Anomaly::LinkNotUuid));
    }

    #[test]
    fn a_set_lists_each_once_in_the_fixed_order() {
        let mut odd = AnomalySet::default();
        odd.add(Anomaly::LinkNotUuid);
        odd.add(Anomaly::BrokenEscape);
        odd.add(Anomaly::BrokenEscape);
        odd.add_if(false, Anomaly::MissingCode);
        assert_eq!(
            odd.into_vec(),
            [Anomaly::BrokenEscape, Anomaly::LinkNotUuid]
        );
    }
}
