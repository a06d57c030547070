// Looks back at the whole run: each operation of docs/openapi.yaml was answered, and answered well, at least once.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { coverage } from './support/contract.mjs';

test('contract: every operation was answered with success at least once', () => {
  const missing = coverage().filter(({ statuses }) => !statuses.some((status) => status < 400)).map(({ name }) => name);
  assert.deepEqual(missing, []);
});

test('contract: every guarded operation was refused at least once', () => {
  const missing = coverage().filter(({ name, statuses }) => name.includes('/api/v1/') && !/ \/api\/v1\/hospital$|^OPTIONS/.test(name) && !statuses.some((status) => status >= 400)).map(({ name }) => name);
  assert.deepEqual(missing, []);
});
