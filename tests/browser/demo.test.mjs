// The demo's widget, clicked through to every kind of end. What is asserted is what the core decided.

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
});

afterEach(async () => {
  const { problems } = phone;
  await phone.close();
  assert.deepEqual(problems, []);
});

test('success: an account is connected, recorded before it is told, and told once', async () => {
  await phone.start();
  await phone.connect();
  const { outcome, state } = await phone.finished();

  assert.equal(outcome.id, `${state.session_id}.1`);
  assert.equal(outcome.connected.institution, 'erebor_mx_retail');
  assert.match(outcome.connected.link, /^[0-9a-f-]{36}$/);
  assert.equal(outcome.connected.late, false);
  const effects = names(state, 'effect');
  assert.ok(effects.indexOf('record') < effects.indexOf('finish'));
  assert.equal(effects.filter((name) => name === 'finish').length, 1);
  assert.deepEqual(state.visited, ['idle', 'fetching_token', 'loading', 'open', 'recording', 'finished']);

  await phone.page.getByText('Account connected').waitFor();
  await phone.page.click('#acknowledge');
  const done = await demo.state((now) => now.screen.told.acknowledged && report(now, outcome.id));
  const ending = { kind: 'connected', ...outcome.connected };
  assert.deepEqual(report(done, outcome.id), { id: outcome.id, ending, verified: true, times: 1 });
  await demo.state((now) => now.outbox.acknowledged.includes(outcome.id));
  assert.equal(await phone.page.locator('#outcome article').count(), 1);
  assert.equal(await phone.page.locator('#outcome [data-done=no]').count(), 0);
});

test('repair: the link that was connected is opened again in update mode', async () => {
  // The test before has connected an account.
  const { backend } = await demo.state((now) => now.can_repair);
  await phone.page.check('#mode-update');
  await phone.start();
  await phone.widget.getByRole('button', { name: 'Continuar' }).click();
  await phone.logIn();
  await phone.widget.getByRole('link', { name: 'Listo' }).click();
  const { outcome, state } = await phone.finished();
  const asked = entries(state, 'request_token')[0].detail.mode;
  assert.equal(outcome.connected.link, asked.update);
  assert.equal(outcome.connected.other_link, false);
  assert.equal(state.backend.links, backend.links);
});

test('exit: the user leaves by the widget, over the survey', async () => {
  await phone.start();
  await phone.widget.locator('a.close').click();
  await phone.widget.locator('a.plain').click();
  await phone.widget.locator('form button.plain').click();
  const { outcome, state } = await phone.finished();
  assert.deepEqual(outcome.exited, { stage: 'before_institution', source: 'widget' });
  const callback = entries(state, 'callback').at(-1).detail;
  assert.equal(callback.event.kind, 'exit');
  assert.equal(callback.trusted, true);
  // Nobody leaves before the backend was asked whether a link was made all the same.
  assert.ok(names(state, 'effect').includes('check_late_link'));
  await phone.page.getByText('Not connected').waitFor();
});

test('error: a login that fails is told with the exit', async () => {
  await phone.start();
  await phone.pick(/Erebor/);
  await phone.logIn('user_invalid', 'pass_invalid');
  await phone.widget.locator('.alert').waitFor();
  await demo.state((now) => entries(now, 'page_reported').length + entries(now, 'diagnose').length > 0);
  await phone.widget.locator('a.close').click();
  await phone.widget.locator('a.plain').click();
  const { outcome } = await phone.finished();
  assert.equal(outcome.exited.stage, 'because_of_error');
  assert.equal(outcome.exited.error.code, 'login_error');
});

test('error: a token that died is renewed once, and the widget opens again', async () => {
  await phone.start();
  await phone.pick(/Erebor/);
  await phone.widget.locator('#username').waitFor();
  await phone.act('leap');
  await phone.logIn();
  const state = await demo.state((now) => now.phase === 'open' && names(now, 'effect').includes('reload'));
  assert.equal(entries(state, 'request_token').length, 2);
  assert.equal(entries(state, 'callback').at(-1).detail.event.code, 'ACCESS_TOKEN_NOT_VALID');
  assert.equal(state.outcome, null);

  await phone.connect();
  const { outcome } = await phone.finished();
  assert.equal(outcome.connected.institution, 'erebor_mx_retail');
});

test('error: a token past its lease is renewed every time, and no session is lost', async () => {
  await phone.start();
  for (const round of [1, 2]) {
    await phone.pick(/Erebor/);
    await phone.widget.locator('#username').waitFor();
    await phone.act('leap');
    await phone.logIn();
    const reloads = (now) => names(now, 'effect').filter((name) => name === 'reload').length;
    await demo.state((now) => now.phase === 'open' && reloads(now) === round);
  }
  await phone.connect();
  const { outcome } = await phone.finished();
  assert.equal(outcome.connected.institution, 'erebor_mx_retail');
});

test('warning: an institution that is down is told, and the page stays', async () => {
  await phone.start();
  await phone.pick(/Citibanamex/);
  await phone.page.locator('#notice.visible').waitFor();
  const state = await demo.state((now) => names(now, 'effect').includes('show_notice'));
  assert.deepEqual(entries(state, 'show_notice')[0].detail, { notice: { widget_warning: 'institution_disabled' } });
  assert.equal(state.phase, 'open');
  // The navigation was cancelled, so that the page is still the picker, and a real click works.
  await phone.widget.getByRole('button', { name: /Erebor/ }).first().click();
  await phone.widget.locator('#username').waitFor();
});

test('warning: the button beside the phone does the same', async () => {
  await phone.start();
  await phone.act('warning');
  const state = await demo.state((now) => names(now, 'effect').includes('show_notice'));
  assert.deepEqual(entries(state, 'show_notice')[0].detail, { notice: { widget_warning: 'institution_disabled' } });
});

test('a link to another scheme never reaches the browser: the core opens it outside', async () => {
  await phone.start();
  await phone.widget.locator('main').evaluate((main) => {
    main.innerHTML = '<a href="tel:+525555555555">Llamar</a>';
  });
  await phone.widget.getByText('Llamar').click();
  await phone.page.getByText('Another app is to open this').waitFor();
  const state = await demo.state((now) => names(now, 'effect').includes('open_outside'));
  assert.equal(entries(state, 'open_outside')[0].detail.url, 'tel:+525555555555');
  assert.equal(state.phase, 'open');
  await phone.page.click('#outside-missing');
  const told = await demo.state((now) => names(now, 'effect').includes('show_notice'));
  assert.deepEqual(entries(told, 'show_notice')[0].detail, { notice: 'app_missing' });
});
