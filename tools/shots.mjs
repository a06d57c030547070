// Pictures of every screen of the refill journey, on a phone (390 × 844 @2x), in build/shots/<look>/<nn>-<screen>.png.
// Arguments: names of looks; all without.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { refillToTheDoor } from '../tests/browser/support/journeys.mjs';
import { Person, closeBrowser } from '../tests/browser/support/person.mjs';
import { startSite } from '../tests/browser/support/site.mjs';
import { root } from './files.mjs';

const looks = {
  standard: {},
  elder: { size: 'elder' },
  english: { language: 'en' },
  plain: { paint: 'plain' },
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !looks[name]);
if (unknown.length) {
  console.error(`shots: no look named ${unknown.join(', ')}; there are ${Object.keys(looks).join(', ')}`);
  process.exit(1);
}

for (const [look, options] of Object.entries(looks).filter(([name]) => !wanted.length || wanted.includes(name))) {
  const folder = join(root, 'build/shots', look);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const site = await startSite();
  const person = await Person.arrive(site.url, { density: 2, ...options });
  let number = 0;
  await refillToTheDoor(person, async (screen) => {
    number += 1;
    await person.page.screenshot({ path: join(folder, `${String(number).padStart(2, '0')}-${screen}.png`) });
  });
  await person.page.context().close();
  await site.kill();
  console.log(`build/shots/${look}: ${number} pictures`);
}
await closeBrowser();
process.exit(0);
