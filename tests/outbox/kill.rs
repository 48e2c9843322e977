//! Real processes, really killed: this test binary starts itself as a child that records and acknowledges
//! as fast as it can, and kills it at some moment with `SIGKILL`.
//!
//! 200 rounds; `cargo xtask crash --rounds 1000` for more.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use vinculo::outbox::{FileStore, Outbox, OutboxConfig, OutboxError};
use vinculo::session::Outcome;

use crate::common::{NOW, config, directory, outcome};

const JOURNAL: &str = "VINCULO_CRASH_JOURNAL";
const ROUND: &str = "VINCULO_CRASH_ROUND";
const ROUNDS: &str = "VINCULO_CRASH_ROUNDS";

#[test]
fn every_outcome_told_survives_kill_9() {
    let rounds: u64 = env::var(ROUNDS).map_or(200, |rounds| rounds.parse().unwrap());
    let path = directory("kill").join("journal");
    let mut ledger = Ledger::default();
    let mut compacting = 0;
    for round in 0..rounds {
        run_and_kill(&path, round, &mut ledger);
        compacting += u32::from(path.with_extension("new").exists());
        ledger.check(&open(&path));
    }
    let (told, removed) = (ledger.told, ledger.removed);
    println!(
        "{rounds} rounds, {told} told, {removed} acknowledged, {compacting} killed while compacting"
    );
    assert!(told >= rounds, "the children hardly did anything: {told}");
    assert!(removed >= rounds / 2, "{removed}");
}

/// What the children said they had done.
#[derive(Default)]
struct Ledger {
    stored: BTreeSet<String>,
    removing: BTreeSet<String>,
    told: u64,
    removed: u64,
}

impl Ledger {
    /// `stored` is said after `append` answered, `removing` before `acknowledged` is asked, `removed` after.
    fn hear(&mut self, line: &str) {
        let (word, id) = line.split_once(' ').unwrap();
        let id = id.to_owned();
        match word {
            "stored" => {
                self.told += 1;
                self.stored.insert(id);
            }
            "removing" => {
                self.removing.insert(id);
            }
            "removed" => {
                self.removed += 1;
                self.stored.remove(&id);
                self.removing.remove(&id);
            }
            _ => panic!("the child said: {line}"),
        }
    }

    fn check(&mut self, outbox: &Outbox<FileStore>) {
        let reports = outbox.pending().into_iter();
        let found: BTreeMap<_, _> = reports.map(|r| (r.idempotency_key, r.outcome)).collect();
        for (key, found) in &found {
            let first = outcome(&found.session_id);
            assert_eq!((key, found), (&first.id, &first), "the same key and body");
        }
        // What the killed child was about to remove may be there or not.
        for id in std::mem::take(&mut self.removing) {
            self.stored.remove(&id);
        }
        for id in &self.stored {
            assert!(found.contains_key(id), "{id} was told and is not there");
        }
        // Stored without an answer, or not removed after all: from here on it must stay.
        self.stored = found.into_keys().collect();
    }
}

fn open(path: &Path) -> Outbox<FileStore> {
    let config = OutboxConfig {
        compact_bytes: 1_000,
        ..config("ana")
    };
    let opened = Outbox::open(FileStore::open(path).unwrap(), config).unwrap();
    assert_eq!(opened.recovery.damaged, 0);
    assert_eq!(opened.recovery.rewrite_failed, None);
    opened.outbox
}

fn run_and_kill(path: &Path, round: u64, ledger: &mut Ledger) {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--exact", "kill::child", "--nocapture"])
        .env(JOURNAL, path)
        .env(ROUND, round.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let chance = scattered(round);
    // Some are killed while they start, most at work: after so many lines, and then at any moment.
    for _ in 0..chance % 12 {
        let line = lines.next().unwrap().unwrap();
        ledger.hear(&line);
    }
    let delay = Duration::from_micros((chance >> 8) % 10_000);
    thread::sleep(delay);
    kill(&mut child);
    for line in lines {
        ledger.hear(&line.unwrap());
    }
}

fn kill(child: &mut Child) {
    child.kill().unwrap();
    assert_eq!(
        child.wait().unwrap().signal(),
        Some(9),
        "it did not end by itself"
    );
}

/// Different for each round and the same in each run (`SplitMix64`).
fn scattered(round: u64) -> u64 {
    let mut z = (round + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z ^ (z >> 27)
}

/// The process that is killed: this binary once more, started by `run_and_kill`. By itself it does
/// nothing; it is no `#[ignore]`, because an ignored test counts as skipped, and none may be.
#[test]
fn child() {
    let (Ok(path), Ok(round)) = (env::var(JOURNAL), env::var(ROUND)) else {
        return;
    };
    let mut outbox = open(Path::new(&path));
    let ended = (0..)
        .try_for_each(|number| work(&mut outbox, &outcome(&format!("round-{round}-{number}"))));
    if let Err(error) = ended {
        say("error", &error.to_string());
    }
}

fn work(outbox: &mut Outbox<FileStore>, outcome: &Outcome) -> Result<(), OutboxError> {
    outbox.append(outcome, NOW)?;
    say("stored", &outcome.id);
    // Those before it may have been killed between the two; the outbox must not fill up.
    while outbox.pending().len() > 5 {
        let oldest = outbox.pending().remove(0).idempotency_key;
        say("removing", &oldest);
        outbox.acknowledged(&oldest)?;
        say("removed", &oldest);
    }
    Ok(())
}

/// One write, which a kill cannot tear.
fn say(word: &str, id: &str) {
    let line = format!("{word} {id}\n");
    std::io::stderr().write_all(line.as_bytes()).unwrap();
}
