// What every answer carries: security headers, caching, compression; and the files of the app.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import zlib from 'node:zlib';
import { root } from '../../tools/files.mjs';
import { test } from '../../tools/test-runner.mjs';
import { Client, ok } from './support/client.mjs';
import { patient, record } from './support/journey.mjs';
import { temporaryFolder } from './support/server.mjs';
import { sharedServer } from './support/shared.mjs';

const page = '<!doctype html><html lang="zh-CN"><title>伴诊</title><script type="module" src="/app.0123456789.js"></script></html>';
const script = `console.log(${JSON.stringify('banzhen '.repeat(200))});\n`;

// A small site as tools/build-web.mjs makes them, so that this suite does not need the web build.
function smallSite() {
  const folder = temporaryFolder('site');
  const files = { 'sdk/1.0.0/embed.js': [script, 'immutable'], 'index.html': [page, 'revalidate'], 'app.0123456789.js': [script, 'immutable'], 'icon.png': [Buffer.from('89504e470d0a1a0a', 'hex'), 'revalidate'] };
  mkdirSync(join(folder, 'sdk/1.0.0'), { recursive: true });
  for (const [name, [bytes]] of Object.entries(files)) {
    writeFileSync(join(folder, name), bytes);
    if (name.endsWith('.png')) continue;
    writeFileSync(join(folder, `${name}.br`), zlib.brotliCompressSync(Buffer.from(bytes)));
    writeFileSync(join(folder, `${name}.gz`), zlib.gzipSync(Buffer.from(bytes)));
  }
  mkdirSync(join(folder, 'text'));
  writeFileSync(join(folder, 'text/zh-CN.0123456789.json'), '{}');
  const listed = Object.fromEntries(Object.entries(files).map(([name, [, cache]]) => [`/${name}`, { cache }]));
  writeFileSync(join(folder, 'site.json'), JSON.stringify({ version: '1', files: { ...listed, '/text/zh-CN.0123456789.json': { cache: 'immutable' } } }));
  return folder;
}

const started = sharedServer({ site: smallSite() });
const at = async () => new Client(await started());
const fetchSite = (client, path, headers = {}, method = 'GET') => client.request(method, path, { base: '', undocumented: true, headers });

function directives(answer) {
  const policy = answer.headers['content-security-policy'];
  assert.ok(policy, 'there is no content security policy');
  return Object.fromEntries(policy.split(';').map((part) => part.trim().split(/\s+/)).map(([name, ...values]) => [name, values.join(' ')]));
}

test('site: the page comes with a strict policy and trusted types', async () => {
  const client = await at();
  for (const path of ['/', '/index.html']) {
    const answer = await fetchSite(client, path);
    ok(answer, 200);
    assert.equal(answer.text, page);
    const policy = directives(answer);
    assert.equal(policy['default-src'], "'none'");
    assert.ok(!/unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')|\*|https?:/.test(answer.headers['content-security-policy']), answer.headers['content-security-policy']);
    assert.equal(policy['require-trusted-types-for'], "'script'");
    assert.equal(policy['trusted-types'], 'banzhen-worker'); // whose one address is the decoder of pictures
    assert.equal(policy['object-src'] ?? policy['default-src'], "'none'");
    assert.equal(policy['base-uri'], "'none'");
    assert.ok('frame-ancestors' in policy);
    assert.match(answer.headers['content-type'], /^text\/html; charset=utf-8/);
    assert.equal(answer.headers['x-content-type-options'], 'nosniff');
    assert.match(answer.headers['referrer-policy'], /no-referrer|same-origin/);
    assert.match(answer.headers['cache-control'], /no-cache|max-age=0/);
  }
});

test('site: hashed files are kept for ever, pages are asked about', async () => {
  const client = await at();
  for (const path of ['/app.0123456789.js', '/text/zh-CN.0123456789.json']) {
    const answer = await fetchSite(client, path);
    assert.equal(answer.status, 200);
    assert.match(answer.headers['cache-control'], /immutable/);
    assert.match(answer.headers['cache-control'], /max-age=31536000/);
  }
  for (const path of ['/', '/icon.png']) assert.ok(!/immutable/.test((await fetchSite(client, path)).headers['cache-control']));
});

test('site: what hospitals put on their own pages may be read from there, with a hash; nothing else may', async () => {
  const client = await at();
  const sdk = await fetchSite(client, '/sdk/1.0.0/embed.js', { Origin: 'https://portal.example.org' });
  assert.equal(sdk.status, 200);
  assert.equal(sdk.headers['access-control-allow-origin'], '*');
  assert.equal(sdk.headers['cross-origin-resource-policy'], 'cross-origin');
  assert.match(sdk.headers['cache-control'], /max-age=31536000, immutable/);
  assert.match(sdk.headers['content-type'], /^text\/javascript/);
  for (const path of ['/', '/app.0123456789.js', '/sdk', '/api/v1/hospital']) {
    const answer = await fetchSite(client, path, { Origin: 'https://portal.example.org' });
    assert.equal(answer.headers['access-control-allow-origin'], undefined, path);
    assert.equal(answer.headers['cross-origin-resource-policy'], 'same-origin', path);
  }
});

test('site: brotli, gzip or neither, as the browser asks', async () => {
  const client = await at();
  const wanted = { 'br': 'br', 'gzip, br;q=1.0': 'br', 'gzip': 'gzip', 'br;q=0, gzip': 'gzip', 'identity': undefined, '': undefined, 'br;q=0': undefined };
  const decode = { br: zlib.brotliDecompressSync, gzip: zlib.gunzipSync };
  const tags = new Set();
  for (const [asked, coding] of Object.entries(wanted)) {
    const answer = await fetchSite(client, '/app.0123456789.js', asked ? { 'Accept-Encoding': asked } : {});
    assert.equal(answer.headers['content-encoding'], coding, `asked for "${asked}"`);
    assert.match(answer.headers.vary ?? '', /accept-encoding/i);
    assert.equal((coding ? decode[coding](answer.bytes) : answer.bytes).toString(), script);
    assert.match(answer.headers['content-type'], /^text\/javascript/);
    tags.add(answer.etag);
  }
  assert.equal(tags.size, 3, 'each coding has a tag of its own');
});

test('site: an unchanged file is 304', async () => {
  const client = await at();
  const first = await fetchSite(client, '/', { 'Accept-Encoding': 'br' });
  const again = await fetchSite(client, '/', { 'Accept-Encoding': 'br', 'If-None-Match': first.etag });
  assert.equal(again.status, 304);
  assert.equal(again.bytes.length, 0);
});

test('site: HEAD is GET without the body', async () => {
  const client = await at();
  const [get, head] = [await fetchSite(client, '/'), await fetchSite(client, '/', {}, 'HEAD')];
  assert.equal(head.status, 200);
  assert.equal(head.bytes.length, 0);
  assert.equal(head.headers['content-length'], get.headers['content-length']);
  assert.equal(head.etag, get.etag);
});

test('site: routes of the app get the page, missing files 404, and nothing outside is reached', async () => {
  const client = await at();
  assert.equal((await fetchSite(client, '/visits/vis_1/chat')).text, page);
  assert.equal((await fetchSite(client, '/missing.0123456789.js')).status, 404);
  assert.equal((await fetchSite(client, '/site.json')).status, 404, 'a build note is not served');
  for (const path of ['/../key', '/%2e%2e/key', '/..%2fkey', '/text/../../key', '//etc/passwd', '/%2e%2e/%2e%2e/etc/passwd']) {
    const answer = await fetchSite(client, path);
    assert.ok([400, 404].includes(answer.status) || answer.text === page, `${path} gave ${answer.status}`);
    assert.ok(!answer.text.includes('root:'));
  }
  assert.equal((await fetchSite(client, '/index.html', {}, 'POST')).status, 405);
});

test('headers: no answer of the API is kept or sniffed', async () => {
  const client = await patient(await started());
  const made = await record(client);
  const answers = await Promise.all([
    client.get('/account'), client.get('/visits'), client.get('/visits/vis_none'), client.get(`/records/${made.id}/content`),
    client.as(undefined).get('/account'), client.post('/sms-codes', {}), client.get('/events?poll=1'),
    client.get('/nothing', { undocumented: true }),
  ]);
  for (const answer of answers) {
    assert.match(answer.headers['cache-control'], /no-store/);
    assert.equal(answer.headers['x-content-type-options'], 'nosniff');
    assert.ok(answer.headers['content-security-policy']);
    assert.equal(answer.headers['access-control-allow-origin'], undefined, 'no other origin may read');
  }
  assert.match(directives(answers[3]).sandbox ?? 'missing', /^$/, 'a stranger\'s file may not run in our origin');
});

test('headers: the payment page of the sandbox is as strict as the app', async () => {
  const client = await at();
  const answer = await fetchSite(client, '/sandbox/pay/pay_none');
  assert.equal(answer.status, 404);
  assert.ok(answer.headers['content-security-policy']);
});

test('site: the contract is served as it is written', async () => {
  const answer = await fetchSite(await at(), '/openapi.yaml');
  assert.equal(answer.status, 200);
  assert.equal(answer.text, readFileSync(join(root, 'docs/openapi.yaml'), 'utf8'));
});
