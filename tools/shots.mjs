// Pictures of every state of every screen, in build/shots/<look>/<screen>/<state>.png, and what has changed since they were
// accepted. Arguments: names of looks (all without); --only=<screen>; --accept takes the pictures as they are now; --check writes
// no pictures.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PNG } from 'pngjs';
import { closeBrowser } from '../tests/browser/support/person.mjs';
import { accepted, acceptLook, differs, pictureLooks, small } from '../tests/gallery/pictures.mjs';
import { belongs, looks, openLook, sample, show, startGallery, stopGallery } from '../tests/gallery/support.mjs';
import { root } from './files.mjs';

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const accept = process.argv.includes('--accept');
const check = process.argv.includes('--check');
const only = process.argv.find((word) => word.startsWith('--only='))?.slice('--only='.length);
const unknown = wanted.filter((name) => !pictureLooks.includes(name));
if (unknown.length) {
  console.error(`shots: no look named ${unknown.join(', ')}; there are ${pictureLooks.join(', ')}`);
  process.exit(1);
}

const url = await startGallery();
let same = 0;
const changed = [];
for (const look of wanted.length ? wanted : pictureLooks) {
  const { page, names: all, close } = await openLook(url, looks[look]);
  const names = looks[look].sampled ? sample(all) : all;
  const before = accepted(look);
  const pictures = new Map(names.filter((name) => before.has(name)).map((name) => [name, before.get(name)]));
  for (const name of names.filter((one) => !only || one.startsWith(`${only}/`))) {
    await show(page, name);
    if (!(await belongs(page, looks[look]))) {
      pictures.delete(name);
      continue;
    }
    const bytes = await page.screenshot();
    if (!check) {
      const file = join(root, 'build/shots', look, `${name}.png`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    }
    const picture = small(PNG.sync.read(bytes));
    pictures.set(name, picture);
    if (differs(before.get(name), picture)) changed.push(`${look} ${name}`);
    else same += 1;
  }
  await close();
  if (accept) acceptLook(look, pictures);
}
stopGallery();
await closeBrowser();
for (const name of changed) console.log(`changed: ${name}`);
console.log(accept ? 'accepted' : `${same} passed, ${changed.length} failed`);
process.exit(changed.length && !accept ? 1 : 0);
