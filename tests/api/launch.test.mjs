// From a hospital's portal into the app: one-time tokens, bound to an origin and short of life.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from '../../tools/test-runner.mjs';
import { Client, ok, refused } from './support/client.mjs';
import { Desk } from './support/desk.mjs';
import { freshPhone, requestCode, signIn } from './support/journey.mjs';
import { startServer, temporaryFolder } from './support/server.mjs';

const origin = 'https://portal.example.org';
const other = 'https://other.example.org';
const folder = temporaryFolder('portal');
const file = (name, content) => {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
};
let starting;
const started = () => (starting ??= startServer({ args: [
  '--hospital', file('a.json', { id: 'portal-a', hosts: ['a.example'], origins: [origin, other] }),
  '--hospital', file('b.json', { id: 'portal-b', hosts: ['b.example'], origins: [origin] }),
] }));
const mint = async (body = {}) => new Desk(await started()).post('/desk/launch-tokens', { origin, ...body });
const use = async (token, { from = origin, host, ...body } = {}) =>
  new Client(await started(), { host }).post('/sessions', { launch_token: token, terms_version: 1, ...body }, { headers: from ? { Origin: from } : {} });

test('launch: the portal\'s patient is signed in, in the language and at the place asked for', async () => {
  const phone = freshPhone();
  const made = ok(await mint({ phone, language: 'en', entry: 'visits/refill' }), 201);
  const left = Date.parse(made.expires_at) - Date.now();
  assert.ok(left <= 60_000, `good for ${left} ms`);
  const session = ok(await use(made.token), 201);
  assert.deepEqual([session.language, session.entry], ['en', 'visits/refill']);
  const client = new Client(await started(), { token: session.token });
  assert.equal(ok(await client.get('/account')).phone_masked, `${phone.slice(0, 3)}****${phone.slice(7)}`);
  const again = await signIn(await started(), { phone });
  assert.deepEqual(ok(await again.get('/sessions')).items.map((one) => one.id).sort(), [session.id, again.session.id].sort());
});

test('launch: it works once; a retry with its key gets the same session', async () => {
  const { token } = ok(await mint({ phone: freshPhone() }), 201);
  const client = new Client(await started());
  const send = () => client.post('/sessions', { launch_token: token, terms_version: 1 }, { headers: { Origin: origin }, key: `launch-${token}` });
  const one = ok(await send(), 201);
  assert.deepEqual(ok(await send(), 201), one);
  refused(await use(token), 422, 'launch_used');
});

test('launch: after a minute it signs nobody in', async () => {
  const { token } = ok(await mint({ phone: freshPhone() }), 201);
  (await started()).sql('UPDATE launch_tokens SET expires_at=expires_at-60000');
  refused(await use(token), 422, 'launch_expired');
});

test('launch: twenty at once make one session', async () => {
  const { token } = ok(await mint({ phone: freshPhone() }), 201);
  const answers = await Promise.all(Array.from({ length: 20 }, () => use(token)));
  assert.equal(answers.filter((one) => one.status === 201).length, 1);
  assert.equal(answers.filter((one) => one.code === 'launch_used').length, 19);
});

test('launch: from another origin, or none, it is refused and spent', async () => {
  for (const from of [other, null, `${origin}.evil.example`]) {
    const { token } = ok(await mint({ phone: freshPhone() }), 201);
    refused(await use(token, { from }), 422, 'launch_origin');
    refused(await use(token), 422, 'launch_used');
  }
});

test('launch: in a frame the app says which page it is in, and only the app can', async () => {
  const send = async (token, headers) => new Client(await started(), { host: 'a.example:8443' }).post('/sessions', { launch_token: token, terms_version: 1 }, { headers });
  const own = 'https://a.example:8443';
  const one = async () => ok(await mint({ phone: freshPhone() }), 201).token;
  ok(await send(await one(), { Origin: own, 'X-Banzhen-Embedder': origin }), 201);
  // Another page that may embed the app, none, a stranger's word, and what a page elsewhere says of itself.
  for (const headers of [
    { Origin: own, 'X-Banzhen-Embedder': other }, { Origin: own }, { Origin: 'https://evil.example', 'X-Banzhen-Embedder': origin }, { 'X-Banzhen-Embedder': origin },
    { Origin: 'https://a.example.evil.example', 'X-Banzhen-Embedder': origin }, { Origin: 'null', 'X-Banzhen-Embedder': origin },
  ]) {
    const token = await one();
    refused(await send(token, headers), 422, 'launch_origin');
    refused(await send(token, { Origin: own, 'X-Banzhen-Embedder': origin }), 422, 'launch_used');
  }
});

test('launch: each hospital says which pages may embed it, to everyone and in its pages\' policy', async () => {
  for (const [host, id, origins] of [['a.example', 'portal-a', [origin, other]], ['b.example', 'portal-b', [origin]]]) {
    const client = new Client(await started(), { host });
    assert.deepEqual(ok(await client.get('/embedding')), { hospital_id: id, origins });
    const page = await client.request('GET', '/', { base: '', undocumented: true });
    assert.match(page.headers['content-security-policy'], new RegExp(`frame-ancestors 'self' ${origins.join(' ')}$`));
  }
});

test('launch: unknown tokens and another hospital\'s look expired', async () => {
  refused(await use('nothing'), 422, 'launch_expired');
  const { token } = ok(await mint({ phone: freshPhone() }), 201);
  refused(await use(token, { host: 'b.example' }), 422, 'launch_expired');
  ok(await use(token), 201);
});

test('launch: without a phone the patient proves it with a code', async () => {
  const { token } = ok(await mint(), 201);
  refused(await use(token), 422, 'validation', { '/sms_code_id': 'required', '/code': 'required' });
  const code = await requestCode(new Client(await started()));
  const wrong = code.sandbox_code === '000000' ? '111111' : '000000';
  refused(await use(token, { sms_code_id: code.id, code: wrong }), 422, 'code_wrong');
  ok(await use(token, { sms_code_id: code.id, code: code.sandbox_code }), 201);
  refused(await use(token), 422, 'launch_used');
});

test('launch: the terms are asked for here too', async () => {
  const { token } = ok(await mint({ phone: freshPhone() }), 201);
  refused(await use(token, { terms_version: 0 }), 422, 'validation', { '/terms_version': 'consent.required' });
  ok(await use(token), 201);
});

test('launch: only the hospital\'s own system asks for tokens, for its own origins', async () => {
  refused(await mint({ origin: 'https://evil.example' }), 422, 'validation', { '/origin': 'choice' });
  refused(await mint({ phone: '12', language: 'fr', entry: 'javascript:alert(1)' }), 422, 'validation',
    { '/phone': 'phone.length', '/language': 'choice', '/entry': 'choice' });
  const clerk = await new Desk(await started()).staff('clerk');
  refused(await clerk.post('/desk/launch-tokens', { origin }), 403, 'forbidden');
  const neighbour = new Desk(await started(), { file: 'desk-token-portal-b' });
  refused(await neighbour.post('/desk/launch-tokens', { origin: other }), 422, 'validation', { '/origin': 'choice' });
});

test('launch: signing in with neither names what is missing', async () => {
  refused(await new Client(await started()).post('/sessions', { terms_version: 1 }), 422, 'validation',
    { '/sms_code_id': 'required', '/code': 'required' });
});
