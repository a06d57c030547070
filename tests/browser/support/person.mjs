// Someone at the page: finds things by role and name, as a person or a screen reader would, and uses them.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { root } from '../../../tools/files.mjs';

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

let browser;
export async function openBrowser() {
  browser ??= await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags });
  return browser;
}
export async function closeBrowser() {
  await browser?.close();
  browser = undefined;
}

// Who is at a page now: a failed test leaves them there, and the runner takes a last picture.
const present = new Set();
export async function lookAround(name) {
  for (const person of present) await person.shot(`failed-${name}`).catch(() => {});
}

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

export class Person {
  // options: language, size, paint, width, height
  static async arrive(url, options = {}) {
    const person = new Person();
    present.add(person);
    const { language = 'zh-CN', size = 'standard', paint = 'canvas', width = 390, height = 844, density = 1 } = options;
    person.context = await (await openBrowser()).newContext({
      viewport: { width, height }, deviceScaleFactor: density, locale: language, hasTouch: false, reducedMotion: 'reduce',
    });
    person.t = texts(language);
    person.language = language;
    person.faults = [];
    const page = (person.page = await person.context.newPage());
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => person.faults.push(String(error)));
    page.on('console', (message) => {
      // A request that was refused or cut is part of some tests; a script's own complaint never is.
      if (message.type() === 'error' && !/Failed to load resource|net::ERR/.test(message.text())) person.faults.push(message.text());
    });
    const query = new URLSearchParams({ lang: language, size, paint });
    await page.goto(`${url}/?${query}`);
    await person.ready();
    return person;
  }

  // The program runs and has drawn.
  async ready() {
    await this.page.waitForFunction(() => performance.getEntriesByName('banzhen:painted').length > 0);
  }

  node(role, name, { exact = false } = {}) {
    return this.page.getByRole(role, { name: exact ? name : new RegExp(escape(name)) });
  }

  async press(key, values) {
    await this.node('button', this.t(key, values)).first().click();
  }
  async link(key, values) {
    await this.node('link', this.t(key, values)).first().click();
  }
  async choose(key) {
    await this.node('radio', this.t(key)).first().check();
  }
  async tick(key, values) {
    await this.node('checkbox', this.t(key, values)).first().check();
  }
  async type(key, text) {
    await this.node('textbox', this.t(key)).first().fill(text);
  }
  async sees(key, values, role = 'heading') {
    await this.node(role, this.t(key, values)).first().waitFor();
  }
  async reads(text) {
    await this.page.getByText(text).first().waitFor();
  }
  // The consent pairs: a group named after what is asked, and one of its two answers.
  async consent(titleKey, answerKey) {
    await this.node('radiogroup', this.t(titleKey)).getByRole('radio', { name: this.t(answerKey), exact: true }).check();
  }
  async pick(key, files) {
    await this.page.getByLabel(this.t(key)).setInputFiles(files);
  }

  async shot(name) {
    const folder = process.env.BANZHEN_SHOTS;
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }

  async leave() {
    present.delete(this);
    await this.context.close();
    if (this.faults.length) throw new Error(`the page complained:\n${this.faults.join('\n')}`);
  }
}
