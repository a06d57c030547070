// A family member, with the link that the patient sent, on a phone of their own.
import { Helper } from './helper.mjs';

export class Family extends Helper {
  static title = 'family.title';
  static async open(link, { language = 'zh-CN', width = 360, height = 740, ...more } = {}) {
    const [address, secret = ''] = link.split('#');
    const family = await this.browse(`${address}?lang=${language}${secret && `#${secret}`}`, { language, width, height, ...more });
    return Object.assign(family, { secret });
  }
  async knock(name) {
    await this.field('family.name.label').fill(name);
    await this.press('family.name.action');
    await this.page.getByRole('heading', { name: this.t('family.wait.title') }).waitFor();
  }
  heading(key) {
    return this.page.getByRole('heading', { name: this.t(key) }).waitFor();
  }
}
