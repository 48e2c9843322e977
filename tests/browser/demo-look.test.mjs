// How the demo looks and feels: pictures to be looked at, and what can be measured of them.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, screenshot } from './browser.mjs';
import { LEAST_CONTRAST, unreadable } from './contrast.mjs';
import { names, open, start } from './demo-page.mjs';

const SIZES = {
  laptop: { viewport: { width: 1440, height: 900 } },
  small: { viewport: { width: 1024, height: 768 } },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true },
};

let browser;
let demo;

before(async () => {
  [browser, demo] = await Promise.all([launch(), start()]);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

for (const [size, options] of Object.entries(SIZES)) {
  for (const colorScheme of ['light', 'dark']) {
    test(`${size}, ${colorScheme}: every state fits, can be read, and has its picture`, async () => {
      // One of its own, on which nothing has happened yet.
      const demo = await start();
      const phone = await open(browser, demo, { ...options, colorScheme, reducedMotion: 'reduce' });
      const { page } = phone;
      const picture = async (state) => {
        // Fonts and the end of transitions, which are all but none with reduced motion.
        await page.evaluate(() => document.fonts.ready.then(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {})))));
        await screenshot(page, `demo-${size}-${colorScheme}-${state}`);
        const { content, window: room } = await page.evaluate(() => ({ content: document.documentElement.scrollWidth, window: innerWidth }));
        assert.ok(content <= room, `${state}: ${content} wide in a window of ${room}`);
        assert.deepEqual(await page.evaluate(unreadable, LEAST_CONTRAST), [], state);
      };
      const top = () => page.evaluate(() => window.scrollTo(0, 0));

      await picture('idle');
      await phone.start();
      await top();
      await picture('open');
      if (size === 'phone') {
        await page.locator('#acts').scrollIntoViewIfNeeded();
        await picture('controls');
        await page.locator('#details').scrollIntoViewIfNeeded();
        await picture('timeline');
        await top();
      }
      await page.click('#sheet-close');
      await phone.phase('confirming_close');
      await top();
      await picture('dialog');
      await page.click('#leave');
      await phone.finished();
      await phone.act('refusing');
      await demo.state((state) => state.trouble === 'refusing');
      await phone.act('late_success');
      await page.locator('[data-late]').waitFor();
      await demo.state((state) => state.outbox.entries.some((entry) => entry.state === 'refused'));
      await top();
      await picture('late');
      for (const tab of ['outbox', 'backend']) {
        await page.click(`#tab-${tab}`);
        if (size !== 'laptop') await page.locator('#details').scrollIntoViewIfNeeded();
        await picture(tab);
      }
      await phone.act('refusing');
      await page.click('#tab-timeline');
      await phone.act('offline');
      await phone.begin();
      await phone.phase('recovering');
      await top();
      await picture('problem');
      await phone.act('kill');
      await demo.state((state) => state.killed);
      await page.click('#tab-snapshot');
      await top();
      await picture('killed');
      await phone.act('offline');
      await page.click('#tab-timeline');

      await phone.start({ openFinance: true });
      await phone.pick(/Mockbank/);
      await phone.widget.locator('main button.primary').click();
      await phone.phase('outside');
      await top();
      await picture('outside');
      await page.click('#outside-open');
      await phone.outside.getByRole('button', { name: 'Autorizar' }).waitFor();
      await picture('bank');
      assert.deepEqual(phone.problems, []);
      await phone.close();
      await demo.stop();
    });
  }
}

test('by keyboard alone: start, ask to close, stay, and the tabs', async () => {
  const phone = await open(browser, demo);
  const { page } = phone;
  await page.keyboard.press('s');
  await phone.phase('open');
  await page.keyboard.press('x');
  await phone.phase('confirming_close');
  // The question has the focus, on the answer that loses nothing.
  await page.locator('#stay:focus').waitFor();
  await page.keyboard.press('Enter');
  await phone.phase('open');

  await page.focus('#tab-timeline');
  await page.keyboard.press('ArrowRight');
  await page.locator('#tab-snapshot:focus[aria-selected=true]').waitFor();
  await page.locator('#snapshot').getByText('"session_id"').waitFor();

  // Switched off, letters do nothing.
  await page.click('#keys');
  await page.keyboard.press('w');
  await page.click('#keys');
  await page.keyboard.press('b');
  const state = await phone.phase('confirming_close');
  assert.equal(names(state, 'event').includes('dismissed'), false);
  await phone.close();
});

test('the diagram lights up the phases the core went through, and names the step', async () => {
  const phone = await open(browser, demo);
  await phone.start();
  await phone.page.locator('.node.current[data-phase=open]').waitFor();
  assert.equal(await phone.page.locator('.node.visited').count(), 4);
  assert.equal(await phone.page.locator('.edge.live').getAttribute('data-edge'), 'loading open');
  assert.equal(await phone.page.locator('#last-step').textContent(), 'loading → open, by page shown');
  await phone.close();
});

test('the timeline can be filtered, and copied without a link in it', async () => {
  const phone = await open(browser, demo, { permissions: ['clipboard-read', 'clipboard-write'] });
  await phone.start();
  await phone.connect();
  const { outcome } = await phone.finished();
  const { page } = phone;
  await page.click('#timeline .copy');
  const copied = await page.waitForFunction(() => navigator.clipboard.readText());
  const text = await copied.jsonValue();
  assert.match(text, /< record #\d+ connected/);
  assert.equal(text.includes(outcome.connected.link), false);

  await page.click('[data-kind=event]');
  assert.equal(await page.locator('li[data-kind=event]').first().isVisible(), false);
  assert.equal(await page.locator('li[data-kind=effect]').last().isVisible(), true);
  await phone.close();
});
