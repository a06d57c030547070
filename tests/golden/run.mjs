// The semantics tree of every state of every screen, as text, against what was accepted (tests/golden/trees).
// `--accept` takes what is there now; look at the difference in git before you commit it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../tools/files.mjs';
import { run, test } from '../../tools/test-runner.mjs';

const folder = join(root, 'tests/golden/trees');
const languages = ['zh-CN', 'en'];

// "<screen>.<language>" → its states' trees, one after another
function drawn() {
  const files = new Map();
  for (const language of languages) {
    const text = execFileSync(process.execPath, [join(root, 'build/web/banzhen-gallery-text.cjs'), language, `assets/text/${language}.json`], {
      cwd: root, encoding: 'utf8', maxBuffer: 1 << 28,
    });
    for (const part of text.split(/^(?=# )/m)) {
      const name = `${/^# (\w+)\//.exec(part)[1]}.${language}.txt`;
      files.set(name, (files.get(name) ?? '') + part);
    }
  }
  return files;
}

const states = (text) => new Map(text.split(/^(?=# )/m).filter(Boolean).map((part) => [/^# (\S+)/.exec(part)[1], part.trim()]));
const accepted = () => (existsSync(folder) ? readdirSync(folder) : []).filter((name) => name.endsWith('.txt'));
const now = drawn();

if (process.argv.includes('--accept')) {
  mkdirSync(folder, { recursive: true });
  for (const name of accepted()) rmSync(join(folder, name));
  for (const [name, text] of now) writeFileSync(join(folder, name), text);
  console.log(`accepted ${now.size} files`);
  process.exit(0);
}

test('every screen has its golden, and no golden is left of a screen that is gone', () => {
  assert.deepEqual(accepted().sort(), [...now.keys()].sort());
});
for (const [name, text] of now) {
  test(name, () => {
    const before = states(existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : '');
    const after = states(text);
    assert.deepEqual([...after.keys()], [...before.keys()]);
    for (const [state, tree] of after) assert.equal(tree, before.get(state), `${state} reads differently; if it is meant: ./dev test golden --accept`);
  });
}

await run();
