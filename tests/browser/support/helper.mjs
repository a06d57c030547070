// A helper at the console, beside a patient.
import assert from 'node:assert/strict';
import { AtConsole } from './at_console.mjs';

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
