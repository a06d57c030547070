// A tus client that others wrote, tus-js-client, against this server: whole files, pauses, cut lines, several at once.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { Upload } from 'tus-js-client';
import { test } from '../../tools/test-runner.mjs';
import { apiBase, ok, refused } from './support/client.mjs';
import { jpeg, pdf, png } from './support/files.mjs';
import { offsetOf, patient } from './support/journey.mjs';
import { sharedServer } from './support/shared.mjs';

const started = sharedServer({});
let someone;
const signedIn = async () => (someone ??= patient(await started()));
const retryDelays = [20, 20, 50, 50, 100, 100, 200];

// Begins to send; `done` fulfils with the upload's id. Options are the client's own.
function send(client, bytes, { url = client.server.url, ...options } = {}) {
  const sending = {};
  sending.done = new Promise((resolve, reject) => {
    sending.upload = new Upload(bytes, {
      endpoint: `${url}${apiBase}/uploads`, headers: { Authorization: `Bearer ${client.token}` }, chunkSize: 100_000, retryDelays,
      metadata: { filename: 'report.jpg', filetype: 'image/jpeg' },
      onSuccess: () => resolve(sending.upload.url.split('/').pop()), onError: reject, ...options,
    });
  });
  sending.upload.start();
  return sending;
}

async function arrived(client, id, bytes) {
  const made = ok(await client.post('/records', { upload_id: id, person_id: client.personId, kind: 'other' }), 201);
  assert.ok((await client.get(`/records/${made.id}/content`)).bytes.equals(bytes), 'not what was sent');
}

test('tus client: a file in pieces, and one in a single piece', async () => {
  const client = await signedIn();
  const bytes = jpeg(550_000, 201);
  await arrived(client, await send(client, bytes).done, bytes);
  const small = png({ width: 20, height: 20 });
  await arrived(client, await send(client, small, { chunkSize: Infinity }).done, small);
});

test('tus client: names in any writing', async () => {
  const client = await signedIn();
  for (const filename of ['出院小结 ①.jpg', 'Ærztlicher Brief "2", final.jpg', '📄'.repeat(40)]) {
    const bytes = jpeg(2000, 202);
    const id = await send(client, bytes, { metadata: { filename, filetype: 'image/jpeg' } }).done;
    const head = await client.request('HEAD', `/uploads/${id}`, { headers: { 'Tus-Resumable': '1.0.0' } });
    const told = Object.fromEntries(head.headers['upload-metadata'].split(',').map((pair) => pair.split(' ')));
    assert.equal(Buffer.from(told.filename, 'base64').toString(), filename);
    await arrived(client, id, bytes);
  }
});

test('tus client: an empty file is sent, and is no record', async () => {
  const client = await signedIn();
  const id = await send(client, Buffer.alloc(0)).done;
  refused(await client.post('/records', { upload_id: id, person_id: client.personId, kind: 'other' }), 422, 'validation', { '/upload_id': 'file_empty' });
});

test('tus client: paused in the middle, and resumed by the same and by another client', async () => {
  const client = await signedIn();
  const bytes = jpeg(700_000, 203);
  let stop;
  const half = new Promise((resolve) => (stop = resolve));
  const first = send(client, bytes, { onChunkComplete: (_, sent) => sent >= 200_000 && stop() });
  await half;
  await first.upload.abort();
  const offset = await offsetOf(client, { path: new URL(first.upload.url).pathname.slice(apiBase.length) });
  assert.ok(offset >= 200_000 && offset < bytes.length, `${offset} bytes are there`);
  const uploadUrl = first.upload.url;
  let resumedAt;
  const second = send(client, bytes, { uploadUrl, onProgress: (sent) => (resumedAt ??= sent) });
  assert.equal(await second.done, uploadUrl.split('/').pop());
  assert.ok(resumedAt >= offset, 'it began anew');
  await arrived(client, await second.done, bytes);

  const again = send(client, bytes, { onChunkComplete: () => again.upload.abort() });
  while (!again.upload.url) await new Promise((resolve) => setTimeout(resolve, 5));
  await again.upload.abort();
  again.upload.start();
  again.upload.options.onChunkComplete = null;
  await arrived(client, await again.done, bytes);
});

test('tus client: given up, and the server forgets it', async () => {
  const client = await signedIn();
  let stop;
  const begun = new Promise((resolve) => (stop = resolve));
  const sending = send(client, jpeg(500_000, 204), { onChunkComplete: stop });
  await begun;
  await sending.upload.abort(true);
  const head = await client.request('HEAD', `/uploads/${sending.upload.url.split('/').pop()}`, { headers: { 'Tus-Resumable': '1.0.0' } });
  assert.equal(head.status, 404);
});

test('tus client: eight files at once', async () => {
  const client = await patient(await started());
  const files = Array.from({ length: 8 }, (_, i) => (i % 3 ? jpeg(150_000 + i * 1001, 210 + i) : pdf(120_000 + i, 210 + i)));
  const ids = await Promise.all(files.map((bytes) => send(client, bytes, { chunkSize: 40_000 }).done));
  for (const [i, id] of ids.entries()) await arrived(client, id, files[i]);
});

test('tus client: two that send the same upload at once both end well, and the bytes are there once', async () => {
  const client = await signedIn();
  const bytes = jpeg(400_000, 220);
  const first = send(client, bytes, { onUploadUrlAvailable: () => ready() });
  let ready;
  await new Promise((resolve) => (ready = resolve));
  const uploadUrl = first.upload.url;
  const others = [1, 2].map(() => send(client, bytes, { uploadUrl, chunkSize: 50_000 }));
  const ids = await Promise.all([first.done, ...others.map((one) => one.done)]);
  assert.equal(new Set(ids).size, 1);
  await arrived(client, ids[0], bytes);
});

// A line that is cut in the middle of what passes, every so many bytes, `cuts` times.
async function cuttingLine(target, everyBytes, cuts) {
  const line = { left: cuts };
  const { port } = new URL(target);
  const server = createServer((near) => {
    const far = connect(Number(port), '127.0.0.1');
    let passed = 0;
    for (const one of [near, far]) one.on('error', () => {});
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    far.pipe(near);
    near.on('data', (data) => {
      passed += data.length;
      if (line.left > 0 && passed > everyBytes) {
        line.left -= 1;
        far.end(data.subarray(0, data.length >> 1));
        near.destroy();
      } else far.write(data);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  line.url = `http://127.0.0.1:${server.address().port}`;
  line.close = () => server.close();
  return line;
}

test('tus client: a line that is cut in the middle of pieces', async () => {
  const client = await signedIn();
  const bytes = jpeg(900_000, 230);
  const line = await cuttingLine(client.server.url, 130_000, 5);
  try {
    const id = await send(client, bytes, { url: line.url }).done;
    assert.equal(line.left, 0, 'the line was not cut: this test has lost its point');
    await arrived(client, id, bytes);
  } finally {
    line.close();
  }
});

test('tus client: a file that is too large, or sent by nobody, ends at once', async () => {
  const client = await signedIn();
  const status = (error) => error.originalResponse?.getStatus();
  await assert.rejects(send(client, Buffer.alloc(50 * 1024 * 1024 + 1)).done, (error) => status(error) === 413);
  await assert.rejects(send(client, jpeg(100), { headers: {} }).done, (error) => status(error) === 401);
});
