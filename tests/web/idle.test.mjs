// Work for idle moments: a piece at a time, never twice asked for, and also where the browser tells of none.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { web } from './support.mjs';

for (const [name, moments] of [
  ['told by the browser', (asked) => ({ requestIdleCallback: (run) => asked.push(run) })],
  ['by the clock', (asked) => ({ setTimeout: (run) => asked.push(run) })],
]) {
  test(`idle: pieces of work, ${name}`, () => {
    const asked = [];
    let left = 3;
    const idle = web.createIdle(() => --left > 0, moments(asked));
    idle.later();
    idle.later();
    assert.equal(asked.length, 1);
    for (let rounds = 0; asked.length; rounds++) {
      assert.ok(rounds < 3);
      asked.shift()();
    }
    assert.equal(left, 0);
    idle.later(); // a frame later there may be more
    assert.equal(asked.length, 1);
  });
}
