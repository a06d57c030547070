// The address book: kept once, used often, and nobody else's business.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { ok, refused } from './support/client.mjs';
import { address, signIn } from './support/journey.mjs';
import { sharedServer } from './support/shared.mjs';

const started = sharedServer({});
const keep = async (client, changes = {}) => ok(await client.post('/addresses', { ...address, ...changes }), 201);

test('addresses: the first is the default, and the default passes on', async () => {
  const client = await signIn(await started());
  const first = await keep(client, { region: '青岚省', city: '青岚市' });
  assert.equal(first.is_default, true);
  assert.equal(first.city, '青岚市');
  const second = await keep(client, { name: '王建国' });
  assert.equal(second.is_default, false);
  const third = await keep(client, { name: '李梅', is_default: true });
  const list = async () => ok(await client.get('/addresses')).items;
  assert.deepEqual((await list()).map((one) => [one.id, one.is_default]), [[third.id, true], [second.id, false], [first.id, false]]);
  refused(await client.patch(`/addresses/${third.id}`, { is_default: false }), 422, 'validation', { '/is_default': 'choice' });
  ok(await client.patch(`/addresses/${first.id}`, { is_default: true }), 200);
  assert.deepEqual((await list()).filter((one) => one.is_default).map((one) => one.id), [first.id]);
  ok(await client.delete(`/addresses/${first.id}`), 204);
  const rest = await list();
  assert.equal(rest.length, 2);
  assert.equal(rest.filter((one) => one.is_default).length, 1);
});

test('addresses: a change replaces what is present, is checked, and can be lost to another', async () => {
  const client = await signIn(await started());
  const { id } = await keep(client, { region: '青岚省' });
  const path = `/addresses/${id}`;
  const { etag } = await client.get(path);
  const changed = ok(await client.patch(path, { phone: '+86 139-1111-2222', region: '' }, { ifMatch: etag }), 200);
  assert.equal(changed.phone, '13911112222');
  assert.equal(changed.region, undefined);
  assert.equal(changed.line, address.line);
  refused(await client.patch(path, { line: '别处' }, { ifMatch: etag }), 412, 'precondition_failed');
  refused(await client.patch(path, { name: '1', phone: '123', line: ' ' }), 422, 'validation',
    { '/name': 'name.character', '/phone': 'phone.length', '/line': 'required' });
  assert.deepEqual(ok(await client.get(path)), changed);
});

test('addresses: bad input names its fields', async () => {
  const client = await signIn(await started());
  refused(await client.post('/addresses', { name: '', phone: '', line: '' }), 422, 'validation',
    { '/name': 'name.empty', '/phone': 'phone.empty', '/line': 'required' });
  refused(await client.post('/addresses', { ...address, line: '路'.repeat(201), city: '市'.repeat(41) }), 422, 'validation',
    { '/line': 'too_long', '/city': 'too_long' });
  refused(await client.post('/addresses', { line: 'x' }), 422, 'validation', { '/name': 'required', '/phone': 'required' });
  assert.deepEqual(ok(await client.get('/addresses')).items, []);
});

test('addresses: twenty and no more; a retry with its key makes no second', async () => {
  const client = await signIn(await started());
  for (let i = 0; i < 19; i++) await keep(client);
  const send = () => client.post('/addresses', address, { key: 'the-twentieth' });
  const one = ok(await send(), 201);
  assert.equal(ok(await send(), 201).id, one.id);
  refused(await client.post('/addresses', address), 409, 'too_many');
  assert.equal(ok(await client.get('/addresses')).items.length, 20);
});

test('addresses: another account gets 404 and an empty list', async () => {
  const { id } = await keep(await signIn(await started()));
  const stranger = await signIn(await started());
  refused(await stranger.get(`/addresses/${id}`), 404, 'not_found');
  refused(await stranger.patch(`/addresses/${id}`, { line: '别处' }), 404, 'not_found');
  refused(await stranger.delete(`/addresses/${id}`), 404, 'not_found');
  assert.deepEqual(ok(await stranger.get('/addresses')).items, []);
});
