// Open finance in the demo: out to the bank, and back.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { launch } from './browser.mjs';
import { entries, names, open, start } from './demo-page.mjs';

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
  await phone.start({ openFinance: true });
  await phone.pick(/Mockbank/);
  await phone.widget.locator('main button.primary').click();
  const state = await phone.phase('outside');
  assert.equal(entries(state, 'try_app').length, 1);
  assert.match(entries(state, 'open_outside')[0].detail.url, /^https:\/\/mockbank\.example\/bank\//);
  assert.equal(entries(state, 'open_outside')[0].detail.app_only, true);
});

afterEach(async () => {
  const { problems } = phone;
  await phone.close();
  assert.deepEqual(problems, []);
});

test('no app claims the bank: its page opens in the webview, and the user comes back connected', async () => {
  await phone.page.click('#outside-missing');
  await phone.widget.getByRole('button', { name: 'Autorizar' }).click();
  await phone.widget.getByRole('link', { name: 'Listo' }).click();
  const { outcome, state } = await phone.finished();
  assert.equal(outcome.connected.institution, 'ofmockbank_br_retail');
  assert.equal(entries(state, 'load_page').length, 1);
  assert.equal(state.visited.includes('outside'), true);
});

test("the bank's app takes it, and a link brings the success back to the app", async () => {
  await phone.page.click('#outside-open');
  await phone.outside.getByRole('button', { name: 'Autorizar' }).click();
  await phone.outside.getByRole('link', { name: 'Listo' }).click();
  const { outcome, state } = await phone.finished();
  assert.equal(outcome.connected.institution, 'ofmockbank_br_retail');
  assert.deepEqual(entries(state, 'answer_deep_link')[0].detail, { verdict: 'handled' });
  assert.ok(names(state, 'event').includes('outside_opened'));
});

test('back from the bank without an answer: the user is asked to go there again', async () => {
  await phone.page.click('#outside-open');
  await phone.page.click('#outside-return');
  const state = await demo.state((now) => entries(now, 'show_notice').length === 1);
  assert.deepEqual(entries(state, 'show_notice')[0].detail, { notice: 'return_to_bank' });
  assert.equal(state.phase, 'outside');
});

test('the bank refuses: its page is shown, and a later close is because of it', async () => {
  await phone.page.click('#outside-missing');
  await phone.widget.getByRole('button', { name: 'Rechazar' }).click();
  await demo.state((now) => entries(now, 'show_notice').some((one) => one.detail.notice === 'bank_refused'));
  await phone.act('close');
  await phone.page.click('#leave');
  const { outcome } = await phone.finished();
  assert.equal(outcome.exited.stage, 'because_of_error');
  assert.equal(outcome.exited.source, 'close_button');
});
