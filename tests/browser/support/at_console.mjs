// Someone who works at the console: another browser context, which keeps every byte that it was sent.
import { Desk } from '../../api/support/desk.mjs';
import { openBrowser, takePicture, texts } from './person.mjs';

export class AtConsole {
  static title = 'page.title';
  static async arrive(site, { staff, role = this.role, name = this.called, language = 'zh-CN', width = 1440, height = 900, ...more } = {}) {
    const { token } = staff ?? (await new Desk(site).staff(role, name));
    return this.browse(`${site.url}/console?lang=${language}`, { ...more, token, name, language, width, height });
  }
  // prepare(page) runs before the page opens; one that is not `ready` has no words yet.
  static async browse(url, { language, width, height, prepare, ready = true, ...more }) {
    const one = new this();
    Object.assign(one, { ...more, language, t: texts(`console.${language}`), faults: [], bodies: [], coming: [], asked: [] });
    one.context = await (await openBrowser()).newContext({ viewport: { width, height }, locale: language, reducedMotion: 'reduce' });
    const page = (one.page = await one.context.newPage());
    page.setDefaultTimeout(30_000);
    page.on('pageerror', (error) => one.faults.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/Failed to load resource|net::ERR/.test(message.text())) one.faults.push(message.text());
    });
    page.on('response', (response) => one.coming.push(response.text().then((text) => one.bodies.push(`${response.url()}\n${text}`), () => {})));
    page.on('request', (request) => one.asked.push(request.url()));
    await prepare?.(page);
    await page.goto(url);
    if (ready) await page.locator('h1').first().waitFor(); // its words are there
    return one;
  }
  async signIn() {
    await this.field('enter.label').fill(this.token);
    await this.press('enter.action');
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
  // In the other language, as a browser does it that leaves focus where it was.
  async turn() {
    await this.page.getByRole('button', { name: this.t('page.language'), exact: true }).evaluate((one) => one.click());
    this.language = this.language === 'en' ? 'zh-CN' : 'en';
    this.t = texts(`console.${this.language}`);
    await this.page.getByRole('heading', { name: this.t(this.constructor.title), exact: true, level: 1 }).waitFor();
  }
  // What has focus, by its id.
  focused() {
    return this.page.evaluate(() => document.activeElement?.id);
  }
  shot(name) {
    return takePicture(this.page, name);
  }
  async leave() {
    await this.context.close();
    if (this.faults.length) throw new Error(`the console complained:\n${this.faults.join('\n')}`);
  }
}
