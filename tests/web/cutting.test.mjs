// Which edge of a photo a finger takes hold of, and how much it cuts off.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { web } from './support.mjs';

const none = { left: false, top: false, right: false, bottom: false };

test('cutting: an outer third is held, a corner is two edges, the middle is none', () => {
  assert.deepEqual(web.heldAt(10, 150, 300, 300), { ...none, left: true });
  assert.deepEqual(web.heldAt(290, 290, 300, 300), { ...none, right: true, bottom: true });
  assert.deepEqual(web.heldAt(150, 5, 300, 300), { ...none, top: true });
  assert.deepEqual(web.heldAt(150, 150, 300, 300), none);
});

test('cutting: inwards cuts, outwards gives back, and never all', () => {
  assert.deepEqual(web.cutBy({ ...none, left: true }, 30, 99, 300, 200), [10, 0, 0, 0]);
  assert.deepEqual(web.cutBy({ ...none, right: true, bottom: true }, -60, -50, 300, 200), [0, 0, 20, 25]);
  assert.deepEqual(web.cutBy({ ...none, right: true }, 45, 0, 300, 200), [0, 0, -15, 0]);
  assert.deepEqual(web.cutBy({ ...none, top: true }, 0, 900, 300, 200), [0, 80, 0, 0]);
});
