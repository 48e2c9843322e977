//! Every interleaving of the alphabet to a depth, each state once; and from each a way out.
//!
//! Breadth first, level by level, on as many threads as there are processors. Only fingerprints are
//! kept: a state is made again by replaying the acts that led to it, which costs a twelfth of looking
//! at all that may follow, and no memory.

mod ways;

use std::collections::{HashMap, HashSet};
use std::hash::BuildHasherDefault;
use std::thread;

use vinculo::callback::LinkId;
use vinculo::session::{Mode, SessionConfig};

use crate::act::{ALPHABET, Act, WAY_OUT};
use crate::machine::Machine;
use crate::rows::Seen;
use crate::rule::Violation;
use crate::texts::{LINK, config};
use crate::world::{Done, Step, World};

/// A broken rule, and what led to it.
#[derive(Clone, Debug)]
pub struct Failure {
    /// What was broken.
    pub violation: Violation,
    /// Of this configuration,
    pub config: SessionConfig,
    /// by these steps.
    pub steps: Vec<Step>,
}

/// What a search has seen.
#[derive(Clone, Copy, Debug, Default)]
pub struct Report {
    /// Depth of the deepest states that were expanded, in steps.
    pub depth: usize,
    /// States unlike each other.
    pub states: usize,
    /// Steps that were tried and could happen.
    pub transitions: u64,
    /// Whether no step leads to a state that was not expanded.
    pub is_closed: bool,
    /// Rows of the diagram.
    pub rows: Seen,
}

/// The sessions a search begins with: one that asks before it closes, and one that does not.
#[must_use]
pub fn roots() -> Vec<SessionConfig> {
    let asks = config();
    let closes = SessionConfig {
        confirm_close: false,
        ..asks.clone()
    };
    vec![asks, closes]
}

/// How deep the other [`settings`] are searched: as deep as it takes for every row of the diagram.
pub const SETTINGS_DEPTH: usize = crate::rows::ALL_FROM_DEPTH;

/// Sessions unlike the first of the [`roots`] in one setting each: no nonce; open finance; trust in frames that the
/// engine does not name; a link to repair.
#[must_use]
pub fn settings() -> Vec<SessionConfig> {
    let with = |change: fn(&mut SessionConfig)| {
        let mut config = config();
        change(&mut config);
        config
    };
    vec![
        with(|config| config.nonce = None),
        with(|config| config.navigation.open_finance = true),
        with(|config| config.navigation.trust_unknown_frames = true),
        with(|config| {
            config.mode = Mode::Update {
                link: LinkId::new(LINK),
            };
        }),
    ]
}

/// Searches to `depth`, from a session of each configuration that has not started; `level` hears how far it is.
///
/// # Errors
/// The shortest way to a broken rule, or to a state without a way out.
pub fn search<M: Machine>(
    roots: &[SessionConfig],
    depth: usize,
    mut level: impl FnMut(&Report),
) -> Result<Report, Box<Failure>> {
    let mut graph = Graph::new::<M>(roots);
    let mut report = Report::default();
    let mut begin = 0;
    while report.depth < depth && begin < graph.nodes.len() {
        let end = graph.nodes.len();
        let found = in_parallel(begin..end, |nodes| graph.expand::<M>(nodes));
        let mut exits = Vec::new();
        for part in found {
            let part = part?;
            report.transitions += part.transitions;
            report.rows.add(part.rows);
            graph.add(part.new);
            exits.extend(part.exits);
        }
        graph.add_exits(exits);
        begin = end;
        report.depth += 1;
        report.states = graph.nodes.len();
        level(&report);
    }
    report.is_closed = begin == graph.nodes.len();
    ways::check::<M>(&graph, begin)?;
    Ok(report)
}

/// Every state found, by the last step of the first way to it.
struct Graph<'a> {
    roots: &'a [SessionConfig],
    nodes: Vec<Node>,
    known: HashMap<u64, u32, BuildHasherDefault<Identity>>,
    /// Steps that the user or a clock can take: from, to.
    exits: Vec<(u32, u32)>,
    over: Vec<u32>,
}

#[derive(Clone, Copy)]
struct Node {
    /// The state before; of a root, itself.
    parent: u32,
    /// Of [`ALPHABET`]; of a root, of the configurations.
    letter: u16,
    snapshot_lost: bool,
}

/// What one thread found.
#[derive(Default)]
struct Part {
    transitions: u64,
    rows: Seen,
    new: Vec<New>,
    exits: Vec<(u32, u64)>,
}

struct New {
    fingerprint: u64,
    node: Node,
    is_over: bool,
}

/// The same state under another configuration is another one.
fn key(root: usize, fingerprint: u64) -> u64 {
    fingerprint.wrapping_add((root as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

impl<'a> Graph<'a> {
    fn new<M: Machine>(roots: &'a [SessionConfig]) -> Self {
        let mut graph = Self {
            roots,
            nodes: Vec::new(),
            known: HashMap::default(),
            exits: Vec::new(),
            over: Vec::new(),
        };
        for (index, config) in roots.iter().enumerate() {
            let world = World::<M>::new(config.clone());
            let node = Node {
                parent: number(index),
                letter: u16::try_from(index).unwrap_or(u16::MAX),
                snapshot_lost: false,
            };
            graph
                .known
                .insert(key(index, world.fingerprint()), number(index));
            graph.nodes.push(node);
        }
        graph
    }

    /// The configuration and the steps that lead to a node.
    fn way(&self, mut at: u32) -> (usize, Vec<Step>) {
        let mut steps = Vec::new();
        loop {
            let node = self.nodes[at as usize];
            if node.parent == at {
                steps.reverse();
                return (usize::from(node.letter), steps);
            }
            steps.push(Step {
                act: ALPHABET[usize::from(node.letter)],
                snapshot_lost: node.snapshot_lost,
            });
            at = node.parent;
        }
    }

    fn world<M: Machine>(&self, at: u32) -> Result<(usize, World<M>, Vec<Step>), Box<Failure>> {
        let (root, steps) = self.way(at);
        let mut world = World::<M>::new(self.roots[root].clone());
        for (index, step) in steps.iter().enumerate() {
            if let Err(violation) = world.step(*step) {
                return Err(self.failure(root, &steps[..=index], violation));
            }
        }
        Ok((root, world, steps))
    }

    fn failure(&self, root: usize, steps: &[Step], violation: Violation) -> Box<Failure> {
        Box::new(Failure {
            violation,
            config: self.roots[root].clone(),
            steps: steps.to_vec(),
        })
    }

    fn expand<M: Machine>(&self, nodes: std::ops::Range<usize>) -> Result<Part, Box<Failure>> {
        let mut part = Part::default();
        let mut local = HashSet::<u64, BuildHasherDefault<Identity>>::default();
        for at in nodes {
            let parent = number(at);
            let (root, world, steps) = self.world::<M>(parent)?;
            for (letter, act) in ALPHABET.iter().enumerate() {
                for snapshot_lost in [false, true] {
                    let step = Step {
                        act: *act,
                        snapshot_lost,
                    };
                    let mut next = world.fork();
                    let done = next.step(step).map_err(|violation| {
                        let way: Vec<Step> = steps.iter().copied().chain([step]).collect();
                        self.failure(root, &way, violation)
                    })?;
                    if matches!(done, Done::Nothing) {
                        break;
                    }
                    part.transitions += 1;
                    part.rows.add(next.rows());
                    let fingerprint = key(root, next.fingerprint());
                    if !snapshot_lost && is_exit(*act) {
                        part.exits.push((parent, fingerprint));
                    }
                    let is_new =
                        !self.known.contains_key(&fingerprint) && local.insert(fingerprint);
                    if is_new {
                        let letter = u16::try_from(letter).unwrap_or(u16::MAX);
                        part.new.push(New {
                            fingerprint,
                            node: Node {
                                parent,
                                letter,
                                snapshot_lost,
                            },
                            is_over: next.is_over(),
                        });
                    }
                    // Only what is being written can outlive a snapshot that was lost.
                    if !matches!(&done, Done::Turn(turn) if turn.writes_outcome()) {
                        break;
                    }
                }
            }
        }
        Ok(part)
    }

    fn add(&mut self, found: Vec<New>) {
        for new in found {
            let at = number(self.nodes.len());
            if *self.known.entry(new.fingerprint).or_insert(at) == at {
                self.nodes.push(new.node);
                if new.is_over {
                    self.over.push(at);
                }
            }
        }
    }

    /// Once all states of a level are known.
    fn add_exits(&mut self, exits: Vec<(u32, u64)>) {
        for (from, to) in exits {
            if let Some(to) = self.known.get(&to) {
                self.exits.push((from, *to));
            }
        }
    }
}

fn is_exit(act: Act) -> bool {
    WAY_OUT.contains(&act)
}

/// In order, whatever the number of threads, so that a failure is the same on every machine.
fn in_parallel<T: Send>(
    nodes: std::ops::Range<usize>,
    work: impl Fn(std::ops::Range<usize>) -> T + Sync,
) -> Vec<T> {
    let threads = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let size = nodes.len().div_ceil(threads * 4).max(1);
    let chunks: Vec<_> = nodes
        .clone()
        .step_by(size)
        .map(|begin| begin..(begin + size).min(nodes.end))
        .collect();
    let next = std::sync::atomic::AtomicUsize::new(0);
    let results: Vec<std::sync::Mutex<Option<T>>> =
        chunks.iter().map(|_| std::sync::Mutex::new(None)).collect();
    thread::scope(|scope| {
        for _ in 0..threads.min(chunks.len()) {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    let Some(chunk) = chunks.get(index) else {
                        return;
                    };
                    let result = work(chunk.clone());
                    if let Ok(mut slot) = results[index].lock() {
                        *slot = Some(result);
                    }
                }
            });
        }
    });
    results
        .into_iter()
        .filter_map(|slot| slot.into_inner().ok().flatten())
        .collect()
}

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or_else(|_| panic!("more than 4,294,967,295 states"))
}

/// Fingerprints are hashes already.
#[derive(Default)]
struct Identity(u64);

impl std::hash::Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {
        unreachable!("only fingerprints are looked up")
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}
