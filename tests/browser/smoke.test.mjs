// The harness itself: a real Chromium shows a page, tells of a callback, and the demo's address is read.

import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, nextDocument, PHONE, screenshot, startDemo, watchDocuments } from './browser.mjs';

const PAGE = `<!doctype html><meta name="viewport" content="width=device-width"><title>Smoke</title>
<button onclick="location = 'myapp://success?link=0b5a1b5e-0000-4000-8000-000000000000'">Conectar</button>`;

let browser;
let server;
let origin;

before(async () => {
  server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8').end(PAGE);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${server.address().port}`;
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await new Promise((resolve) => server.close(resolve));
});

test('a tap that leads to a custom scheme is seen, and the page stays', async () => {
  const context = await browser.newContext(PHONE);
  const documents = watchDocuments(context);
  const page = await context.newPage();
  await page.goto(origin, { waitUntil: 'commit' });

  const callback = nextDocument(context, 'myapp:');
  await page.getByRole('button', { name: 'Conectar' }).tap();

  assert.equal(await callback, 'myapp://success?link=0b5a1b5e-0000-4000-8000-000000000000');
  assert.deepEqual(documents, [`${origin}/`, await callback]);
  assert.equal(await page.evaluate(() => document.title), 'Smoke');
  assert.equal(await page.evaluate(() => document.documentElement.clientWidth), PHONE.viewport.width);
  await context.close();
});

test('a screenshot is a picture of the page', async () => {
  const context = await browser.newContext(PHONE);
  const page = await context.newPage();
  await page.goto(origin);
  const picture = await readFile(await screenshot(page, 'smoke'));
  assert.equal(picture.subarray(1, 4).toString(), 'PNG');
  assert.equal(picture.readUInt32BE(16), PHONE.viewport.width * PHONE.deviceScaleFactor);
  await context.close();
});

test('the address of the demo is read from what it prints', async () => {
  await withProgram(
    `console.log('args', process.argv.slice(2).join(' '));
     process.stdout.write('open http://127.0.0.1:45');
     setTimeout(() => console.log('67/ in a browser'), 100);
     setInterval(() => {}, 1000);`,
    async (command) => {
      const demo = await startDemo({ command });
      assert.equal(demo.url, 'http://127.0.0.1:4567');
      assert.match(demo.output(), /args demo --no-open --port 0/);
      await demo.stop();
    },
  );
});

test('a demo that ends at once is an error with its words', async () => {
  await withProgram(`console.error('port taken'); process.exit(3);`, async (command) => {
    await assert.rejects(startDemo({ command }), /ended \(3\)[^]*port taken/);
  });
});

/** A stand-in for the demo, which other tests start for real. */
async function withProgram(source, use) {
  const dir = await mkdtemp(join(tmpdir(), 'vinculo-'));
  try {
    const command = join(dir, 'program.mjs');
    await writeFile(command, `#!/usr/bin/env node\n${source}\n`);
    await chmod(command, 0o755);
    await use(command);
  } finally {
    await rm(dir, { recursive: true });
  }
}
