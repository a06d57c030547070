// A clerk at the console, who checks photographed documents.
import { until } from '../../api/support/client.mjs';
import { AtConsole } from './at_console.mjs';

export class Clerk extends AtConsole {
  static role = 'clerk';
  static called = '赵一';
  async enter() {
    await this.signIn();
    await this.page.getByRole('heading', { name: this.t('check.queue') }).waitFor();
  }
  // The photo is drawn, and has focus.
  async looks() {
    const stage = this.page.getByRole('group', { name: this.t('photo.title') });
    await stage.waitFor();
    await until('the photo is drawn and has focus', () => stage.evaluate((it) => it === document.activeElement && it.getAttribute('aria-busy') === 'false'));
    return stage;
  }
  // What is on the photo's canvas, as a number: another picture, or the same otherwise looked at, has another.
  seen() {
    return this.page.getByRole('img', { name: this.t('photo.alt') }).evaluate((canvas) => {
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      let sum = 0;
      for (let i = 0; i < data.length; i += 4) sum = (Math.imul(sum, 31) + data[i] + data[i + 3]) | 0;
      return sum;
    });
  }
}
