//! From every state the user and the clocks alone can bring the session to its end.

use super::{Failure, Graph, in_parallel};
use crate::act::WAY_OUT;
use crate::machine::Machine;
use crate::rule::{Rule, Violation};
use crate::world::{Step, World};

/// How many steps out of a state beyond the search are tried: leave, its timer, the disk's timer,
/// and twice that, should it have to be left twice.
const MAX_STEPS: usize = 8;

/// Walks backwards from the states that are over. Those of the last level have no steps yet, so their
/// way is looked for forwards, until it meets one that is known to end.
pub(super) fn check<M: Machine>(graph: &Graph<'_>, last_level: usize) -> Result<(), Box<Failure>> {
    let ends = backwards(graph, graph.over.clone());
    let found = in_parallel(last_level..graph.nodes.len(), |nodes| {
        for at in nodes {
            if ends[at] {
                continue;
            }
            let (root, world, _) = graph.world::<M>(super::number(at))?;
            if !leads_out(graph, &ends, root, &world, MAX_STEPS) {
                return Err(no_way(graph, super::number(at)));
            }
        }
        Ok(())
    });
    found.into_iter().collect::<Result<(), _>>()?;
    let count = super::number(graph.nodes.len());
    let good = graph.over.iter().copied();
    let ends = backwards(
        graph,
        good.chain(super::number(last_level)..count).collect(),
    );
    match ends.iter().position(|ends| !ends) {
        Some(at) => Err(no_way(graph, super::number(at))),
        None => Ok(()),
    }
}

/// Which states have a way to one of these, by steps that were seen.
fn backwards(graph: &Graph<'_>, mut open: Vec<u32>) -> Vec<bool> {
    let count = graph.nodes.len();
    // The steps into each state, one after the other: `first[to]..first[to + 1]`.
    let mut first = vec![0_u32; count + 1];
    for (_, to) in &graph.exits {
        first[*to as usize + 1] += 1;
    }
    for at in 0..count {
        first[at + 1] += first[at];
    }
    let mut from = vec![0_u32; graph.exits.len()];
    let mut next = first.clone();
    for (source, to) in &graph.exits {
        let slot = &mut next[*to as usize];
        from[*slot as usize] = *source;
        *slot += 1;
    }
    let mut ends = vec![false; count];
    for at in &open {
        ends[*at as usize] = true;
    }
    while let Some(at) = open.pop() {
        let range = first[at as usize] as usize..first[at as usize + 1] as usize;
        for source in &from[range] {
            if !std::mem::replace(&mut ends[*source as usize], true) {
                open.push(*source);
            }
        }
    }
    ends
}

fn leads_out<M: Machine>(
    graph: &Graph<'_>,
    ends: &[bool],
    root: usize,
    world: &World<M>,
    steps: usize,
) -> bool {
    if world.is_over() {
        return true;
    }
    let key = super::key(root, world.fingerprint());
    if graph.known.get(&key).is_some_and(|at| ends[*at as usize]) {
        return true;
    }
    steps > 0
        && WAY_OUT.iter().any(|act| {
            let mut next = world.fork();
            next.step(Step::of(*act))
                .is_ok_and(|done| !matches!(done, crate::world::Done::Nothing))
                && next.fingerprint() != world.fingerprint()
                && leads_out(graph, ends, root, &next, steps - 1)
        })
}

fn no_way(graph: &Graph<'_>, at: u32) -> Box<Failure> {
    let (root, steps) = graph.way(at);
    let violation = Violation {
        rule: Rule::WayOut,
        how: "neither the user nor a timer can bring it to its end".to_owned(),
    };
    graph.failure(root, &steps, violation)
}
