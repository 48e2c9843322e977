//! The closed sets of values: locale, institution type, access mode, resource, integration type.

use super::rule::Rule;

/// A closed set of words.
pub(super) trait Word: Copy + Eq + 'static {
    /// Every word, in the order of the documentation.
    const WORDS: &'static [Self];

    /// As it stands in the URL.
    fn word(self) -> &'static str;

    /// Reads one word. Case counts at Belvo, so another case is a problem of its own.
    fn read(text: &str) -> Result<Self, Rule> {
        let matching = |same: fn(&str, &str) -> bool| {
            Self::WORDS
                .iter()
                .copied()
                .find(|word| same(word.word(), text))
        };
        if let Some(word) = matching(|a, b| a == b) {
            Ok(word)
        } else if matching(str::eq_ignore_ascii_case).is_some() {
            Err(Rule::WrongCase)
        } else {
            Err(Rule::UnknownValue)
        }
    }
}

/// Every word of a set, for a sentence: `es, en, pt`.
pub(super) fn listed<W: Word>() -> String {
    let words: Vec<&str> = W::WORDS.iter().map(|word| word.word()).collect();
    words.join(", ")
}

macro_rules! vocabulary {
    ($(#[$about:meta])* $name:ident { $($(#[$meaning:meta])* $variant:ident = $word:literal,)+ }) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
        $(#[$about])*
        pub enum $name {
            $($(#[$meaning])* $variant,)+
        }

        impl $name {
            /// As it stands in the URL.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl Word for $name {
            const WORDS: &'static [Self] = &[$(Self::$variant,)+];

            fn word(self) -> &'static str {
                self.as_str()
            }
        }
    };
}

vocabulary! {
    /// Language of the widget. Belvo's default is Spanish; open finance (Brazil) needs Portuguese.
    /// Source: Belvo's startup configuration, `locale`.
    // Named apart for Swift and Kotlin, where every app has a `Locale` of the platform in scope.
    #[cfg_attr(feature = "ffi", uniffi(name = "WidgetLocale"))]
    Locale {
        /// Spanish, Belvo's default.
        Es = "es",
        /// English.
        En = "en",
        /// Portuguese.
        Pt = "pt",
    }
}

vocabulary! {
    /// Kind of institution to offer. Source: Belvo's startup configuration, `institution_types`.
    InstitutionType {
        /// Banks for private persons.
        Retail = "retail",
        /// Banks for companies.
        Business = "business",
        /// Tax authorities.
        Fiscal = "fiscal",
        /// Social security and employment.
        Employment = "employment",
        /// Gig economy platforms; older documentation only.
        Gig = "gig",
    }
}

vocabulary! {
    /// How often the link may be read. Belvo's default is recurrent.
    /// Source: Belvo's startup configuration, `access_mode`.
    AccessMode {
        /// Read once.
        Single = "single",
        /// Refreshed again and again.
        Recurrent = "recurrent",
    }
}

vocabulary! {
    /// Way of connecting. Source: the sample URL of `003_6a1abbda04ce3e27.txt` and the API's own
    /// value set.
    IntegrationType {
        /// Brazil's regulated open finance.
        Openfinance = "openfinance",
        /// Its name of 2022-23; say [`IntegrationType::Openfinance`] today.
        Openbanking = "openbanking",
        /// With the user's credentials.
        Credentials = "credentials",
    }
}

vocabulary! {
    /// A kind of data. As the widget's `resources` it filters institutions (all of them must be
    /// offered); it does not choose what is fetched. Source: `resources` of Belvo's institutions and
    /// `fetch_resources` of its links.
    Resource {
        /// Accounts.
        Accounts = "ACCOUNTS",
        /// Balances.
        Balances = "BALANCES",
        /// Credit card bills.
        Bills = "BILLS",
        /// Current employments (Mexico).
        CurrentEmployments = "CURRENT_EMPLOYMENTS",
        /// Employment metrics (Mexico).
        EmploymentMetrics = "EMPLOYMENT_METRICS",
        /// Employment records (Mexico).
        EmploymentRecords = "EMPLOYMENT_RECORDS",
        /// Employments (Brazil).
        Employments = "EMPLOYMENTS",
        /// Financial statements (fiscal).
        FinancialStatements = "FINANCIAL_STATEMENTS",
        /// Incomes.
        Incomes = "INCOMES",
        /// Investments.
        Investments = "INVESTMENTS",
        /// Investment transactions.
        InvestmentTransactions = "INVESTMENT_TRANSACTIONS",
        /// Invoices (fiscal).
        Invoices = "INVOICES",
        /// Owners.
        Owners = "OWNERS",
        /// Recurring expenses.
        RecurringExpenses = "RECURRING_EXPENSES",
        /// Risk insights.
        RiskInsights = "RISK_INSIGHTS",
        /// Tax compliance status (fiscal).
        TaxComplianceStatus = "TAX_COMPLIANCE_STATUS",
        /// Tax retentions (fiscal).
        TaxRetentions = "TAX_RETENTIONS",
        /// Tax returns (fiscal).
        TaxReturns = "TAX_RETURNS",
        /// Tax status (fiscal).
        TaxStatus = "TAX_STATUS",
        /// Transactions.
        Transactions = "TRANSACTIONS",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_read_exactly_and_another_case_is_told_apart() {
        assert_eq!(Locale::read("pt"), Ok(Locale::Pt));
        assert_eq!(Locale::read("PT"), Err(Rule::WrongCase));
        assert_eq!(Locale::read("pt-BR"), Err(Rule::UnknownValue));
        assert_eq!(Resource::read("accounts"), Err(Rule::WrongCase));
        assert_eq!(Resource::read(""), Err(Rule::UnknownValue));
    }

    #[test]
    fn every_word_reads_back_as_itself() {
        for resource in Resource::WORDS {
            assert_eq!(Resource::read(resource.as_str()), Ok(*resource));
        }
        assert_eq!(listed::<Locale>(), "es, en, pt");
    }
}
