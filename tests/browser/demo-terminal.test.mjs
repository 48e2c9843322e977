// What a person sees in the terminal.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startDemo } from './browser.mjs';

async function run(args, env = {}) {
  const child = spawn(process.env.VINCULO, ['demo', ...args], { env: { ...process.env, ...env } });
  let output = '';
  const read = new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk) => {
        output += chunk;
        if (/http:\S+\s[^]*\n[^]*browser/.test(output)) resolve();
      });
    }
  });
  const ended = once(child, 'close');
  return { child, read, ended, output: () => output };
}

test('the address, what to do there, and a clean stop', async () => {
  const demo = await startDemo();
  assert.match(demo.output(), /Vinculo demo.* is running at http:\/\/127\.0\.0\.1:\d+\/ /);
  assert.equal((await fetch(`${demo.url}/`)).status, 200);
  await demo.stop();
});

test('without a display no browser is opened, and the address is enough', { skip: process.platform !== 'linux' }, async () => {
  const temporary = await mkdtemp(join(tmpdir(), 'vinculo-'));
  const demo = await run(['--port', '0'], { DISPLAY: '', WAYLAND_DISPLAY: '', TMPDIR: temporary });
  await demo.read;
  assert.match(demo.output(), /no display here: open the address above/);
  assert.equal((await readdir(temporary)).length, 1);
  demo.child.kill('SIGINT');
  const [code] = await demo.ended;
  assert.equal(code, 0);
  assert.match(demo.output(), /Stopped\./);
  // Nothing stays behind.
  await rmdir(temporary);
});

test('without a browser the person opens the page', { skip: process.platform !== 'linux' }, async () => {
  const demo = await run(['--port', '0'], { DISPLAY: ':99', PATH: '/nonexistent' });
  await demo.read;
  assert.match(demo.output(), /No browser could be started: open the address above/);
  demo.child.kill('SIGTERM');
  assert.equal((await demo.ended)[0], 0);
});

test('a port that is taken is an error with a way out', async () => {
  const first = await startDemo();
  const second = await run(['--no-open', '--port', new URL(first.url).port]);
  const [code] = await second.ended;
  assert.equal(code, 1);
  assert.match(second.output(), /port \d+ on 127\.0\.0\.1 cannot be had/);
  assert.match(second.output(), /choose another port with --port/);
  await first.stop();
});

test('only pages of this machine may speak to it', async () => {
  const demo = await startDemo();
  const post = (headers) => fetch(`${demo.url}/api/act`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: '{"act":"start"}' });
  assert.equal((await post({ 'sec-fetch-site': 'cross-site' })).status, 403);
  assert.equal((await post({ 'content-type': 'text/plain' })).status, 415);
  assert.equal((await post({})).status, 204);
  const page = await fetch(`${demo.url}/`);
  assert.match(page.headers.get('content-security-policy'), /default-src 'self'/);
  await demo.stop();
});
