// Two hospitals' portals in front of one server, and someone who uses the app inside one of them.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifest, published } from '../../../tools/build-sdk.mjs';
import { temporaryFolder } from '../../api/support/server.mjs';
import { hospitals, settingsOf } from '../../portal/hospitals.mjs';
import { Portal } from '../../portal/portal.mjs';
import { Person } from './person.mjs';
import { allowEval, reportOnly, startSite } from './site.mjs';

// `more`: pages that a hospital allows besides (for tests of what it does not). `evaluates`: for a browser whose driver needs eval;
// then `reports` has what both pages' own policies would have stopped. `accounts`: what signs the patients of the hospitals in (tests/portal/accounts.mjs).
export async function startPortals({ evaluates = false, more = {}, accounts } = {}) {
  const folder = temporaryFolder('portals');
  const list = await Promise.all(Object.keys(hospitals).map((id) => new Portal(id).listen()));
  const args = list.flatMap(({ id, origin }) => {
    const path = join(folder, `${id}.json`);
    writeFileSync(path, JSON.stringify(settingsOf(id, [origin, ...(more[id] ?? [])], accounts && { smart: [{ iss: accounts.iss, client_id: 'banzhen' }] })));
    return ['--hospital', path];
  });
  const site = await startSite({ args });
  const door = evaluates ? await allowEval(site, { reporting: true }) : undefined;
  const { port } = new URL(door?.url ?? site.url);
  accounts?.register({ banzhen: { redirect: list.map(({ id }) => `http://${id}.localhost:${port}/smart/callback`) } });
  const { version } = manifest();
  const sdk = { version, integrity: published()[version]['embed.js'] };
  list.forEach((portal, index) => {
    const token = readFileSync(join(site.data, index === 0 ? 'desk-token' : `desk-token-${portal.id}`), 'utf8');
    portal.connect({ origin: `http://${portal.id}.localhost:${port}`, internal: site.url, token, sdk });
    if (!evaluates) return;
    const { policy, headers } = portal;
    portal.policy = (app) => policy(app).replace("script-src 'self'", "script-src 'self' 'unsafe-eval'").replace(/; require-trusted-types-for.*$/, '');
    portal.headers = (app) => ({ ...headers(app), ...reportOnly(policy(app), app.origin) });
  });
  return {
    site, reports: door?.reports, ...Object.fromEntries(list.map((portal) => [portal.id, portal])),
    async stop() {
      for (const portal of list) portal.stop();
      door?.close();
      await site.stop();
    },
  };
}

// `tab` is the portal's page, `page` the app in it (and for a moment the payment's page, in a window beside).
export class PortalPerson extends Person {
  static visit(portal, options = {}) {
    return this.arrive(portal.origin, { ...options, portal });
  }

  async open(page, query, { portal, query: own = {}, waits = true }) {
    this.tab = page;
    this.app = portal.app.origin;
    this.origins.push(this.app);
    this.windows = [];
    this.asked = []; // every address
    this.context.on('request', (request) => this.asked.push(request.url()));
    this.context.on('page', (opened) => {
      this.watch(opened);
      this.windows.push(opened);
    });
    await page.goto(`${this.url}/?${new URLSearchParams(own)}`);
    if (waits) await this.entered();
  }
  // The frame has joined, and can be seen.
  async entered() {
    await this.told('ready');
    this.page = this.frame = await (await this.tab.locator('banzhen-portal iframe').elementHandle()).contentFrame();
    assert.ok(this.page, 'there is no frame');
  }
  async ready() {
    await this.page.waitForFunction(() => performance.getEntriesByName('banzhen:painted').length > 0);
  }

  // A frame grows and moves with what is in it: nobody aims while it does.
  async still() {
    if (this.page === this.frame) await this.tab.locator('banzhen-portal iframe').evaluate(async (frame) => {
      const place = () => JSON.stringify(frame.getBoundingClientRect());
      for (let same = 0, before = ''; same < 6; before = place()) {
        await new Promise(requestAnimationFrame);
        same = place() === before ? same + 1 : 0;
      }
    });
  }
  async act(locator) {
    await locator.waitFor();
    await this.still();
    await super.act(locator);
  }
  async check(locator) {
    await locator.waitFor();
    await this.still();
    await super.check(locator);
  }

  // What the portal's page was told so far, oldest first.
  async news(type) {
    const lines = await this.tab.locator(type ? `#events > [data-type="${type}"]` : '#events > li').evaluateAll((all) =>
      all.map(({ dataset }) => [dataset.type, JSON.parse(dataset.detail)]));
    return lines.reverse();
  }
  async told(type) {
    await this.tab.locator(`#events > [data-type="${type}"]`).first().waitFor({ state: 'attached' });
    return (await this.news(type)).map(([, detail]) => detail);
  }

  async toPayment() {
    for (let tries = 0; tries < 400 && this.windows.length === 0; tries++) await new Promise((done) => setTimeout(done, 50));
    const beside = this.windows.shift();
    assert.ok(beside, 'no window was opened for paying');
    await beside.waitForURL('**/sandbox/pay/**');
    this.page = beside;
  }
  async fromPayment() {
    if (!this.page.isClosed()) await this.page.waitForEvent('close');
    this.page = this.frame;
  }

  // What a policy beside the page's own would have stopped is reported, and said in the console, too.
  unreported() {
    return this.faults.filter((fault) => !/\(Report-Only policy\)/.test(fault));
  }
  async leave() {
    await this.context.close();
    this.faults = this.unreported();
    await super.leave();
  }

  async shot(name) {
    const { page, faults } = this;
    const before = faults.length;
    this.page = this.tab ?? page;
    await super.shot(name).finally(() => (this.page = page));
    // For a picture the driver puts a style into every frame, which the pages' policies forbid.
    faults.push(...faults.splice(before).filter((fault) => !/inline style/.test(fault)));
  }
}
