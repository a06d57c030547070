// axe-core on whatever is shown now. Goes in through the debugger: the page's own security policy stays as it is.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../tools/files.mjs';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
let source;

async function audit(page) {
  source ??= readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');
  const cdp = await (page.context ? page : page.page()).context().newCDPSession(page); // of a page, or of a frame in one
  const run = async (expression) => {
    const { result, exceptionDetails } = await cdp.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  try {
    if (!(await run('!!window.axe'))) await run(`${source};0`);
    return await run(`axe.run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(tags)} }, resultTypes: ['violations'] })
      .then(({ violations, passes }) => ({ rules: passes.length, violations: violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map((node) => node.html + ' ' + (node.any[0]?.message ?? node.all[0]?.message ?? node.none[0]?.message ?? '')) })) }))`);
  } finally {
    await cdp.detach();
  }
}

// An `at` for journeys: collects what is wrong on each screen; done() says it all at once.
export function auditor(person) {
  const found = [];
  const screens = [];
  const at = async (screen) => {
    const { rules, violations } = await audit(person.page);
    assert.ok(rules > 5, 'axe looked at the page');
    screens.push(screen);
    for (const { id, help, nodes } of violations) found.push(`${screen}: ${id} (${help})\n${nodes.map((html) => `    ${html}`).join('\n')}`);
  };
  at.done = (expected) => {
    assert.deepEqual(screens, expected);
    assert.equal(found.length, 0, `axe found:\n${found.join('\n')}`);
  };
  return at;
}
