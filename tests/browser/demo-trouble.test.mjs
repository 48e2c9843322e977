// Everything that goes wrong on a phone, in the demo.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { launch } from './browser.mjs';
import { entries, names, open, report, start } from './demo-page.mjs';

let browser;
let demo;
let phone;

before(async () => {
  [browser, demo] = await Promise.all([launch(), start()]);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

beforeEach(async () => {
  phone = await open(browser, demo);
  await phone.start();
});

afterEach(async () => {
  const { problems } = phone;
  await phone.close();
  assert.deepEqual(problems, []);
});

test('kill and restore: without a link the widget opens anew', async () => {
  await phone.act('kill');
  await phone.page.getByText('The system closed Lumen').waitFor();
  const dead = await demo.state();
  assert.equal(dead.phase, null);
  assert.ok(dead.snapshot.bytes > 0);
  await phone.act('restore');
  const state = await phone.phase('open');
  assert.equal(entries(state, 'request_token').length, 2);
  assert.deepEqual(entries(state, 'show_loading').find((one) => one.detail.stage === 'resuming').detail, { stage: 'resuming' });
  await phone.connect();
  const { outcome } = await phone.finished();
  assert.equal(outcome.connected.late, false);
});

test('kill and restore: a link made before the death is found', async () => {
  await phone.pick(/Erebor/);
  await phone.logIn();
  await phone.widget.getByRole('link', { name: 'Listo' }).waitFor();
  await phone.act('kill');
  await phone.page.click('#app-icon');
  const { outcome, state } = await phone.finished();
  assert.equal(outcome.id, `${state.session_id}.1`);
  assert.equal(outcome.connected.institution, 'erebor_mx_retail');
  assert.equal(outcome.connected.late, true);
  assert.ok(names(state, 'event').includes('late_link_found'));
});

test('kill after the end: the same outcome is told again until it is acknowledged', async () => {
  await phone.connect();
  const { outcome } = await phone.finished();
  await phone.act('kill');
  await phone.act('restore');
  const again = await demo.state((now) => now.screen.told && entries(now, 'finish').length === 2);
  assert.deepEqual(again.screen.told.outcome, outcome);
  await phone.page.click('#acknowledge');
  await demo.state((now) => now.screen.told.acknowledged);
  await phone.act('kill');
  await phone.act('restore');
  const last = await phone.phase('finished');
  assert.equal(entries(last, 'finish').length, 2);
});

test('a success after the exit is recorded and reported, and not told twice', async () => {
  await phone.act('close');
  await phone.page.click('#leave');
  const { outcome } = await phone.finished();
  assert.equal(outcome.exited.source, 'close_button');
  await phone.act('late_success');
  await phone.page.getByText('Connected after all').waitFor();
  const state = await demo.state((now) => report(now, `${now.session_id}.2`));
  assert.equal(state.screen.follow_up.sequence, 2);
  assert.equal(state.screen.follow_up.connected.late, true);
  assert.deepEqual(state.outcome, outcome);
  assert.equal(entries(state, 'finish').length, 1);
  assert.ok(state.outbox.recorded.includes(`${state.session_id}.2`));
  // The demo made that link up, and the backend asks Belvo before it believes a callback.
  assert.equal(report(state, `${state.session_id}.2`).verified, false);
});

test('a callback that comes twice counts once', async () => {
  await phone.connect();
  await phone.finished();
  await phone.act('duplicate');
  const state = await demo.state((now) => names(now, 'effect').includes('answer_deep_link'));
  assert.deepEqual(entries(state, 'answer_deep_link')[0].detail, { verdict: 'duplicate' });
  assert.equal(entries(state, 'record').length, 1);
  assert.equal(entries(state, 'finish').length, 1);
});

test('offline: the page that cannot be loaded is a problem, and the network brings it back by itself', async () => {
  await phone.act('offline');
  await demo.state((now) => entries(now, 'show_notice').some((one) => one.detail.notice === 'offline'));
  await phone.widget.getByRole('button', { name: 'Continuar' }).click();
  const lost = await phone.phase('recovering');
  assert.deepEqual(entries(lost, 'show_problem')[0].detail, { problem: { load: 'offline' }, can_retry: true });
  await phone.page.getByText('You are offline').last().waitFor();
  await phone.page.click('#retry');
  await demo.state((now) => entries(now, 'show_problem').length === 2);
  await phone.act('offline');
  await phone.phase('open');
  await phone.connect();
  assert.ok((await phone.finished()).outcome.connected);
});

test('offline at the start: no token, and a retry', async () => {
  await phone.act('offline');
  await phone.begin();
  const state = await phone.phase('recovering');
  assert.deepEqual(entries(state, 'show_problem')[0].detail, { problem: { token: 'offline' }, can_retry: true });
  await phone.act('offline');
  await phone.phase('open');
});

test('the renderer crashes: once it is made anew by itself, then the user is asked', async () => {
  await phone.act('crash');
  const state = await demo.state((now) => now.phase === 'open' && names(now, 'effect').includes('reload'));
  assert.equal(entries(state, 'reload')[0].detail.rebuild, true);
  await phone.act('crash');
  const lost = await phone.phase('recovering');
  assert.deepEqual(entries(lost, 'show_problem')[0].detail, { problem: 'renderer_gone', can_retry: true });
  await phone.page.click('#retry');
  await phone.phase('open');
  await phone.connect();
  await phone.finished();
});

test('back: a page of the widget first, then the question', async () => {
  await phone.pick(/Erebor/);
  await phone.widget.locator('#username').waitFor();
  await demo.state((now) => now.web.can_go_back);
  await phone.page.click('#sheet-back');
  await phone.widget.getByRole('button', { name: /Erebor/ }).first().waitFor();
  await phone.page.click('#sheet-back');
  await phone.widget.getByRole('button', { name: 'Continuar' }).waitFor();
  await demo.state((now) => !now.web.can_go_back && entries(now, 'go_back').length === 2);
  await phone.page.click('#sheet-back');
  await phone.phase('confirming_close');
  await phone.page.click('#stay');
  await phone.phase('open');
  await phone.act('back');
  await phone.phase('confirming_close');
  await phone.page.click('#leave');
  const { outcome } = await phone.finished();
  // An institution was picked before, and going back does not unpick it.
  assert.deepEqual(outcome.exited, { stage: 'after_institution', source: 'back' });
});

test('close asks first, unless the app does not want that', async () => {
  await phone.page.click('#sheet-close');
  await phone.page.getByText('Leave without connecting?').waitFor();
  await phone.page.click('#leave');
  assert.equal((await phone.finished()).outcome.exited.source, 'close_button');

  await phone.page.uncheck('[name=confirm_close]');
  await phone.start();
  await phone.page.click('#sheet-close');
  const { outcome, state } = await phone.finished();
  assert.equal(outcome.exited.source, 'close_button');
  assert.equal(names(state, 'effect').includes('ask_to_close'), false);
});

test('swiped away: the session ends, and nobody is asked', async () => {
  await phone.act('swipe');
  const { outcome, state } = await phone.finished();
  assert.deepEqual(outcome.exited, { stage: 'before_institution', source: 'swipe' });
  assert.equal(names(state, 'effect').includes('ask_to_close'), false);
});

test('swiped away after the link was made: the link is found all the same', async () => {
  await phone.pick(/Erebor/);
  await phone.logIn();
  await phone.widget.getByRole('link', { name: 'Listo' }).waitFor();
  await phone.act('swipe');
  const { outcome } = await phone.finished();
  assert.equal(outcome.connected.late, true);
});
