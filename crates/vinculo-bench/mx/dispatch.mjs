// Times MX's published dispatcher on the URLs it is given as JSON on standard input:
// [{"name": "success", "url": "mx://connect/…", "callback": "onMemberConnected", "event": {…}}].
// Prints {"success": [nanoseconds per URL, one number for each sample], …}.
import { readFileSync } from "node:fs";
import { dispatchConnectLocationChangeEvent as dispatch } from "@mxenabled/widget-post-message-definitions";

const SAMPLES = 10;
const [sampleMs] = process.argv.slice(2).map(Number);
const cases = JSON.parse(readFileSync(0, "utf8"));

let heard;
for (const one of cases) {
  one.callbacks = { [one.callback]: (event) => { heard = event; } };
  dispatch(one.url, one.callbacks);
  // Another way through the dispatcher must not be timed by mistake.
  for (const [field, value] of Object.entries(one.event)) {
    if (heard?.[field] !== value) throw new Error(`${one.name}: ${field} was not read`);
  }
  heard = undefined;
}

function time({ url, callbacks }, calls) {
  const start = process.hrtime.bigint();
  for (let call = 0; call < calls; call += 1) dispatch(url, callbacks);
  return Number(process.hrtime.bigint() - start) / calls;
}

// The compiler of Node has had its time before anything counts.
for (const one of cases) {
  one.calls = 1000;
  const warmUp = performance.now() + 20 * sampleMs;
  let took = 1;
  while (performance.now() < warmUp) took = time(one, one.calls);
  one.calls = Math.max(1, Math.round((sampleMs * 1e6) / took));
}

const times = Object.fromEntries(cases.map(({ name }) => [name, []]));
for (let sample = 0; sample < SAMPLES; sample += 1) {
  for (const one of cases) times[one.name].push(time(one, one.calls));
}
console.log(JSON.stringify(times));
