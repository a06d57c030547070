// A helper at the console, beside a patient: another browser context, which keeps every byte that it was sent.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Desk } from '../../api/support/desk.mjs';
import { openBrowser, texts } from './person.mjs';

export class Helper {
  static async arrive(site, { name = '王助理', language = 'zh-CN', width = 1440, height = 900 } = {}) {
    const helper = new this();
    const { token } = await new Desk(site).staff('helper', name);
    Object.assign(helper, { token, name, language, t: texts(`console.${language}`), faults: [], bodies: [], coming: [] });
    helper.context = await (await openBrowser()).newContext({ viewport: { width, height }, locale: language, reducedMotion: 'reduce' });
    const page = (helper.page = await helper.context.newPage());
    page.setDefaultTimeout(30_000);
    page.on('pageerror', (error) => helper.faults.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/Failed to load resource|net::ERR/.test(message.text())) helper.faults.push(message.text());
    });
    page.on('response', (response) => helper.coming.push(response.text().then((text) => helper.bodies.push(`${response.url()}\n${text}`), () => {})));
    await page.goto(`${site.url}/console?lang=${language}`);
    return helper;
  }
  async enter() {
    await this.field('enter.label').fill(this.token);
    await this.press('enter.action');
    await this.page.getByRole('heading', { name: this.t('queue.title') }).waitFor();
  }
  field(key, values) {
    return this.page.getByLabel(this.t(key, values));
  }
  async press(key, values) {
    await this.page.getByRole('button', { name: this.t(key, values), exact: true }).click();
  }
  async reads(text) {
    await this.page.getByText(text).first().waitFor();
  }
  // (Within the list that says what the page says; the picture beside it is for eyes.)
  node(role, text) {
    return this.page.getByRole('listbox').getByRole('option', { name: new RegExp(`^${this.t(`role.${role}`)} .*${text}`) });
  }
  async join(code) {
    await this.field('join.label').fill(code);
    await this.press('join.action');
    await this.page.getByRole('listbox').waitFor();
  }
  // By keys alone: down the list to what is meant.
  async choose(role, text) {
    const wanted = this.node(role, text).first();
    await wanted.waitFor({ state: 'attached' });
    const list = this.page.getByRole('listbox');
    await list.focus();
    await list.press('Home');
    for (let tries = 0; tries < 80 && (await wanted.getAttribute('aria-selected')) !== 'true'; tries++) await list.press('ArrowDown');
    assert.equal(await wanted.getAttribute('aria-selected'), 'true', `${role} ${text} cannot be chosen`);
  }
  async point(role, text, words) {
    await this.field('point.text').fill(words);
    await this.choose(role, text);
    await this.page.getByRole('listbox').press('Enter');
    await this.reads(this.t('point.done'));
  }
  async say(line) {
    await this.field('say.label').fill(line);
    await this.press('say.action');
  }
  // All that came, to its last byte.
  async received() {
    await Promise.all(this.coming);
    return this.bodies.join('\n');
  }
  // A request of the helper's own making, from their page, with their token.
  async ask(method, path, body) {
    return this.page.evaluate(async ([how, where, what, token]) => {
      const answer = await fetch(`/api/v1${where}`, { method: how, headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() }, ...(what && { body: JSON.stringify(what) }) });
      return { status: answer.status, code: (await answer.json().catch(() => ({}))).code };
    }, [method, path, body, this.token]);
  }
  async shot(name) {
    const folder = process.env.BANZHEN_SHOTS;
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }
  async leave() {
    await this.context.close();
    if (this.faults.length) throw new Error(`the console complained:\n${this.faults.join('\n')}`);
  }
}
