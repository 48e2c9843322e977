//! Odd, but survived.

/// Something about a callback that is not as documented, and did not stop it from being read.
///
/// Report them: they show drift in the widget, or a wrong configuration, before users are hurt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum Anomaly {
    /// A documented parameter came twice; the first won.
    DuplicateParameter,
    /// A name began with `amp;`, an ampersand escaped as HTML.
    EscapedAmpersand,
    /// A second `?` stood in the query where an `&` was meant.
    SecondQuestionMark,
    /// A `%` without two hex digits behind it was kept as it stood.
    BrokenEscape,
    /// The decoded bytes were not UTF-8; replacement characters stand in.
    InvalidUtf8,
    /// A decoded name or value held NUL or another control character, removed.
    ControlCharacter,
    /// Parameters were read from the fragment.
    FragmentParameters,
    /// Query and fragment gave different values for one parameter; the query won.
    QueryFragmentConflict,
    /// The link came as `link_id`.
    LinkIdForLink,
    /// The link is not a UUID.
    LinkNotUuid,
    /// A link came with an error, a warning or on the exit URL.
    UnexpectedLink,
    /// White space at the ends of the URL was trimmed.
    SurroundingWhitespace,
    /// Tabs or line breaks inside the URL were removed, as browsers do.
    EmbeddedWhitespace,
    /// The URL had no `//` (`scheme:success?…`).
    MissingSlashes,
    /// The scheme is one that no web engine delivers, such as `your_deeplink_here`.
    UndeliverableScheme,
    /// A JSON value in `last_encountered_error` or `meta_data` could not be read; it is in `extra`.
    MalformedJson,
    /// An error or warning came without a code.
    MissingCode,
}

impl Anomaly {
    /// The stable name, as in vectors.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DuplicateParameter => "duplicate_parameter",
            Self::EscapedAmpersand => "escaped_ampersand",
            Self::SecondQuestionMark => "second_question_mark",
            Self::BrokenEscape => "broken_escape",
            Self::InvalidUtf8 => "invalid_utf8",
            Self::ControlCharacter => "control_character",
            Self::FragmentParameters => "fragment_parameters",
            Self::QueryFragmentConflict => "query_fragment_conflict",
            Self::LinkIdForLink => "link_id_for_link",
            Self::LinkNotUuid => "link_not_uuid",
            Self::UnexpectedLink => "unexpected_link",
            Self::SurroundingWhitespace => "surrounding_whitespace",
            Self::EmbeddedWhitespace => "embedded_whitespace",
            Self::MissingSlashes => "missing_slashes",
            Self::UndeliverableScheme => "undeliverable_scheme",
            Self::MalformedJson => "malformed_json",
            Self::MissingCode => "missing_code",
        }
    }
}
