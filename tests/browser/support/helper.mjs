// A helper at the console, beside a patient.
import assert from 'node:assert/strict';
import { AtConsole } from './at_console.mjs';
import { byKeys } from './keys.mjs';

export class Helper extends AtConsole {
  static role = 'helper';
  static called = '王助理';
  async enter(heading = 'queue.title') {
    await this.signIn();
    await this.page.getByRole('heading', { name: this.t(heading), exact: true }).waitFor();
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
    if (words) await this.field('point.text').fill(words);
    await this.choose(role, text);
    await this.page.getByRole('listbox').press('Enter');
    await this.reads(this.t('point.done'));
  }
  async say(line) {
    await this.field('say.label').fill(line);
    await this.press('say.action');
  }
}

// The same without a mouse.
export class KeyboardHelper extends byKeys(Helper) {
  button(key, values) {
    return this.page.getByRole('button', { name: this.t(key, values), exact: true });
  }
  async signIn() {
    await this.write(this.field('enter.label'), this.token);
    await this.page.keyboard.press('Enter');
  }
  async press(key, values, most) {
    await this.act(this.button(key, values), most);
  }
  async join(code) {
    await this.write(this.field('join.label'), code);
    await this.page.keyboard.press('Enter');
    await this.page.getByRole('listbox').waitFor();
    await this.keptFocus('joining');
  }
  async choose(role, text) {
    const wanted = this.node(role, text).first();
    await wanted.waitFor({ state: 'attached' });
    await this.go(this.page.getByRole('listbox'));
    await this.page.keyboard.press('Home');
    for (let tries = 0; tries < 80 && (await wanted.getAttribute('aria-selected')) !== 'true'; tries++) await this.page.keyboard.press('ArrowDown');
    assert.equal(await wanted.getAttribute('aria-selected'), 'true', `${role} ${text} cannot be chosen`);
  }
  async pick(locator, value) {
    await this.go(locator);
    for (let tries = 0; tries < 30 && (await locator.inputValue()) !== value; tries++) await this.page.keyboard.press('ArrowDown');
    assert.equal(await locator.inputValue(), value);
  }
}
