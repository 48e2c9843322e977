// The sandbox in a browser: its control page, and sessions that play themselves, all without script.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, nextDocument, PHONE, screenshot, startSandbox } from './browser.mjs';
import { LEAST_CONTRAST, unreadable } from './contrast.mjs';

const CALLBACKS = { success: 'vinculo-test://success', exit: 'vinculo-test://exit', event: 'vinculo-test://error' };
const SIZES = { wide: { viewport: { width: 1280, height: 900 } }, phone: PHONE };
/** Below this, a finger misses (WCAG 2.2, 2.5.5). */
const LEAST_HEIGHT = 44;

let browser;
let sandbox;

before(async () => {
  [browser, sandbox] = await Promise.all([launch(), startSandbox()]);
});

after(async () => {
  await browser?.close();
  await sandbox?.stop();
});

/** A session as the app's backend opens it; the URL that its webview loads. */
async function startUrl(id) {
  const answer = await fetch(`${sandbox.url}/backend/v1/connect-sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer lumen-user-1' },
    body: JSON.stringify({ session_id: id, mode: 'create', callback_urls: CALLBACKS }),
  });
  const { access_token: token } = await answer.json();
  return `${sandbox.url}/widget/?access_token=${token}`;
}

const control = async () => (await fetch(`${sandbox.url}/control`)).json();

for (const [size, options] of Object.entries(SIZES)) {
  for (const colorScheme of ['light', 'dark']) {
    test(`the control page, ${size}, ${colorScheme}: it fits, can be read and works without script`, async () => {
      const context = await browser.newContext({ ...options, colorScheme });
      const page = await context.newPage();
      await page.goto(`${sandbox.url}/control/`);
      const { content, window: room } = await page.evaluate(() => ({ content: document.documentElement.scrollWidth, window: innerWidth }));
      assert.ok(content <= room, `${content} wide in a window of ${room}`);
      assert.deepEqual(await page.evaluate(unreadable, LEAST_CONTRAST), []);
      const low = await page.evaluate((least) => [...document.querySelectorAll('label.choice, button, #times')]
        .filter((one) => one.getBoundingClientRect().height < least).map((one) => one.textContent), LEAST_HEIGHT);
      assert.deepEqual(low, []);
      await screenshot(page, `control-${size}-${colorScheme}`, { fullPage: true });
      await context.close();

      const plain = await browser.newContext({ ...options, colorScheme, javaScriptEnabled: false });
      const form = await plain.newPage();
      await form.goto(`${sandbox.url}/control/`);
      await form.getByLabel('bank_refuses').check();
      await form.getByLabel('How many sessions').fill('2');
      await form.getByRole('button', { name: 'Set scenario' }).click();
      await form.getByText('the next 2 of them').waitFor();
      await form.getByLabel('signed_out').check();
      await form.getByRole('button', { name: 'Set backend' }).click();
      await form.locator('#now', { hasText: 'signed_out' }).waitFor();
      const { scenario, times, trouble } = await control();
      assert.deepEqual({ scenario, times, trouble }, { scenario: 'bank_refuses', times: 2, trouble: 'signed_out' });
      await form.getByLabel('none', { exact: false }).check();
      await form.getByRole('button', { name: 'Set backend' }).click();
      await form.locator('#now', { hasText: 'none' }).waitFor();
      await plain.close();
    });
  }
}

for (const [scenario, callback] of [
  ['connect', 'vinculo-test://success?link='],
  ['exit', 'vinculo-test://exit?meta_data_step=abandon-survey'],
  ['exit_with_error', 'vinculo-test://exit?last_encountered_error_code=login_error'],
  ['error', 'vinculo-test://exit?error=login_error'],
  ['warning', 'vinculo-test://warning?warning=institution_disabled'],
  ['token_not_valid', 'vinculo-test://exit?error=ACCESS_TOKEN_NOT_VALID'],
  ['bank', 'vinculo-test://success?link='],
]) {
  for (const javaScriptEnabled of [true, false]) {
    test(`${scenario} plays itself ${javaScriptEnabled ? 'with' : 'without'} script`, async () => {
      const context = await browser.newContext({ ...PHONE, javaScriptEnabled });
      const page = await context.newPage();
      const url = await startUrl(`browser-${scenario.replaceAll('_', '-')}-${javaScriptEnabled}`);
      const seen = nextDocument(context, 'vinculo-test:');
      // A navigation that begins with a callback ends in none.
      await page.goto(`${url}&sandbox_scenario=${scenario}`, { waitUntil: 'commit' }).catch(() => {});
      const heard = await seen;
      assert.ok(heard.startsWith(callback), heard);
      await context.close();
    });
  }
}

test('a page of another site cannot set anything', async () => {
  const before = await control();
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.route('https://evil.example/', (route) => route.fulfill({
    contentType: 'text/html',
    body: `<form method="post" action="${sandbox.url}/control/"><input name="scenario" value="http_500"><button>Win</button></form>`,
  }));
  await page.goto('https://evil.example/');
  const [answer] = await Promise.all([
    page.waitForResponse((one) => one.url() === `${sandbox.url}/control/`),
    page.getByRole('button', { name: 'Win' }).click(),
  ]);
  assert.equal(answer.status(), 403);
  assert.deepEqual(await control(), before);
  await context.close();
});
