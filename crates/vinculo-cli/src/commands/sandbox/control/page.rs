//! The control page. It works without script; `maud` escapes every value.

use maud::{DOCTYPE, Markup, html};
use vinculo_sandbox::{NextSessions, Scenario};

use crate::app_backend::Fault;

pub(super) const CSS: &str = include_str!("control.css");

/// The page, with what holds now.
pub(super) fn page(next: NextSessions, fault: Fault) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                meta name="color-scheme" content="light dark";
                title { "Sandbox control" }
                link rel="stylesheet" href="/control/control.css";
            }
            body {
                header {
                    h1 { "Sandbox control" }
                    p #now role="status" {
                        "Sessions play " strong { (next.scenario) } ", " (for_how_long(next))
                        ". Trouble of the backend: " strong { (fault.name()) } "."
                    }
                }
                main {
                    (scenarios(next))
                    (troubles(fault))
                }
                footer {
                    "The same by HTTP, for UI tests: "
                    code { "PUT /control/scenario" } ", " code { "PUT /control/backend" } ", " code { "GET /control" } "."
                }
            }
        }
    }
}

fn for_how_long(next: NextSessions) -> String {
    match next.times.map(std::num::NonZero::get) {
        None => "until another is chosen".to_owned(),
        Some(1) => "the next one only".to_owned(),
        Some(times) => format!("the next {times} of them"),
    }
}

fn scenarios(next: NextSessions) -> Markup {
    html! {
        form.panel method="post" action="/control/" {
            fieldset {
                legend { "The next sessions" }
                div.choices {
                    @for scenario in Scenario::ALL {
                        label.choice {
                            input type="radio" name="scenario" value=(scenario) checked[scenario == next.scenario];
                            span { code { (scenario) } small { (scenario.summary()) } }
                        }
                    }
                }
            }
            div.send {
                label for="times" { "How many sessions" }
                input #times name="times" type="number" min="1" max="1000" inputmode="numeric" placeholder="all";
                button { "Set scenario" }
            }
        }
    }
}

fn troubles(now: Fault) -> Markup {
    html! {
        form.panel method="post" action="/control/" {
            fieldset {
                legend { "The app's backend" }
                div.choices {
                    @for fault in Fault::ALL {
                        label.choice {
                            input type="radio" name="trouble" value=(fault.name()) checked[fault == now];
                            span { code { (fault.name()) } small { (fault.summary()) } }
                        }
                    }
                }
            }
            div.send { button { "Set backend" } }
        }
    }
}
