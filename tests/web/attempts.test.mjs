// What counts at the server is asked again under the same key until it was answered.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { web } from './support.mjs';

function asking(...answers) {
  const sent = [];
  let keys = 0;
  const attempt = web.createAttempts(async (path, body, key) => {
    sent.push(`${path} ${body?.code ?? ''} ${key}`);
    const [status, code] = answers.shift();
    return { status, body: { code } };
  }, () => `key${++keys}`);
  return { sent, attempt };
}

test('attempts: what was not answered is sent again as the same, what was answered as another', async () => {
  const { sent, attempt } = asking([0], [503, 'busy'], [409, 'idempotency_in_flight'], [422, 'code_wrong'], [422, 'code_wrong']);
  for (let i = 0; i < 5; i++) await attempt('/join', { code: '123456' });
  assert.deepEqual(sent, [...Array(4).fill('/join 123456 key1'), '/join 123456 key2']);
});

test('attempts: another code, or another order, is another attempt, and the first stays what it was', async () => {
  const { sent, attempt } = asking([0], [422, 'code_wrong'], [0], [200]);
  await attempt('/a', { code: '1' });
  await attempt('/a', { code: '2' });
  await attempt('/b', { code: '1' });
  await attempt('/a', { code: '1' });
  assert.deepEqual(sent, ['/a 1 key1', '/a 2 key2', '/b 1 key3', '/a 1 key1']);
});
