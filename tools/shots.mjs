// Pictures of every state of every screen, in build/shots/<look>/<screen>/<state>.png, and what has changed since they were
// accepted. Arguments: names of looks (all without); --accept takes the pictures as they are now; --check writes no pictures.
//
// What is kept (tests/golden/shots) is small: one strip per screen and look, each state at a quarter of its size. Two pictures
// are the same when no cell of 8 × 8 of those pixels differs by more than a shade that other fonts or drivers make.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { closeBrowser } from '../tests/browser/support/person.mjs';
import { looks as all, openLook, show, startGallery, stopGallery } from '../tests/gallery/support.mjs';
import { root } from './files.mjs';

const names = ['standard', 'elder', 'contrast', 'english', 'desktop'];
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const accept = process.argv.includes('--accept');
const check = process.argv.includes('--check');
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length) {
  console.error(`shots: no look named ${unknown.join(', ')}; there are ${names.join(', ')}`);
  process.exit(1);
}

const shrink = 4, cell = 8, allowed = 14; // of 255, the mean of a cell's difference

// A quarter of the size in grey: enough to see that something moved, changed or is gone.
function small(png) {
  const width = Math.floor(png.width / shrink), height = Math.floor(png.height / shrink);
  const grey = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let dy = 0; dy < shrink; dy++)
        for (let dx = 0; dx < shrink; dx++) {
          const at = ((y * shrink + dy) * png.width + x * shrink + dx) * 4;
          sum += 0.3 * png.data[at] + 0.59 * png.data[at + 1] + 0.11 * png.data[at + 2];
        }
      grey[y * width + x] = Math.round(sum / shrink / shrink);
    }
  return { width, height, grey };
}

function differs(a, b) {
  if (!a || !b || a.width !== b.width || a.height !== b.height) return true;
  for (let top = 0; top < a.height; top += cell)
    for (let left = 0; left < a.width; left += cell) {
      let sum = 0, count = 0;
      for (let y = top; y < Math.min(top + cell, a.height); y++)
        for (let x = left; x < Math.min(left + cell, a.width); x++, count++)
          sum += Math.abs(a.grey[y * a.width + x] - b.grey[y * b.width + x]);
      if (sum / count > allowed) return true;
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

const url = await startGallery();
let same = 0;
const changed = [];
for (const look of wanted.length ? wanted : names) {
  const { page, names: states, close } = await openLook(url, all[look]);
  const screens = new Map();
  for (const name of states) {
    await show(page, name);
    const bytes = await page.screenshot();
    const [screen, state] = name.split('/');
    if (!check) {
      mkdirSync(join(root, 'build/shots', look, screen), { recursive: true });
      writeFileSync(join(root, 'build/shots', look, screen, `${state}.png`), bytes);
    }
    if (!screens.has(screen)) screens.set(screen, new Map());
    screens.get(screen).set(state, small(PNG.sync.read(bytes)));
  }
  await close();
  if (accept) {
    rmSync(join(root, 'tests/golden/shots', look), { recursive: true, force: true });
    mkdirSync(join(root, 'tests/golden/shots', look), { recursive: true });
    for (const [screen, pictures] of screens) writeStrip(stripPath(look, screen), [...pictures.values()]);
    writeFileSync(listPath(look), `${JSON.stringify(Object.fromEntries([...screens].map(([screen, pictures]) => [screen, [...pictures.keys()]])), null, 1)}\n`);
    continue;
  }
  const listed = existsSync(listPath(look)) ? JSON.parse(readFileSync(listPath(look), 'utf8')) : {};
  for (const [screen, pictures] of screens) {
    const before = listed[screen] ? readStrip(look, screen, listed[screen]) : new Map();
    for (const [state, picture] of pictures)
      if (differs(before.get(state), picture)) changed.push(`${look} ${screen}/${state}`);
      else same += 1;
  }
}
stopGallery();
await closeBrowser();
for (const name of changed) console.log(`changed: ${name}`);
console.log(accept ? 'accepted' : `${same} passed, ${changed.length} failed`);
process.exit(changed.length ? 1 : 0);
