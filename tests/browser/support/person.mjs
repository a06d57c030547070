// Someone at the page: finds things by role and name, as a person or a screen reader would, and uses them.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, firefox } from 'playwright-core';
import { root } from '../../../tools/files.mjs';
import { frames, holds } from './patience.mjs';

const flags = [
  '--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];
const tables = {};

// The texts of a language; a key that is missing is a fault of the test or of the app.
export function texts(language) {
  tables[language] ??= JSON.parse(readFileSync(join(root, `assets/text/${language}.json`), 'utf8'));
  return (key, values = {}) => {
    const text = tables[language][key];
    if (text === undefined) throw new Error(`there is no text ${key} in ${language}`);
    return Object.entries(values).reduce((out, [name, value]) => out.replaceAll(`{${name}}`, value), text);
  };
}

// A browser of one's own, for what must be said when it starts; whoever opens it closes it.
export const launch = (...more) => chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: [...flags, ...more] });

// Debian's Firefox ESR, by WebDriver BiDi; WebGL without a graphics card.
export const launchFirefox = (preferences = {}) => firefox.launch({
  channel: 'moz-firefox',
  executablePath: join(import.meta.dirname, 'firefox_esr.mjs'),
  firefoxUserPrefs: { 'webgl.force-enabled': true, 'ui.prefersReducedMotion': 1, ...preferences },
});

const browsers = {};
export async function openBrowser(name = 'chromium') {
  browsers[name] ??= await (name === 'firefox' ? launchFirefox() : launch());
  return browsers[name];
}
export async function closeBrowser() {
  for (const name of Object.keys(browsers)) {
    await browsers[name].close();
    delete browsers[name];
  }
}

// Into the folder that BANZHEN_SHOTS names, when it names one.
export async function takePicture(page, name) {
  const folder = process.env.BANZHEN_SHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

// Who is at a page now. Only a failed test leaves anyone there: they have their picture taken and go, before the next one comes.
const present = new Set();
let failures = 0;
export async function lookAround() {
  for (const person of present) {
    await person.shot(`failed-${++failures}`).catch(() => {});
    await person.context.close();
  }
  present.clear();
}

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const presses_max = 20;
const refusals_max = 3;

export class Person {
  // options: language, size, paint, width, height, density, touch, query; prepare(page, context) runs before the page opens; `early` does
  // not wait for the program.
  static async arrive(url, options = {}) {
    await lookAround();
    return this.come(url, options);
  }
  // A second one at the same time, with a browser of their own.
  static async beside(other, url, options = {}) {
    if (!present.has(other)) throw new Error('the other one has left');
    return this.come(url, options);
  }
  static async come(url, options) {
    const person = new this();
    const { language = 'zh-CN', size = 'standard', paint = 'canvas', width = 390, height = 844, density = 1, touch = false } = options;
    person.context = await (options.browser ?? (await openBrowser())).newContext({
      viewport: { width, height }, deviceScaleFactor: density, locale: language, hasTouch: touch, reducedMotion: 'reduce',
    });
    present.add(person);
    person.t = texts(language);
    person.language = language;
    person.url = url;
    person.origins = [url];
    person.faults = [];
    const page = (person.page = await person.context.newPage());
    page.setDefaultTimeout(40_000);
    person.watch(page);
    await options.prepare?.(page, person.context);
    const query = new URLSearchParams({ lang: language, size, paint, ...options.query });
    await person.open(page, query, options);
    return person;
  }
  async open(page, query, { early, hash = '' }) {
    await page.goto(`${this.url}/?${query}${hash}`, { waitUntil: early ? 'commit' : 'load' });
    if (!early) await this.ready();
  }

  // What no journey may ever do: complain in the console, fetch a font, talk to anyone but the hospital.
  watch(page) {
    const { faults, origins } = this;
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => {
      // A request that was refused or cut is part of some tests; a script's own complaint never is.
      if (message.type() === 'error' && !/Failed to load resource|net::ERR/.test(message.text())) faults.push(message.text());
    });
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (request.resourceType() === 'font') faults.push(`fetched a font: ${request.url()}`);
      if (protocol.startsWith('http') && !origins.includes(origin)) faults.push(`asked another host: ${request.url()}`);
    });
  }

  // The program runs and has drawn.
  async ready() {
    await this.page.waitForFunction(() => performance.getEntriesByName('banzhen:painted').length > 0);
  }
  // Paying happens on a page of the payment provider's, and leads back.
  async toPayment() {
    await this.page.waitForURL('**/sandbox/pay/**');
  }
  async fromPayment() {
    await this.ready();
  }
  async reload() {
    await this.page.reload();
    await this.ready();
  }

  // A name is a text that occurs in it, or a pattern. What lies behind a dialog is out of reach.
  node(role, name, { exact = false } = {}) {
    const found = this.page.getByRole(role, { name: exact || name instanceof RegExp ? name : new RegExp(escape(name)), exact });
    return found.and(this.page.locator(':not([inert] *)'));
  }

  // In elder size the key at the bottom first leads down the page; a person presses it until the wanted one is there.
  async pressNamed(name) {
    const wanted = this.node('button', name).first();
    const more = this.node('button', this.t('common.more_below'), { exact: true });
    let refusals = 0;
    for (let presses = 0; presses < presses_max; presses++) {
      await wanted.or(more).first().waitFor();
      if (await wanted.isVisible()) {
        const done = await this.act(wanted).then(() => true, async (error) => {
          // A dialog came over what was found, and holds one of that name itself: it is looked for anew.
          if ((await wanted.isVisible()) && ++refusals === refusals_max) throw error;
          return false; // or the page scrolled back on the way to it, and the key leads down again
        });
        if (done) return;
      }
      await this.further(more);
      await this.frames();
    }
    throw new Error(`${presses_max} times down the page, and no ${name}`);
  }
  async further(more) {
    await more.click({ timeout: 1_000 }).catch(() => {}); // it may have made room for the wanted one just now
  }
  async frames(count = 6) {
    await frames(this.page, count);
  }
  async act(locator) {
    await locator.click({ timeout: 15_000 });
  }
  async press(key, values) {
    await this.pressNamed(this.t(key, values));
  }
  async link(key, values) {
    await this.act(this.node('link', this.t(key, values)).first());
  }
  async check(locator) {
    await locator.check();
  }
  async choose(key) {
    await this.check(this.node('radio', this.t(key)).first());
  }
  async tick(key, values) {
    await this.check(this.node('checkbox', this.t(key, values)).first());
  }
  async tickFirst() {
    await this.check(this.page.getByRole('checkbox').first());
  }
  field(key) {
    return this.node('textbox', this.t(key)).first();
  }
  async write(locator, text) {
    await locator.fill(text);
  }
  async type(key, text) {
    await this.write(this.field(key), text);
  }
  holds(look, wanted, what) {
    return holds(look, wanted, what);
  }
  // What it is once it has not changed for a while: a page that still grows, a scrolling that runs out.
  async atRest(look) {
    let seen = JSON.stringify(await look());
    for (let same = 0, tries = 0; same < 6 && tries < 100; tries++) {
      await new Promise((done) => setTimeout(done, 100));
      const now = JSON.stringify(await look());
      same = now === seen ? same + 1 : 0;
      seen = now;
    }
    return JSON.parse(seen);
  }
  async ticked(locator) {
    await this.holds(() => locator.isChecked());
  }
  async typed(key) {
    return this.field(key).inputValue();
  }
  // The field holds what was typed, however it is grouped.
  async keeps(key, wanted) {
    await this.holds(async () => (await this.typed(key)).replaceAll(' ', ''), wanted, key);
  }
  async sees(key, values, role = 'heading') {
    await this.node(role, this.t(key, values)).first().waitFor();
  }
  async reads(text) {
    await this.page.getByText(text).first().waitFor();
  }
  // The consent pairs: a group named after what is asked, and one of its two answers.
  async consent(titleKey, answerKey) {
    await this.check(this.node('radiogroup', this.t(titleKey)).getByRole('radio', { name: this.t(answerKey), exact: true }));
  }
  async pick(key, files, values) {
    await this.page.getByLabel(this.t(key, values)).setInputFiles(files);
  }
  // Is what is seen the page's own text (plain), or a painting of it?
  async readsPlain() {
    const colour = await this.page.getByRole('heading').first().evaluate((element) => getComputedStyle(element).color);
    return !/, 0\)$/.test(colour);
  }

  shot(name) {
    return takePicture(this.page, name);
  }

  async leave() {
    present.delete(this);
    await this.context.close();
    if (this.faults.length) throw new Error(`the page complained:\n${this.faults.join('\n')}`);
  }
}
