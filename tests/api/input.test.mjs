// Bad input of every kind is answered with a problem document, and nothing is lost or half done.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { exchange, ok, refused } from './support/client.mjs';
import { draftVisit, gateForConsultation, gateForRefill, identityNumber, patient, queuedVisit, record, refillDraft, signIn } from './support/journey.mjs';
import { sharedServer } from './support/shared.mjs';

const started = sharedServer({});
let someone;
const signedIn = async () => (someone ??= patient(await started()));
const json = { 'Content-Type': 'application/json' };

const malformed = {
  'cut off': '{"phone": "139',
  'empty': '',
  'a lone word': 'phone',
  'two values': '{} {}',
  'a trailing comma': '{"phone":"13900002468",}',
  'a comment': '{"phone":"13900002468"} // hi',
  'not UTF-8': Buffer.from([0x7b, 0x22, 0x70, 0x68, 0x6f, 0x6e, 0x65, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0x22, 0x7d]),
  'NaN': '{"phone": NaN}',
  'ten thousand brackets': '['.repeat(10_000),
  'deep, but closed': '['.repeat(5000) + ']'.repeat(5000),
};
for (const [name, body] of Object.entries(malformed)) {
  test(`input: JSON that is ${name} gets 400`, async () => {
    const client = await signedIn();
    refused(await client.request('POST', '/sms-codes', { body, headers: json }), 400, 'malformed_json');
  });
}

const wrongShapes = {
  'a list instead of an object': ['[]', '', 'type'],
  'null instead of an object': ['null', '', 'type'],
  'a number as phone': ['{"phone":13900002468}', '/phone', 'type'],
  'null as phone': ['{"phone":null}', '/phone', 'type'],
  'no phone': ['{}', '/phone', 'required'],
  'an unknown field': ['{"phone":"13900002468","admin":true}', '', 'unknown'],
  'far too long a text': [`{"phone":"${'1'.repeat(9000)}"}`, '/phone', 'too_long'],
};
for (const [name, [body, pointer, code]] of Object.entries(wrongShapes)) {
  test(`input: ${name} gets 422 with the field`, async () => {
    const client = await signedIn();
    const problem = refused(await client.request('POST', '/sms-codes', { body, headers: json }), 422, 'validation', { [pointer]: code });
    assert.ok(!JSON.stringify(problem).includes('admin'), "a sender's own words are not echoed");
  });
}

test('input: a name given twice cannot smuggle a value past the checks', async () => {
  const client = await signedIn();
  const answer = await client.request('POST', '/sms-codes', { body: '{"phone":"13900000000","phone":"1"}', headers: json });
  assert.ok([400, 422].includes(answer.status), `got ${answer.status}`);
});

test('input: another content type gets 415', async () => {
  const client = await signedIn();
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml', '']) {
    const answer = await client.request('POST', '/sms-codes', { body: '{"phone":"13900002468"}', headers: type ? { 'Content-Type': type } : {} });
    refused(answer, 415, 'unsupported_media_type');
  }
});

test('input: a body that is too large gets 413', async () => {
  const client = await signedIn();
  const body = JSON.stringify({ phone: '1'.repeat(400_000) });
  refused(await client.request('POST', '/sms-codes', { body, headers: json }), 413, 'body_too_large');
});

test('input: unknown paths get 404 and wrong methods 405 with what is allowed', async () => {
  const client = await signedIn();
  for (const path of ['/nothing', '/visits/x/y/z', '/visits/', '/', '/../healthz'])
    refused(await client.get(path, { undocumented: true }), 404, 'not_found');
  const answer = await client.request('PUT', '/visits', { undocumented: true, body: '{}', headers: json });
  refused(answer, 405, 'method_not_allowed');
  assert.match(answer.headers.allow, /POST/);
});

test('input: ids that no one has get 404', async () => {
  const client = await signedIn();
  const ids = ['vis_none', '%00', "' OR 1=1 --".replaceAll(' ', '%20'), 'a'.repeat(2000), '%F0%9F%92%8A'];
  for (const id of ids) {
    refused(await client.get(`/visits/${id}`), 404, 'not_found');
    refused(await client.get(`/orders/${id}`), 404, 'not_found');
    refused(await client.get(`/records/${id}/content`), 404, 'not_found');
  }
});

test('input: pages are asked for in numbers', async () => {
  const client = await signedIn();
  for (const limit of ['0', '-1', '1000', 'x', '1.5']) {
    const answer = await client.get(`/visits?limit=${limit}`);
    assert.ok(answer.status === 422 || answer.status === 400, `limit=${limit} gave ${answer.status}`);
  }
  assert.deepEqual(ok(await client.get('/visits?cursor=vis_none')).items, []);
});

test('input: a broken request line or header is answered or dropped, and the server lives', async () => {
  const client = await signedIn();
  const net = await import('node:net');
  const { port } = new URL(client.server.url);
  for (const text of ['GARBAGE\r\n\r\n', 'GET /api/v1/hospital HTTP/9.9\r\n\r\n', 'POST /api/v1/sms-codes HTTP/1.1\r\nContent-Length: -5\r\n\r\n', 'GET / HTTP/1.1\r\nX: ' + 'a'.repeat(200_000) + '\r\n\r\n']) {
    await new Promise((resolve) => {
      const socket = net.connect(Number(port), '127.0.0.1', () => socket.write(text));
      socket.setTimeout(300, () => socket.destroy());
      socket.on('data', () => socket.destroy());
      socket.on('error', () => {});
      socket.on('close', resolve);
    });
  }
  ok(await client.get('/hospital'));
});

// ---- a visit's draft and its sending ----

test('input: weeks out of range, foreign medicines and records are named', async () => {
  const client = await patient(await started());
  const visit = await draftVisit(client);
  refused(await client.patch(`/visits/${visit.id}`, { weeks: 13 }), 422, 'validation', { '/weeks': 'weeks.range' });
  refused(await client.patch(`/visits/${visit.id}`, { weeks: 0 }), 422, 'validation', { '/weeks': 'weeks.range' });
  refused(await client.patch(`/visits/${visit.id}`, { weeks: 2.5 }), 422, 'validation', { '/weeks': 'type' });
  refused(await client.patch(`/visits/${visit.id}`, { weeks: 99999999999 }), 422, 'validation', { '/weeks': 'type' });
  refused(await client.patch(`/visits/${visit.id}`, { medicine_ids: ['med_none'] }), 422, 'validation', { '/medicine_ids/0': 'not_found' });
  const other = await patient(await started());
  const foreign = await record(other);
  refused(await client.patch(`/visits/${visit.id}`, { record_ids: [foreign.id] }), 422, 'validation', { '/record_ids/0': 'not_found' });
  refused(await client.patch(`/visits/${visit.id}`, { gate: { ...gateForRefill, diagnosed: 'maybe' } }), 422, 'validation', { '/gate/diagnosed': 'choice' });
  assert.deepEqual(ok(await client.get(`/visits/${visit.id}`)).draft, visit.draft, 'a refused change leaves the draft alone');
});

const gates = {
  'a red flag': [{ ...gateForRefill, red_flags_none: false }, /^gate\.(incomplete|emergency)$/],
  'no diagnosis yet': [{ ...gateForRefill, diagnosed: 'no' }, /^gate\.not_refill$/],
  'something changed': [{ ...gateForRefill, changed: 'changed' }, /^gate\.consultation$/],
  'an open question': [{ ...gateForRefill, changed: 'unanswered' }, /^gate\.incomplete$/],
};
for (const [name, [gate, code]] of Object.entries(gates)) {
  test(`input: a refill with ${name} cannot be sent`, async () => {
    const client = await patient(await started());
    const visit = await draftVisit(client, { draft: await refillDraft(client, { gate }) });
    const problem = refused(await client.post(`/visits/${visit.id}/submit`), 422, 'validation');
    const found = problem.errors.find((one) => one.pointer === '/draft/gate');
    assert.match(found?.code ?? '', code);
    assert.equal(ok(await client.get(`/visits/${visit.id}`)).state, 'draft');
  });
}

test('input: an incomplete refill names everything that is missing', async () => {
  const client = await patient(await started());
  const visit = await draftVisit(client, { draft: {} });
  refused(await client.post(`/visits/${visit.id}/submit`), 422, 'validation', {
    '/draft/gate': 'gate.incomplete', '/draft/medicine_ids': 'required', '/draft/weeks': 'required',
  });
  const long = await refillDraft(client, { weeks: 12 });
  ok(await client.patch(`/visits/${visit.id}`, long), 200);
  refused(await client.post(`/visits/${visit.id}/submit`), 422, 'validation', { '/draft/long_supply_confirmed': 'required' });
  ok(await client.patch(`/visits/${visit.id}`, { long_supply_confirmed: true }), 200);
  ok(await client.post(`/visits/${visit.id}/submit`), 200);
});

test('input: a consultation needs words', async () => {
  const client = await patient(await started());
  const visit = await draftVisit(client, { kind: 'consultation', draft: { gate: gateForConsultation, complaint: '  ' } });
  refused(await client.post(`/visits/${visit.id}/submit`), 422, 'validation', { '/draft/complaint': 'required' });
});

test('input: a child under six needs the guardian', async () => {
  const year = new Date().getFullYear() - 3;
  const client = await patient(await started(), { number: identityNumber({ born: `${year}0101` }), relationship: 'child' });
  const visit = await draftVisit(client);
  refused(await client.post(`/visits/${visit.id}/submit`), 409, 'guardian_needed');
});

test('input: messages need words, not too many, and a conversation', async () => {
  const client = await patient(await started());
  const visit = await queuedVisit(client);
  const say = (text) => client.post(`/visits/${visit.id}/messages`, { text });
  refused(await say('   '), 422, 'validation', { '/text': 'required' });
  refused(await say('长'.repeat(2001)), 422, 'validation', { '/text': 'too_long' });
  const text = '😀𬭎 <b>"quotes"</b> \\ \u2028 نص';
  assert.equal(ok(await say(text), 201).text, text);
  const draft = await draftVisit(client, { kind: 'consultation' });
  refused(await client.post(`/visits/${draft.id}/messages`, { text: 'x' }), 409, 'illegal_state');
});

test('input: two answers to one pipelined connection stay in order', async () => {
  const client = await signIn(await started());
  const one = exchange(client.server.url, { path: '/api/v1/hospital', agent: client.agent });
  const two = exchange(client.server.url, { path: '/healthz', agent: client.agent });
  const [first, second] = await Promise.all([one, two]);
  assert.ok(JSON.parse(first.bytes).name);
  assert.ok(JSON.parse(second.bytes).healthy);
});
