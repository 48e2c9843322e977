//! Long random schedules, from a seed.
//!
//! Each schedule draws its own part of the alphabet ("swarm testing", Groce and others 2012), and for a
//! part of its length stays in the widget: where every letter is in play at once, most sessions are left
//! after a few steps, and what only happens late is never seen.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use fastrand::Rng;
use vinculo::callback::LinkId;
use vinculo::session::{Mode, SessionConfig};

use crate::act::{ALPHABET, Act, MORE, Reply, WAY_OUT};
use crate::machine::Machine;
use crate::rows::Seen;
use crate::rule::{Rule, Violation};
use crate::search::Failure;
use crate::texts::{LINK, config};
use crate::world::{Done, Step, World};

/// What schedules have seen.
#[derive(Clone, Copy, Debug, Default)]
pub struct Report {
    /// How many were played to the end.
    pub schedules: u64,
    /// Events and deaths in all of them.
    pub steps: u64,
    /// Rows of the diagram.
    pub rows: Seen,
}

/// Plays `count` schedules of up to `longest` letters; the same seed gives the same ones, on any number of threads. `progress`
/// hears how many are done, from any of the threads.
///
/// # Errors
/// Of the schedules that broke a rule, the one with the lowest number, as it was played: see
/// [`crate::shrink::shrink`].
pub fn play_all<M: Machine>(
    count: u64,
    longest: usize,
    seed: u64,
    progress: impl Fn(u64) + Sync,
) -> Result<Report, Box<Failure>> {
    let next = AtomicU64::new(0);
    let end = AtomicU64::new(count);
    let total = Mutex::new(Report::default());
    let failed: Mutex<Option<(u64, Box<Failure>)>> = Mutex::new(None);
    let threads = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let mut report = Report::default();
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= end.load(Ordering::Relaxed) {
                        break;
                    }
                    progress(number);
                    if let Err(failure) = play::<M>(seed, number, longest, &mut report) {
                        // Lower ones may still be under way; higher ones need not begin.
                        end.fetch_min(number, Ordering::Relaxed);
                        if let Ok(mut failed) = failed.lock()
                            && failed.as_ref().is_none_or(|(known, _)| number < *known)
                        {
                            *failed = Some((number, failure));
                        }
                    }
                }
                if let Ok(mut total) = total.lock() {
                    total.schedules += report.schedules;
                    total.steps += report.steps;
                    total.rows.add(report.rows);
                }
            });
        }
    });
    match failed.into_inner() {
        Ok(Some((_, failure))) => Err(failure),
        _ => Ok(total.into_inner().unwrap_or_default()),
    }
}

/// Plays one schedule, and drives it to its end.
fn play<M: Machine>(
    seed: u64,
    number: u64,
    longest: usize,
    report: &mut Report,
) -> Result<(), Box<Failure>> {
    // Seeds next to each other must not give schedules like each other.
    let mut random = Rng::with_seed(Rng::with_seed(seed).u64(..) ^ Rng::with_seed(number).u64(..));
    let config = random_config(&mut random);
    let letters = random_letters(&mut random);
    let staying: Vec<Act> = letters
        .iter()
        .copied()
        .filter(|act| !act.leaves())
        .collect();
    let length = random.usize(longest / 3..=longest);
    let stays = random.usize(0..length);
    let mut world = World::<M>::new(config.clone());
    let mut steps = Vec::new();
    let played = play_letters(&mut world, &mut random, &staying, stays, &mut steps)
        .and_then(|()| {
            play_letters(
                &mut world,
                &mut random,
                &letters,
                length - stays,
                &mut steps,
            )
        })
        .and_then(|()| drive_out(&mut world, &mut steps))
        .and_then(|()| world.check_snapshot());
    report.rows.add(world.rows());
    report.steps += steps.len() as u64;
    report.schedules += 1;
    played.map_err(|violation| {
        Box::new(Failure {
            violation,
            config,
            steps,
        })
    })
}

fn play_letters<M: Machine>(
    world: &mut World<M>,
    random: &mut Rng,
    letters: &[Act],
    length: usize,
    steps: &mut Vec<Step>,
) -> Result<(), Violation> {
    for _ in 0..length {
        let step = Step {
            act: letters[random.usize(..letters.len())],
            snapshot_lost: random.u8(..) < 16,
        };
        steps.push(step);
        if matches!(world.step(step)?, Done::Nothing) {
            steps.pop();
        }
    }
    Ok(())
}

/// The user leaves, and only timers answer: it must end.
pub(crate) fn drive_out<M: Machine>(
    world: &mut World<M>,
    steps: &mut Vec<Step>,
) -> Result<(), Violation> {
    const ROUNDS: usize = 5;
    for act in std::iter::repeat_n(WAY_OUT, ROUNDS).flatten() {
        if world.is_over() {
            return Ok(());
        }
        steps.push(Step::of(*act));
        if matches!(world.act(*act)?, Done::Nothing) {
            steps.pop();
        }
    }
    if world.is_over() {
        return Ok(());
    }
    let how = "the user left, and every timer fired";
    Violation::of(Rule::WayOut, how)
}

fn random_config(random: &mut Rng) -> SessionConfig {
    let mut config = config();
    config.confirm_close = random.bool();
    config.navigation.open_finance = random.bool();
    config.navigation.trust_unknown_frames = random.bool();
    if random.u8(..) < 64 {
        config.nonce = None;
    }
    if random.bool() {
        config.mode = Mode::Update {
            link: LinkId::new(LINK),
        };
    }
    config
}

fn random_letters(random: &mut Rng) -> Vec<Act> {
    let mut letters: Vec<Act> = ALPHABET.iter().chain(MORE).copied().collect();
    random.shuffle(&mut letters);
    letters.truncate(random.usize(8..letters.len()));
    // Without these nothing begins.
    letters.extend([
        Act::Start,
        Act::Answer(Reply::Token),
        Act::PageShown,
        Act::Answer(Reply::Recorded(0)),
        Act::Die { written: false },
    ]);
    letters
}
