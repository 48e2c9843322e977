//! Collects problems and warnings while options are read in any order.

use super::base_url;
use super::problem::{ConfigError, ConfigProblem, ConfigReport};
use super::rule::{Field, Rule};

/// Longer values are not shown: a token is always longer, and the values of options are not.
const SHOWN_CHARS: usize = 48;

/// A value with as many digits could be a document or a phone number.
const HIDDEN_DIGITS: usize = 6;

/// One problem, with its value where that is safe to show.
pub(super) fn problem(field: Field, rule: Rule, value: Option<&str>) -> ConfigProblem {
    ConfigProblem {
        field: field.as_str().to_owned(),
        value: value.and_then(|value| shown(field, value)),
        rule: rule.as_str().to_owned(),
        fix: rule.fix(field),
    }
}

/// What has been found so far.
#[derive(Default)]
pub(super) struct Findings {
    problems: Vec<(Field, ConfigProblem)>,
    warnings: Vec<(Field, ConfigProblem)>,
}

impl Findings {
    pub(super) fn problem(&mut self, field: Field, rule: Rule, value: Option<&str>) {
        self.problems.push((field, problem(field, rule, value)));
    }

    pub(super) fn warning(&mut self, field: Field, rule: Rule, value: Option<&str>) {
        self.warnings.push((field, problem(field, rule, value)));
    }

    /// The warnings, if there is no problem.
    pub(super) fn into_warnings(self) -> Result<Vec<ConfigProblem>, ConfigError> {
        let ConfigReport { problems, warnings } = self.into_report();
        if problems.is_empty() {
            Ok(warnings)
        } else {
            Err(ConfigError::Rejected { problems, warnings })
        }
    }

    /// In the order of the URL; within a field in the order they were found.
    pub(super) fn into_report(self) -> ConfigReport {
        ConfigReport {
            problems: in_order(self.problems),
            warnings: in_order(self.warnings),
        }
    }
}

fn in_order(mut found: Vec<(Field, ConfigProblem)>) -> Vec<ConfigProblem> {
    found.sort_by_key(|(field, _)| *field);
    found.into_iter().map(|(_, problem)| problem).collect()
}

fn shown(field: Field, value: &str) -> Option<String> {
    match field {
        Field::AccessToken | Field::ExternalId => return None,
        Field::BaseUrl => return base_url::shown(value),
        _ => {}
    }
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let hidden = value.contains('@')
        || digits >= HIDDEN_DIGITS
        || value.chars().count() > SHOWN_CHARS
        || value.chars().any(char::is_control);
    (!hidden).then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_could_be_secret_or_personal_are_not_shown() {
        assert_eq!(shown(Field::Locale, "fr").as_deref(), Some("fr"));
        for (field, value) in [
            (Field::AccessToken, "abc"),
            (Field::ExternalId, "abc"),
            (Field::Locale, "ana@example.com"),
            (Field::Institutions, "529.982.247-25"),
            (Field::Locale, "a\u{1b}[31m"),
        ] {
            assert_eq!(shown(field, value), None, "{value}");
        }
        assert_eq!(shown(Field::Locale, &"x".repeat(49)), None);
    }
}
