// Glyphs drawn while the program is on its way: what it then asks for is there, what is not is drawn as ever.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { web } from './support.mjs';

// Draws what tells which call it came of.
function recorder() {
  const asked = [];
  let last = [];
  const note = (what, ...of) => (asked.push([what, ...of].join(' ')), of);
  return {
    asked,
    line: (...of) => (note('line', ...of), [of[0], 1]),
    advance: (...of) => note('advance', ...of)[1],
    draw: (...of) => ((last = note('draw', ...of)), [of[2], of[2], 0, 0, 0]),
    pixels: () => last,
    trustworthy: () => true,
  };
}
const runs = [[17, 0, [65, 0x4e2d]], [20, 1, [65]], [24, 2, [3]]];

test('glyphs ahead: what was drawn is not drawn again, once', async () => {
  const glyphs = recorder();
  const ahead = web.drawnAhead(glyphs);
  await ahead.ahead(runs, 2, () => false);
  assert.deepEqual(glyphs.asked.filter((call) => call.startsWith('draw')), ['draw 65 0 34 0', 'draw 20013 0 34 0', 'draw 65 0 40 1', 'draw 0 3 48 0']);
  glyphs.asked.length = 0;

  assert.deepEqual(ahead.line(40, 1), [40, 1]);
  assert.deepEqual(ahead.draw(65, 0, 40, 1), [40, 40, 0, 0, 0]);
  assert.deepEqual(ahead.pixels(), [65, 0, 40, 1]);
  assert.deepEqual(ahead.draw(0, 3, 48, 0), [48, 48, 0, 0, 0]);
  assert.deepEqual(ahead.pixels(), [0, 3, 48, 0]);
  assert.deepEqual(glyphs.asked, []);

  ahead.draw(65, 0, 40, 1); // its pixels were given away
  ahead.draw(66, 0, 40, 1);
  assert.deepEqual(ahead.pixels(), [66, 0, 40, 1]);
  assert.deepEqual(ahead.line(41, 1), [41, 1]);
  assert.deepEqual(glyphs.asked, ['draw 65 0 40 1', 'draw 66 0 40 1', 'line 41 1']);
});

test('glyphs ahead: sizes are counted as the program counts them', async () => {
  const glyphs = recorder();
  const ahead = web.drawnAhead(glyphs);
  await ahead.ahead([[17, 0, [65]]], 1.1, () => false);
  glyphs.asked.length = 0;
  ahead.draw(65, 0, Math.fround(17 * Math.fround(1.1)), 0);
  assert.deepEqual(glyphs.asked, []);
});

test('glyphs ahead: ends in the middle once the program is there', async () => {
  const glyphs = recorder();
  let time = 0;
  const ahead = web.drawnAhead(glyphs, () => (time += 5));
  let asked = 0;
  await ahead.ahead([[17, 0, [...Array(50).keys()]]], 1, () => ++asked > 1);
  const drawn = glyphs.asked.filter((call) => call.startsWith('draw')).length;
  assert.ok(drawn > 0 && drawn < 50, `${drawn} drawn`);
});

test('ink: the smallest box around what was drawn', () => {
  const picture = (...rows) => [new Uint32Array(new Uint8Array([...rows.join('')].flatMap((c) => [9, 9, 9, c === '.' ? 0 : 1])).buffer), rows[0].length, rows.length];
  assert.deepEqual(web.inkOf(...picture('.....', '..x..', '.x...', '.....')), [1, 1, 2, 2]);
  assert.deepEqual(web.inkOf(...picture('x..', '...', '..x')), [0, 0, 3, 3]);
  assert.deepEqual(web.inkOf(...picture('...x')), [3, 0, 1, 1]);
  assert.equal(web.inkOf(...picture('...', '...')), null);
});

test('texts: a file becomes keys and texts in turns', () => {
  assert.equal(web.textTable('{"a.b":"中文 {n}","c":""}'), 'a.b\0中文 {n}\0c\0\0');
});
