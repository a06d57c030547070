// Everything by keys alone; and each ending as someone with old eyes meets it: large letters, a narrow screen, another language.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { refillToTheDoor, toCancelled, toEmergency, toHospital, toPickup, toSummary } from './support/journeys.mjs';
import { KeyboardPerson } from './support/keyboard.mjs';
import { startSite } from './support/site.mjs';

const narrow = { width: 320, height: 640, size: 'elder' };

// Times Tab, measured when it was written, with some room: a page that takes many more keys has got worse.
const journeys = [
  ['refill to the door', refillToTheDoor, {}, 140],
  ['refill to the door, elder size at 320 px, in English, plain', refillToTheDoor, { ...narrow, language: 'en', paint: 'plain' }, 200],
  ['refill to a pickup code, elder size at 320 px', toPickup, narrow, 200],
  ['consultation to its summary, elder size at 320 px, in English', toSummary, { ...narrow, language: 'en' }, 200],
  ['consultation to a hospital and the refund, elder size at 320 px, plain', toHospital, { ...narrow, paint: 'plain' }, 200],
  ['consultation cancelled, elder size at 320 px, in English, plain', toCancelled, { ...narrow, language: 'en', paint: 'plain' }, 200],
  ['120, elder size at 320 px, in English', toEmergency, { ...narrow, language: 'en' }, 40],
];

for (const [name, go, look, tabs_max] of journeys)
  test(`by keyboard alone: ${name}; focus always seen and never lost`, { timeoutMs: 240_000 }, async () => {
    // Nobody begins before someone cancels; and there is time to look at the codes.
    const site = await startSite({ desk: go !== toCancelled, stepMs: go === toPickup ? 1_000 : 400 });
    const person = await KeyboardPerson.arrive(site.url, look);
    await go(person);
    console.log(`      ${person.tabs} times Tab`);
    assert.deepEqual([...new Set(person.complaints)], []);
    assert.ok(person.tabs < tabs_max, `${person.tabs} times Tab`);
    await person.leave();
    await site.stop();
  });
