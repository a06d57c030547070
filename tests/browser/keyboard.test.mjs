// Everything by keys alone.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { refillToTheDoor } from './support/journeys.mjs';
import { KeyboardPerson } from './support/keyboard.mjs';
import { startSite } from './support/site.mjs';

// Measured when it was written, with some room: a page that takes many more keys has got worse.
const tabs_max = 140;

test('refill to the door by keyboard alone, focus always seen and never lost', { timeoutMs: 240_000 }, async () => {
  const site = await startSite();
  const person = await KeyboardPerson.arrive(site.url);
  await refillToTheDoor(person);
  console.log(`      ${person.tabs} times Tab`);
  assert.deepEqual([...new Set(person.complaints)], []);
  assert.ok(person.tabs > 20 && person.tabs < tabs_max, `${person.tabs} times Tab`);
  await person.leave();
  await site.stop();
});
