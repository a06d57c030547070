// Pictures of states as they were accepted (tests/golden/shots), and whether one is still the same. What is kept is small: one
// strip per screen and look, each state at a quarter of its size. Two pictures are the same when no cell of 8 × 8 of those
// pixels differs by more than a shade that other fonts or drivers make.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { root } from '../../tools/files.mjs';

export const pictureLooks = ['standard', 'elder', 'contrast', 'english', 'desktop', 'whole', 'whole_elder', 'embedded'];

const shrink = 4, cell = 8, allowed = 14; // of 255, the mean of a cell's difference

// A quarter of the size in grey: enough to see that something moved, changed or is gone. `density` is the screen's pixels for one of
// the page's.
export function small(png, density = 1) {
  const side = shrink * density;
  const width = Math.floor(png.width / side), height = Math.floor(png.height / side);
  const grey = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let dy = 0; dy < side; dy++)
        for (let dx = 0; dx < side; dx++) {
          const at = ((y * side + dy) * png.width + x * side + dx) * 4;
          sum += 0.3 * png.data[at] + 0.59 * png.data[at + 1] + 0.11 * png.data[at + 2];
        }
      grey[y * width + x] = Math.round(sum / side / side);
    }
  return { width, height, grey };
}

// On a screen of another density letters lie a fraction of a pixel elsewhere: there a cell's mean is compared (`means`).
export function differs(a, b, means = false) {
  if (!a || !b || a.width !== b.width || a.height !== b.height) return true;
  for (let top = 0; top < a.height; top += cell)
    for (let left = 0; left < a.width; left += cell) {
      let sum = 0, count = 0;
      for (let y = top; y < Math.min(top + cell, a.height); y++)
        for (let x = left; x < Math.min(left + cell, a.width); x++, count++)
          sum += means ? a.grey[y * a.width + x] - b.grey[y * b.width + x] : Math.abs(a.grey[y * a.width + x] - b.grey[y * b.width + x]);
      if (Math.abs(sum) / count > allowed) return true;
    }
  return false;
}

const stripPath = (look, screen) => join(root, 'tests/golden/shots', look, `${screen}.png`);
const listPath = (look) => join(root, 'tests/golden/shots', look, 'states.json');

function writeStrip(path, pictures) {
  const width = pictures.reduce((sum, { width: w }) => sum + w, 0);
  const strip = new PNG({ width, height: pictures[0].height, colorType: 0 });
  let left = 0;
  for (const { width: w, height, grey } of pictures) {
    for (let y = 0; y < height; y++)
      for (let x = 0; x < w; x++) strip.data.fill(grey[y * w + x], (y * width + left + x) * 4, (y * width + left + x) * 4 + 3);
    left += w;
  }
  for (let i = 3; i < strip.data.length; i += 4) strip.data[i] = 255;
  writeFileSync(path, PNG.sync.write(strip, { colorType: 0 }));
}

function readStrip(look, screen, states) {
  if (!existsSync(stripPath(look, screen))) return new Map();
  const strip = PNG.sync.read(readFileSync(stripPath(look, screen)));
  const each = strip.width / states.length;
  return new Map(states.map((state, index) => {
    const grey = new Uint8Array(each * strip.height);
    for (let y = 0; y < strip.height; y++)
      for (let x = 0; x < each; x++) grey[y * each + x] = strip.data[(y * strip.width + index * each + x) * 4];
    return [state, { width: each, height: strip.height, grey }];
  }));
}

// What was accepted in a look, by state ("home/visitor").
export function accepted(look) {
  if (!existsSync(listPath(look))) return new Map();
  const listed = JSON.parse(readFileSync(listPath(look), 'utf8'));
  return new Map(Object.entries(listed).flatMap(([screen, states]) =>
    [...readStrip(look, screen, states)].map(([state, picture]) => [`${screen}/${state}`, picture])));
}

// Takes the pictures of a look, by state, as right.
export function acceptLook(look, pictures) {
  rmSync(join(root, 'tests/golden/shots', look), { recursive: true, force: true });
  mkdirSync(join(root, 'tests/golden/shots', look), { recursive: true });
  const screens = {};
  for (const [name, picture] of pictures) {
    const [screen, state] = name.split('/');
    (screens[screen] ??= []).push([state, picture]);
  }
  const listed = {};
  for (const [screen, states] of Object.entries(screens)) {
    writeStrip(stripPath(look, screen), states.map(([, picture]) => picture));
    listed[screen] = states.map(([state]) => state);
  }
  writeFileSync(listPath(look), `${JSON.stringify(listed, null, 1)}\n`);
}
