//! The control page. It works without script; `maud` escapes every value.

use maud::{DOCTYPE, Markup, html};
use vinculo_sandbox::{NextSessions, Scenario};

use crate::app_backend::Fault;

pub(super) const CSS: &str = concat!(
    include_str!("../../../palette.css"),
    include_str!("control.css")
);

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
    let choices = Scenario::ALL.map(|one| (one.name(), one.summary()));
    let send = html! {
        label for="times" { "How many sessions" }
        input #times name="times" type="number" min="1" max="1000" inputmode="numeric" placeholder="all";
        button { "Set scenario" }
    };
    let now = next.scenario.name();
    panel("The next sessions", "scenario", &choices, now, &send)
}

fn troubles(fault: Fault) -> Markup {
    let choices = Fault::ALL.map(|one| (one.name(), one.summary()));
    let send = html! { button { "Set backend" } };
    panel(
        "The app's backend",
        "trouble",
        &choices,
        fault.name(),
        &send,
    )
}

/// A form of choices, each a name and a line on it, and what stands beside its button.
fn panel(legend: &str, field: &str, choices: &[(&str, &str)], now: &str, send: &Markup) -> Markup {
    html! {
        form.panel method="post" action="/control/" {
            fieldset {
                legend { (legend) }
                div.choices {
                    @for &(name, summary) in choices {
                        label.choice {
                            input type="radio" name=(field) value=(name) checked[name == now];
                            span { code { (name) } small { (summary) } }
                        }
                    }
                }
            }
            div.send { (send) }
        }
    }
}
