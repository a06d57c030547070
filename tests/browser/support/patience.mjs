// Waiting for what should happen, never for a time.
import assert from 'node:assert/strict';

// What was pressed scrolls a frame later, and shows the one after.
export const frames = (page, count) => page.evaluate(async (left) => {
  while (left--) await new Promise(requestAnimationFrame);
}, count);

// The page follows a moment later: a person looks until it is so. What never comes true fails with what was seen last.
export async function holds(look, wanted = true, what = String(look)) {
  const until = Date.now() + 10_000;
  let seen = await look();
  while (seen !== wanted && Date.now() < until) {
    await new Promise((done) => setTimeout(done, 50));
    seen = await look();
  }
  assert.equal(seen, wanted, what);
}
