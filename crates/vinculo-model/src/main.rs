//! `vinculo-model`: searches, then plays schedules, and says what it saw. `cargo xtask model` runs it.

mod clock;

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Mutex;

use clap::Parser;
use vinculo::session::{Session, SessionConfig};
use vinculo_model::act::{ALPHABET, MORE};
use vinculo_model::rows::{ALL_FROM_DEPTH, ROWS, Seen};
use vinculo_model::rule::Rule;
use vinculo_model::search::{Failure, SETTINGS_DEPTH, roots, search, settings};
use vinculo_model::shrink::shrink;
use vinculo_model::vector::vector_of;
use vinculo_model::{schedules, search};

use clock::Stopwatch;

/// Checks the connect session against every interleaving of its alphabet, and against random schedules.
#[derive(Parser)]
struct Args {
    /// How many steps deep every interleaving is tried.
    #[arg(long, default_value_t = 12)]
    depth: usize,
    /// How many random schedules are played after that.
    #[arg(long, default_value_t = 1_000_000)]
    schedules: u64,
    /// Where they begin: the same seed plays the same schedules.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Letters of the longest schedule; some of them mean nothing where they come.
const LONGEST: usize = 400;

fn main() -> ExitCode {
    let args = Args::parse();
    print_alphabet();
    let done = run_searches(args.depth)
        .and_then(|seen| run_schedules(args.schedules, args.seed).map(|()| seen));
    match done {
        Ok(seen) if args.depth >= ALL_FROM_DEPTH && !seen.missing().is_empty() => {
            println!(
                "\nBROKEN {} rows that no interleaving took: the session lost them, or the model does",
                seen.missing().len()
            );
            ExitCode::FAILURE
        }
        Ok(_) => ExitCode::SUCCESS,
        Err(failure) => {
            print_failure(*failure);
            ExitCode::FAILURE
        }
    }
}

fn print_alphabet() {
    println!("alphabet: {} acts", ALPHABET.len());
    for line in lines_of(ALPHABET) {
        println!("  {line}");
    }
    println!("and {} that only schedules try:", MORE.len());
    for line in lines_of(MORE) {
        println!("  {line}");
    }
    println!("rules: {}", Rule::ALL.len());
    for rule in Rule::ALL.iter().copied() {
        println!("  {rule}: {}", rule.why());
    }
}

/// The settings that decide most as deep as is asked for, the others less deep.
fn run_searches(depth: usize) -> Result<Seen, Box<Failure>> {
    println!("\nevery interleaving to depth {depth}");
    let mut seen = run_search(&roots(), depth)?;
    let less = depth.min(SETTINGS_DEPTH);
    println!("\nevery interleaving to depth {less}, of each other setting");
    seen.add(run_search(&settings(), less)?);
    print_rows(seen);
    if depth < ALL_FROM_DEPTH {
        println!("  all of them are asked for from depth {ALL_FROM_DEPTH} on");
    }
    Ok(seen)
}

fn run_search(roots: &[SessionConfig], depth: usize) -> Result<Seen, Box<Failure>> {
    let watch = Stopwatch::start();
    let report = search::<Session>(roots, depth, |report: &search::Report| {
        println!(
            "  depth {:>2}: {:>9} states, {:>10} transitions, {} s",
            report.depth,
            report.states,
            report.transitions,
            watch.seconds()
        );
    })?;
    let closed = if report.is_closed {
        "; there are no more"
    } else {
        ""
    };
    println!(
        "{} unique states, {} transitions, depth {}{closed}; a way out of each of them; {} s",
        report.states,
        report.transitions,
        report.depth,
        watch.seconds()
    );
    Ok(report.rows)
}

fn run_schedules(count: u64, seed: u64) -> Result<(), Box<Failure>> {
    let watch = Stopwatch::start();
    println!("\n{count} random schedules from seed {seed}");
    let progress = Progress::new(count);
    let report = schedules::play_all::<Session>(count, LONGEST, seed, |number| {
        progress.show(number, &watch);
    })?;
    println!(
        "{} schedules, {} steps, each driven to its end; {} s",
        report.schedules,
        report.steps,
        watch.seconds()
    );
    print_rows(report.rows);
    Ok(())
}

fn print_rows(seen: Seen) {
    println!(
        "rows of the diagram taken: {} of {}",
        seen.count(),
        ROWS.len()
    );
    for row in seen.missing() {
        println!(
            "  never: {} --{}--> {}",
            row.from.as_str(),
            row.on,
            row.to.as_str()
        );
    }
}

fn print_failure(failure: Failure) {
    println!("\nBROKEN {}", failure.violation);
    let taken = failure.steps.len();
    let failure = shrink::<Session>(failure);
    println!("{} of {taken} steps are needed:", failure.steps.len());
    for step in &failure.steps {
        println!("  {step}");
    }
    println!(
        "\nas a vector, with what the session answers now; correct it to what it should answer:\n"
    );
    let name = failure.violation.rule.name();
    println!("{}", vector_of(name, &failure.config, &failure.steps));
}

fn lines_of(acts: &[vinculo_model::act::Act]) -> Vec<String> {
    let names: Vec<String> = acts.iter().map(|act| format!("{act:?}")).collect();
    names.chunks(6).map(|line| line.join(", ")).collect()
}

/// A line that is written over on a terminal, and every tenth on anything else.
struct Progress {
    count: u64,
    shown: Mutex<u64>,
}

impl Progress {
    fn new(count: u64) -> Self {
        Self {
            count,
            shown: Mutex::new(0),
        }
    }

    fn show(&self, number: u64, watch: &Stopwatch) {
        let on_terminal = io::stdout().is_terminal();
        let parts = if on_terminal { 1000 } else { 10 };
        let part = number * parts / self.count.max(1);
        let Ok(mut shown) = self.shown.lock() else {
            return;
        };
        if part <= *shown {
            return;
        }
        *shown = part;
        let end = if on_terminal { "\r" } else { "\n" };
        print!(
            "  {number} of {}, {} s   {end}",
            self.count,
            watch.seconds()
        );
        // Progress that cannot be shown is no reason to stop.
        let _ = io::stdout().flush();
    }
}
