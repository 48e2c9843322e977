// The backend in trouble, and the outbox that outlives it. Each test has a demo of its own: what it counts is everything.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { launch } from './browser.mjs';
import { entries, names, open, report, start } from './demo-page.mjs';

let browser;
let demo;
let phone;

before(async () => {
  browser = await launch();
});

after(async () => {
  await browser?.close();
});

beforeEach(async () => {
  demo = await start();
  phone = await open(browser, demo);
});

afterEach(async () => {
  const { problems } = phone;
  await phone.close();
  await demo.stop();
  assert.deepEqual(problems, []);
});

/** Switches a trouble on or off, and waits until the backend is in it. */
async function trouble(name, then = name) {
  await phone.act(name);
  await demo.state((state) => state.trouble === then);
}

/** Walks to the widget's last page: the link is made, and the callback has not come. */
async function upToTheEnd() {
  await phone.start();
  await phone.pick(/Erebor/);
  await phone.logIn();
  await phone.widget.getByRole('link', { name: 'Listo' }).waitFor();
}

const done = () => phone.widget.getByRole('link', { name: 'Listo' }).click();

test('down, killed, restored: the outcome waits on disk and is reported once under the same key', async () => {
  await upToTheEnd();
  await trouble('down');
  await done();
  const { outcome, state } = await phone.finished();
  assert.equal(outcome.connected.late, false);
  assert.deepEqual(state.outbox.recorded, [outcome.id]);
  await phone.page.getByRole('tab', { name: 'Outbox' }).click();
  await phone.page.locator('#outbox [data-state=pending]').waitFor();

  await phone.act('kill');
  await demo.state((now) => now.killed);
  await phone.act('restore');
  const waiting = await demo.state((now) => now.phase === 'finished' && now.screen.told);
  assert.deepEqual(waiting.screen.told.outcome, outcome, 'told again, and the same');
  assert.deepEqual(waiting.outbox.entries.map(({ id, state }) => [id, state]), [[outcome.id, 'pending']]);
  assert.deepEqual(waiting.backend.reports, []);

  await phone.act('kill');
  await demo.state((now) => now.killed);
  await trouble('down', 'none');
  await phone.act('restore');
  const taken = await demo.state((now) => now.outbox.acknowledged.includes(outcome.id));
  assert.deepEqual(taken.outbox.entries, []);
  const ending = { kind: 'connected', ...outcome.connected };
  assert.deepEqual(taken.backend.reports, [{ id: outcome.id, ending, verified: true, times: 1 }]);
  await phone.page.locator('#outbox [data-state=acknowledged]').waitFor();
  await demo.state((now) => names(now, 'event').includes('reported'));
});

test("an earlier session's outcome is reported when the app runs again, or starts anew", async () => {
  const pending = async () => {
    await upToTheEnd();
    await trouble('down');
    await done();
    return (await phone.finished()).outcome.id;
  };
  const taken = (id) => demo.state((now) => now.outbox.acknowledged.includes(id) && report(now, id).times === 1);

  const first = await pending();
  await phone.begin();
  await phone.phase('recovering');
  await phone.act('kill');
  await demo.state((now) => now.killed);
  await trouble('down', 'none');
  await phone.act('restore');
  await taken(first);
  await phone.phase('open');

  const second = await pending();
  await phone.act('kill');
  await demo.state((now) => now.killed);
  await trouble('down', 'none');
  await phone.start();
  await taken(second);
});

test('killed after the report: told again, and not reported again', async () => {
  await upToTheEnd();
  await done();
  const { outcome } = await phone.finished();
  await demo.state((now) => now.outbox.acknowledged.includes(outcome.id));
  await phone.act('kill');
  await phone.act('restore');
  const again = await demo.state((now) => now.screen.told);
  assert.deepEqual(again.screen.told.outcome, outcome);
  assert.equal(report(again, outcome.id).times, 1);
});

test('up again without a kill: the report is sent by itself', async () => {
  await upToTheEnd();
  await trouble('down');
  await done();
  const { outcome } = await phone.finished();
  await trouble('down', 'none');
  const taken = await demo.state((now) => now.outbox.acknowledged.includes(outcome.id));
  assert.equal(report(taken, outcome.id).times, 1);
});

test('offline: what could not be sent is sent when the network is back', async () => {
  await upToTheEnd();
  await phone.act('offline');
  await demo.state((now) => now.offline);
  await phone.act('late_success');
  const { outcome } = await phone.finished();
  const failed = await demo.state((now) => now.outbox.entries.some((one) => one.attempts === 1));
  assert.ok(names(failed, 'event').includes('report_failed'));
  assert.deepEqual(failed.backend.reports, []);
  await phone.act('offline');
  const taken = await demo.state((now) => now.outbox.acknowledged.includes(outcome.id));
  assert.equal(report(taken, outcome.id).times, 1);
});

test('signed out: the outcome stays pending until the user has signed in', async () => {
  await upToTheEnd();
  await trouble('signed_out');
  await done();
  const { outcome } = await phone.finished();
  const waiting = await demo.state((now) => now.outbox.wants_sign_in);
  assert.equal(waiting.outbox.entries[0].state, 'pending');
  await phone.page.getByRole('tab', { name: 'Outbox' }).click();
  await phone.page.getByText('the user has to sign in').waitFor();
  await trouble('signed_out', 'none');
  const taken = await demo.state((now) => now.outbox.acknowledged.includes(outcome.id));
  assert.equal(taken.outbox.wants_sign_in, false);
  assert.equal(report(taken, outcome.id).times, 1);
});

test('refused: the outcome is kept in sight, outlives the app, and is sent again when a person says so', async () => {
  await upToTheEnd();
  await trouble('refusing');
  await done();
  const { outcome } = await phone.finished();
  const refused = (now) => now.outbox.entries.find((one) => one.id === outcome.id)?.state === 'refused';
  const state = await demo.state(refused);
  assert.equal(state.outbox.entries[0].status, 422);
  await phone.act('kill');
  await demo.state((now) => now.killed);
  await trouble('refusing', 'none');
  await phone.act('restore');
  const restored = await demo.state((now) => now.phase === 'finished' && now.screen.told);
  assert.ok(refused(restored));
  assert.deepEqual(restored.backend.reports, []);
  await phone.page.getByRole('tab', { name: 'Outbox' }).click();
  await phone.page.getByRole('button', { name: 'Send again' }).click();
  const taken = await demo.state((now) => now.outbox.acknowledged.includes(outcome.id));
  assert.equal(report(taken, outcome.id).times, 1);
});

test('down at the start: no token, and a retry', async () => {
  await trouble('down');
  await phone.begin();
  const state = await phone.phase('recovering');
  assert.deepEqual(entries(state, 'show_problem')[0].detail, { problem: { token: 'offline' }, can_retry: true });
  await trouble('down', 'none');
  await phone.page.click('#retry');
  await phone.phase('open');
});

test('slow: the token comes all the same', async () => {
  await trouble('slow');
  await phone.start();
});

test("the user's links come from the backend, with what is to be done", async () => {
  await upToTheEnd();
  await done();
  await phone.finished();
  const { links } = await demo.state((now) => now.can_repair);
  assert.deepEqual(links.map(({ institution, health, needed_action }) => [institution, health, needed_action]), [['erebor_mx_retail', 'valid', 'none']]);
  await phone.page.getByRole('tab', { name: 'Backend' }).click();
  await phone.page.locator('#links').getByText('erebor_mx_retail').waitFor();
});
