// Looks back at the whole run: each operation of docs/openapi.yaml was answered, and answered well, at least once.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { checkExchange, ContractError, coverage } from './support/contract.mjs';

const person = { id: 'per_1', name: '王', relationship: 'self', number_masked: '*', age: 3, sex: 'male', verified: true };
const exchange = (changes, body = person) => ({
  method: 'GET', path: '/api/v1/people/per_1', status: 200, headers: { 'content-type': 'application/json', etag: '"x"' },
  bytes: Buffer.from(JSON.stringify(body)), ...changes,
});
const problem = { type: 'urn:x', title: 'x', status: 404, code: 'not_found' };
const problemHeaders = { 'content-type': 'application/problem+json' };
const breaches = {
  'a field that is not written down': exchange({}, { ...person, postcode: 1 }),
  'a missing field': exchange({}, { ...person, id: undefined }),
  'a field of another type': exchange({}, { ...person, age: '3' }),
  'a missing header': exchange({ headers: { 'content-type': 'application/json' } }),
  'another media type': exchange({ headers: { 'content-type': 'text/html', etag: '"x"' } }),
  'an unknown status': exchange({ status: 418, headers: problemHeaders }, { ...problem, status: 418 }),
  'an unknown operation': exchange({ path: '/api/v1/nothing' }),
  'an unknown query parameter': exchange({ path: '/api/v1/people/per_1?deep=1' }),
  'a problem that contradicts its status': exchange({ status: 404, headers: problemHeaders }, { ...problem, status: 403 }),
};

test('contract: the checker itself sees every kind of breach', () => {
  checkExchange(exchange({}));
  checkExchange(exchange({ status: 404, headers: problemHeaders }, problem));
  for (const [name, one] of Object.entries(breaches)) assert.throws(() => checkExchange(one), ContractError, name);
});

test('contract: every operation was answered with success at least once', () => {
  const missing = coverage().filter(({ statuses }) => !statuses.some((status) => status < 400)).map(({ name }) => name);
  assert.deepEqual(missing, []);
});

test('contract: every guarded operation was refused at least once', () => {
  const missing = coverage().filter(({ name, statuses }) => name.includes('/api/v1/') && !/ \/api\/v1\/(?:hospital|embedding)$|^OPTIONS/.test(name) && !statuses.some((status) => status >= 400)).map(({ name }) => name);
  assert.deepEqual(missing, []);
});
