//! The institutions of the picker.
//!
//! Names are from `belvo.md` §13 and the samples of the hosted widget pages; the rest is made up to fit them.

use crate::widget::Startup;

/// How the user proves who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Login {
    /// User name and password in the widget.
    Password,
    /// A user name alone (a CURP).
    UserOnly,
    /// User name, password, then a token.
    Mfa,
    /// On the bank's own site.
    OpenFinance,
}

/// One institution.
#[derive(Debug)]
pub(crate) struct Institution {
    /// Belvo's name, `{bank}_{country}_{type}`.
    pub(crate) name: &'static str,
    pub(crate) display_name: &'static str,
    pub(crate) login: Login,
    resources: &'static [&'static str],
}

impl Institution {
    /// The institution of that Belvo name.
    pub(crate) fn find(name: &str) -> Option<&'static Self> {
        CATALOGUE
            .iter()
            .find(|institution| institution.name == name)
    }

    /// The institutions that a start URL leaves, in the catalogue's order.
    pub(crate) fn filtered(startup: &Startup) -> Vec<&'static Self> {
        CATALOGUE
            .iter()
            .filter(|institution| institution.passes(startup))
            .collect()
    }

    pub(crate) fn country(&self) -> &'static str {
        match self.part(1) {
            "br" => "BR",
            "co" => "CO",
            _ => "MX",
        }
    }

    pub(crate) fn kind(&self) -> &'static str {
        self.part(2)
    }

    fn part(&self, at: usize) -> &'static str {
        self.name.split('_').nth(at).unwrap_or_default()
    }

    /// Filters are joined by "and"; `resources` asks for *all* of its values (`belvo.md` §3). Employment institutions
    /// are in the list only when a parameter asks for them, since they are not part of the default.
    fn passes(&self, startup: &Startup) -> bool {
        let one_of =
            |list: &[String], value: &str| list.is_empty() || list.iter().any(|item| item == value);
        let asked = !(startup.resources.is_empty()
            && startup.institution_types.is_empty()
            && startup.institutions.is_empty());
        let integration = match startup.integration_type.as_deref() {
            None => true,
            Some("openfinance" | "openbanking") => self.login == Login::OpenFinance,
            Some("credentials") => self.login != Login::OpenFinance,
            Some(_) => false,
        };
        (asked || self.kind() != "employment")
            && integration
            && one_of(&startup.country_codes, self.country())
            && one_of(&startup.institution_types, self.kind())
            && one_of(&startup.institutions, self.name)
            && startup
                .resources
                .iter()
                .all(|resource| self.resources.contains(&resource.as_str()))
    }
}

const BANK: &[&str] = &[
    "ACCOUNTS",
    "BALANCES",
    "INCOMES",
    "OWNERS",
    "RECURRING_EXPENSES",
    "RISK_INSIGHTS",
    "TRANSACTIONS",
];
const OPEN_FINANCE: &[&str] = &[
    "ACCOUNTS",
    "BALANCES",
    "BILLS",
    "INVESTMENTS",
    "INVESTMENT_TRANSACTIONS",
    "OWNERS",
    "TRANSACTIONS",
];
const TAX: &[&str] = &[
    "FINANCIAL_STATEMENTS",
    "INVOICES",
    "TAX_COMPLIANCE_STATUS",
    "TAX_RETENTIONS",
    "TAX_RETURNS",
    "TAX_STATUS",
];
const WORK_MX: &[&str] = &["EMPLOYMENT_METRICS", "EMPLOYMENT_RECORDS", "OWNERS"];
const WORK_BR: &[&str] = &["EMPLOYMENTS", "OWNERS"];

const fn institution(
    name: &'static str,
    display_name: &'static str,
    login: Login,
    resources: &'static [&'static str],
) -> Institution {
    Institution {
        name,
        display_name,
        login,
        resources,
    }
}

static CATALOGUE: &[Institution] = &[
    institution("erebor_mx_retail", "Erebor", Login::Password, BANK),
    institution("erebor_br_retail", "Erebor", Login::Password, BANK),
    institution("erebor_co_retail", "Erebor", Login::Password, BANK),
    institution("gringotts_mx_retail", "Gringotts", Login::Password, BANK),
    institution("gringotts_br_retail", "Gringotts", Login::Password, BANK),
    institution("gringotts_co_retail", "Gringotts", Login::Password, BANK),
    institution("gotham_mx_business", "Gotham", Login::Mfa, BANK),
    institution("gotham_br_business", "Gotham", Login::Mfa, BANK),
    institution("gotham_co_business", "Gotham", Login::Mfa, BANK),
    institution("heimdall_mx_retail", "Heimdall", Login::Mfa, BANK),
    institution("heimdall_br_retail", "Heimdall", Login::Mfa, BANK),
    institution("heimdall_co_retail", "Heimdall", Login::Mfa, BANK),
    institution("amex_mx_retail", "American Express", Login::Password, BANK),
    institution("banamex_mx_retail", "Citibanamex", Login::Password, BANK),
    institution(
        "bancoazteca_mx_retail",
        "Banco Azteca",
        Login::Password,
        BANK,
    ),
    institution(
        "ofmockbank_br_retail",
        "Mockbank",
        Login::OpenFinance,
        OPEN_FINANCE,
    ),
    institution(
        "ofbancodobrasil_br_retail",
        "Banco do Brasil",
        Login::OpenFinance,
        OPEN_FINANCE,
    ),
    institution(
        "ofbradesco_br_retail",
        "Bradesco",
        Login::OpenFinance,
        OPEN_FINANCE,
    ),
    institution("ofitau_br_retail", "Itaú", Login::OpenFinance, OPEN_FINANCE),
    institution("tatooine_mx_fiscal", "Tatooine", Login::Password, TAX),
    institution("sat_mx_fiscal", "SAT", Login::Password, TAX),
    institution("planet_mx_employment", "Planet", Login::UserOnly, WORK_MX),
    institution("imss_mx_employment", "IMSS", Login::UserOnly, WORK_MX),
    institution("issste_mx_employment", "ISSSTE", Login::Password, WORK_MX),
    institution("inss_br_employment", "INSS", Login::Password, WORK_BR),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn names(query: &str) -> Vec<&'static str> {
        Institution::filtered(&Startup::parse(query))
            .iter()
            .map(|institution| institution.name)
            .collect()
    }

    #[test]
    fn the_documented_start_url_leaves_one() {
        let query = "access_token=x&locale=es&institution_types=retail&institutions=ofbradesco_br_retail\
                     &country_codes=BR&access_mode=recurrent&external_id=HJLSI-897809&resources=OWNERS,ACCOUNTS\
                     &integration_type=openfinance";
        assert_eq!(names(query), ["ofbradesco_br_retail"]);
    }

    #[test]
    fn each_filter_narrows() {
        assert_eq!(names("integration_type=openbanking").len(), 4);
        assert_eq!(
            names("country_codes=CO&institution_types=business"),
            ["gotham_co_business"]
        );
        assert_eq!(
            names("resources=INVOICES,TAX_STATUS"),
            ["tatooine_mx_fiscal", "sat_mx_fiscal"]
        );
        assert!(names("country_codes=mx").is_empty(), "upper case only");
        assert!(names("institutions=nowhere_mx_retail").is_empty());
        assert_eq!(
            names("institutions=erebor_mx_retail%2Cerebor_co_retail"),
            ["erebor_mx_retail", "erebor_co_retail"]
        );
    }

    #[test]
    fn employment_only_when_asked_for() {
        assert!(!names("").contains(&"planet_mx_employment"));
        assert!(names("institution_types=employment").contains(&"planet_mx_employment"));
        assert!(names("resources=EMPLOYMENT_RECORDS").contains(&"planet_mx_employment"));
    }

    #[test]
    fn names_tell_country_and_type() {
        for institution in CATALOGUE {
            let code = institution.country().to_lowercase();
            assert!(
                institution
                    .name
                    .ends_with(&format!("_{code}_{}", institution.kind())),
                "{}",
                institution.name
            );
            assert_eq!(
                institution.name.starts_with("of"),
                institution.login == Login::OpenFinance
            );
        }
    }
}
