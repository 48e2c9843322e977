// The demo host: acts go there, and the state comes from there.

let queue = Promise.resolve();
let complain = () => {};

/** Who is told why an act was refused. */
export function onRefusal(tell) {
  complain = tell;
}

/** Does something to the phone. Acts arrive in the order in which they were done. */
export function act(name, fields = {}) {
  const body = JSON.stringify({ act: name, ...fields });
  const send = async () => {
    try {
      const answer = await fetch('/api/act', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      if (answer.status === 409) complain((await answer.json()).why);
      else if (!answer.ok) complain(`The demo host did not take this (${answer.status}).`);
    } catch {
      // The loop that follows the state says that the host is gone.
    }
  };
  queue = queue.then(send);
  return queue;
}

/** Calls `show` with every state, for ever; `lost` when the host is gone, and `show` again when it is back. */
export async function follow(show, lost) {
  let version = 0;
  let log = 0;
  for (;;) {
    try {
      const answer = await fetch(`/api/state?version=${version}&log=${log}`);
      const state = await answer.json();
      if (state.log_next < log) {
        // Another demo has taken the place of the one before: from the beginning.
        version = 0;
        log = 0;
        show({ ...state, log: [], fresh: true });
        continue;
      }
      version = state.version;
      log = state.log_next;
      show(state);
    } catch {
      version = 0;
      lost();
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}

export const diagram = async () => (await fetch('/api/diagram')).json();
