// tus-js-client in Chromium, on a page that this server serves with its own security headers: what the browser's network
// stack, its Blobs and its header rules make of the protocol.
import assert from 'node:assert/strict';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../tools/files.mjs';
import { test } from '../../tools/test-runner.mjs';
import { ok } from '../api/support/client.mjs';
import { jpeg } from '../api/support/files.mjs';
import { patient } from '../api/support/journey.mjs';
import { startServer, temporaryFolder } from '../api/support/server.mjs';
import { openBrowser } from './support/person.mjs';

async function atPage(body) {
  const site = temporaryFolder('tus-page');
  copyFileSync(join(root, 'node_modules/tus-js-client/dist/tus.min.js'), join(site, 'tus.js'));
  writeFileSync(join(site, 'index.html'), '<!doctype html><meta charset="utf-8"><title>tus</title><script src="/tus.js"></script>');
  const server = await startServer({ site });
  const context = await (await openBrowser()).newContext();
  try {
    const client = await patient(server);
    const page = await context.newPage();
    await page.goto(`${server.url}/`);
    await body({ server, client, page, context });
  } finally {
    await context.close();
    await server.kill();
  }
}

// Runs in the page: sends each file (base64) and gives the addresses; `pause` aborts once in the middle and goes on.
function sendInPage({ files, token, chunkSize, pause, share }) {
  const bytesOf = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const one = ({ name, content }, uploadUrl) => new Promise((resolve, reject) => {
    let paused = !pause;
    const file = new File([bytesOf(content)], name, { type: 'image/jpeg' });
    const upload = new globalThis.tus.Upload(file, {
      endpoint: '/api/v1/uploads', uploadUrl, headers: { Authorization: `Bearer ${token}` }, chunkSize, retryDelays: [20, 50, 100, 200, 400],
      metadata: { filename: name, filetype: file.type }, storeFingerprintForResuming: false,
      onChunkComplete: () => {
        if (paused) return;
        paused = true;
        upload.abort().then(() => setTimeout(() => upload.start(), 30));
      },
      onSuccess: () => resolve(upload.url), onError: (error) => reject(new Error(String(error))),
    });
    upload.start();
  });
  if (!share) return Promise.all(files.map((file) => one(file)));
  return fetch('/api/v1/uploads', { method: 'POST', headers: { 'Tus-Resumable': '1.0.0', Authorization: `Bearer ${token}`, 'Upload-Length': String(bytesOf(files[0].content).length) } })
    .then((made) => Promise.all([1, 2].map(() => one(files[0], made.headers.get('Location')))));
}

const wire = (name, bytes) => ({ name, content: bytes.toString('base64') });

async function arrived(client, url, bytes) {
  const made = ok(await client.post('/records', { upload_id: url.split('/').pop(), person_id: client.personId, kind: 'other' }), 201);
  assert.ok((await client.get(`/records/${made.id}/content`)).bytes.equals(bytes), 'not what was sent');
}

test('tus in Chromium: files at once, in pieces, with pauses, names in any writing', () => atPage(async ({ client, page }) => {
  const files = [['出院小结 ①.jpg', jpeg(300_000, 301)], ['b "2".jpg', jpeg(200_001, 302)], ['📄.jpg', jpeg(99_999, 303)]];
  const urls = await page.evaluate(sendInPage, { files: files.map(([name, bytes]) => wire(name, bytes)), token: client.token, chunkSize: 60_000, pause: true });
  for (const [i, url] of urls.entries()) await arrived(client, url, files[i][1]);
  const [empty] = await page.evaluate(sendInPage, { files: [wire('empty.jpg', Buffer.alloc(0))], token: client.token, chunkSize: 60_000 });
  assert.match(empty, /\/api\/v1\/uploads\/upl_/);
}));

test('tus in Chromium: a lost network in the middle, and two pages at one upload', () => atPage(async ({ client, page, context }) => {
  const bytes = jpeg(600_000, 304);
  const sending = page.evaluate(sendInPage, { files: [wire('a.jpg', bytes)], token: client.token, chunkSize: 30_000 });
  await page.waitForRequest((request) => request.method() === 'PATCH');
  let lost = 0;
  await context.route('**/uploads/**', (route) => (route.request().method() === 'PATCH' && lost++ < 2 ? route.abort('connectionreset') : route.continue()));
  await arrived(client, (await sending)[0], bytes);
  assert.ok(lost >= 2, 'nothing was lost: this test has lost its point');
  const both = await page.evaluate(sendInPage, { files: [wire('a.jpg', bytes)], token: client.token, chunkSize: 50_000, share: true });
  assert.equal(new Set(both.map((url) => url.split('/').pop())).size, 1);
  await arrived(client, both[0], bytes);
}));
