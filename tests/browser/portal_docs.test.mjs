// docs/HOSPITALS.md taken at its word: its page, its script, its policy lines and its request for a token, copied as they stand, with
// the two addresses put in. What is written there is what hospitals do.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { root } from '../../tools/files.mjs';
import { test } from '../../tools/test-runner.mjs';
import { hospitals } from '../portal/hospitals.mjs';
import { PortalPerson, startPortals } from './support/portal.mjs';

const text = readFileSync(join(root, 'docs/HOSPITALS.md'), 'utf8');
const only = (pattern, what) => {
  const found = [...text.matchAll(pattern)];
  assert.equal(found.length, 1, `${what}: ${found.length} in the page`);
  return found[0][1];
};
const copied = {
  page: only(/```html\n([^`]*<banzhen-portal[^`]*)```/g, 'the page'),
  script: only(/```js\n(\/\/ care\.js\n[^`]*)```/g, 'its script'),
  policies: only(/```\n(Content-Security-Policy: [^`]*)```/g, 'the policy lines'),
  launch: only(/\nPOST \/api\/v1\/desk\/launch-tokens\n(\{.*\})\n/g, 'the request for a token'),
};
const { phone } = hospitals.qinglan.patient;

// A back end as the page describes one. It knows the app's address once that is there.
class CopiedPortal {
  async listen() {
    this.server = createServer((asked, answer) => void this.#answer(asked, answer).catch(() => answer.writeHead(500).end()));
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.origin = `http://copied-portal.localhost:${this.server.address().port}`;
    this.asked = 0;
    return this;
  }
  placed(words) {
    return words.replaceAll('https://hospital.example.org', this.app.origin).replaceAll('https://portal.example.org', this.origin);
  }
  headers() {
    const lines = Object.fromEntries(this.placed(copied.policies).trim().split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
    lines['Content-Security-Policy'] += "; default-src 'none'; connect-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
    return lines;
  }
  async #answer(asked, answer) {
    const send = (type, body) => answer.writeHead(200, { 'Content-Type': `${type}; charset=utf-8`, ...this.headers() }).end(body);
    if (asked.method === 'POST' && asked.url === '/launch') {
      this.asked++;
      const body = { ...JSON.parse(this.placed(copied.launch)), phone };
      const made = await fetch(`${this.app.internal}/api/v1/desk/launch-tokens`, { method: 'POST', headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${this.app.token}` }, body: JSON.stringify(body) });
      assert.equal(made.status, 201, await made.clone().text());
      return send('application/json', await made.text());
    }
    if (asked.url === '/care.js') return send('text/javascript', this.placed(copied.script));
    if (asked.url.startsWith('/?') || asked.url === '/') return send('text/html', `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>门户</title></head><body>${this.placed(copied.page)}</body></html>`);
    answer.writeHead(404).end();
  }
  stop() {
    this.server.closeAllConnections();
    this.server.close();
  }
}

class Visitor extends PortalPerson {
  async entered() {
    const frame = this.tab.locator('banzhen-portal iframe');
    await frame.waitFor();
    this.page = this.frame = await (await frame.elementHandle()).contentFrame();
    await this.ready();
  }
}

test('portal: the page of docs/HOSPITALS.md, copied as it stands, signs the patient in at what it asks for, under its own policy lines', { timeoutMs: 120_000 }, async () => {
  const own = await new CopiedPortal().listen();
  const portals = await startPortals({ more: { qinglan: [own.origin] } });
  own.app = portals.qinglan.app;
  const said = [];
  const person = await Visitor.arrive(own.origin, { portal: own, prepare: (page) => page.on('console', (message) => said.push(message.text())) });
  try {
    await person.sees('gate.red_flags.heading'); // entry: refill
    assert.equal(own.asked, 1);
    await person.holds(() => person.tab.locator('banzhen-portal').evaluate((care) => care.shadowRoot === null || care.checkVisibility()), true);
    assert.deepEqual(said.filter((line) => /trouble|violates|refused|integrity/i.test(line)), []);
    await person.page.evaluate(() => (location.hash = '#people'));
    await person.sees('people.heading'); // signed in: nobody else comes here
    await person.shot('portal-docs');
  } finally {
    await person.leave();
    await portals.stop();
    own.stop();
  }
});
