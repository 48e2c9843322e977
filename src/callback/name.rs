//! The documented parameter names.

/// A parameter Belvo documents, or that apps were seen to read (`belvo.md` §4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    Link,
    LinkId,
    Institution,
    Error,
    ErrorMessage,
    Warning,
    WarningMessage,
    LastError,
    LastErrorCode,
    LastErrorMessage,
    MetaData,
    MetaDataInstitution,
    MetaDataStep,
}

impl Name {
    pub(super) const COUNT: usize = 13;

    const ALL: [(&'static str, Self); Self::COUNT] = [
        ("link", Self::Link),
        ("link_id", Self::LinkId),
        ("institution", Self::Institution),
        ("error", Self::Error),
        ("error_message", Self::ErrorMessage),
        ("warning", Self::Warning),
        ("warning_message", Self::WarningMessage),
        ("last_encountered_error", Self::LastError),
        ("last_encountered_error_code", Self::LastErrorCode),
        ("last_encountered_error_message", Self::LastErrorMessage),
        ("meta_data", Self::MetaData),
        ("meta_data_institution_name", Self::MetaDataInstitution),
        ("meta_data_step", Self::MetaDataStep),
    ];

    /// Compared exactly.
    pub(super) fn of(text: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(name, _)| *name == text)
            .map(|(_, name)| *name)
    }

    /// Whether the text begins with a documented name and `=`.
    pub(super) fn begins(text: &str) -> bool {
        // Asked behind every `?`: most often the first letter answers.
        if !text.starts_with(['l', 'i', 'e', 'w', 'm']) {
            return false;
        }
        Self::ALL.iter().any(|(name, _)| {
            text.strip_prefix(name)
                .is_some_and(|rest| rest.starts_with('='))
        })
    }

    /// A place in an array of [`Self::COUNT`].
    pub(super) fn index(self) -> usize {
        self as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_complete_and_in_order() {
        for (index, (text, name)) in Name::ALL.iter().enumerate() {
            assert_eq!(name.index(), index);
            assert_eq!(Name::of(text), Some(*name));
            assert!(Name::begins(&format!("{text}=")), "{text}");
        }
        assert_eq!(Name::of("Link"), None);
        assert!(Name::begins("link_id=") && !Name::begins("link_id") && !Name::begins("links=1"));
    }
}
