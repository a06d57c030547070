// What a screen reader says on every state of every screen, from first to last, by a reader written as a library: kept as text,
// so that a change of what blind people hear is seen.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { root } from '../../tools/files.mjs';
import { show } from './support.mjs';

export const folder = join(root, 'tests/golden/spoken');

export async function readerSource() {
  const built = await esbuild.build({
    stdin: { contents: "import { virtual } from '@guidepup/virtual-screen-reader'; window.reader = virtual;", resolveDir: root },
    bundle: true, format: 'iife', write: false, target: 'es2022', logLevel: 'error',
  });
  return built.outputFiles[0].text;
}

async function spoken(page) {
  return page.evaluate(async () => {
    const most = 400;
    for (const unread of document.querySelectorAll('noscript')) unread.remove(); // the library reads it, browsers that run scripts do not
    const container = document.querySelector('#overlay>*') ?? document.body;
    await window.reader.start({ container });
    const lines = [];
    for (let step = 0; step < most; step++) {
      const phrase = await window.reader.lastSpokenPhrase();
      if (step > 0 && phrase === lines[0]) break; // round to the start
      lines.push(phrase);
      await window.reader.next();
    }
    await window.reader.stop();
    // Where a paragraph begins and anything ends is heard, but says nothing of its own.
    return lines.filter((line) => line !== 'paragraph' && !line.startsWith('end of '));
  });
}

// "<screen>.<language>" → "# state" and its lines
export async function readAll(page, names, language) {
  const screens = new Map();
  for (const name of names) {
    await show(page, name);
    const [screen, state] = name.split('/');
    const file = `${screen}.${language}`;
    screens.set(file, `${screens.get(file) ?? ''}# ${state}\n${(await spoken(page)).join('\n')}\n\n`);
  }
  return screens;
}

const ofLanguage = (language) => readdirSync(folder).filter((file) => file.endsWith(`.${language}.txt`));

export function accept(screens, language) {
  mkdirSync(folder, { recursive: true });
  for (const name of ofLanguage(language)) rmSync(join(folder, name));
  for (const [file, text] of screens) writeFileSync(join(folder, `${file}.txt`), text);
}

// Files that read differently, or that no screen has any more.
export function changed(screens, language) {
  const before = (file) => (existsSync(join(folder, `${file}.txt`)) ? readFileSync(join(folder, `${file}.txt`), 'utf8') : '');
  const gone = ofLanguage(language).map((name) => name.slice(0, -'.txt'.length)).filter((file) => !screens.has(file));
  return [...gone, ...[...screens].filter(([file, text]) => before(file) !== text).map(([file]) => file)];
}
