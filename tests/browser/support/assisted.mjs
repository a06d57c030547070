// Someone who uses the page through assistive technology: a switch, a voice. It finds a node by role and name, gives it focus and has
// its action done; words it puts in. No pointer and no key is ever there, and the page's faults say so if one was.
import { Person } from './person.mjs';

const hands = ['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'touchstart', 'touchend', 'keydown', 'keypress', 'keyup', 'wheel'];

export class AssistedPerson extends Person {
  static come(url, options) {
    return super.come(url, {
      ...options,
      async prepare(page, context) {
        await options.prepare?.(page, context);
        await page.addInitScript((names) => {
          for (const name of names) addEventListener(name, () => console.error(`a hand was used: ${name}`), { capture: true });
        }, hands);
      },
    });
  }

  async act(locator) {
    await locator.evaluate((element) => {
      element.focus();
      if (document.activeElement !== element) console.error(`no focus: ${element.outerHTML.slice(0, 120)}`);
      element.click();
    }, undefined, { timeout: 15_000 });
  }
  async further(more) {
    await more.evaluate((element) => element.click(), undefined, { timeout: 1_000 }).catch(() => {}); // it may have made room for the wanted one just now
  }
  async check(locator) {
    await locator.waitFor({ state: 'attached' });
    if (!(await locator.isChecked())) await this.act(locator);
    await this.ticked(locator);
  }
  async write(locator, text) {
    await locator.waitFor({ state: 'attached' });
    await locator.evaluate((field) => {
      field.focus();
      field.select();
    });
    await this.page.keyboard.insertText(text); // by no key
  }
  async pick(key, files, values) {
    const input = this.page.getByLabel(this.t(key, values));
    await input.focus();
    await input.setInputFiles(files); // the system's dialog is not the page's
  }
}
