// Someone at the app's page without a mouse.
import { byKeys, look, tabs_max } from './keys.mjs';
import { Person } from './person.mjs';

export class KeyboardPerson extends byKeys(Person) {
  // Where focus goes the page scrolls, and at its end the key makes room for the wanted one.
  async further(more) {
    for (let tries = 0; tries < tabs_max && (await more.isVisible()); tries++) {
      // A Tab scrolls, and what scrolled to its end has another key there a frame later: nobody presses Enter within that frame.
      await this.frames(3);
      const { here } = await more.evaluate(look, undefined, { timeout: 1_000 }).catch(() => ({}));
      if (here) return this.page.keyboard.press('Enter');
      await this.page.keyboard.press('Tab');
      this.tabs += 1;
    }
  }
  // The system's file dialog is not the page's; coming to the button is.
  async pick(key, files, values) {
    const input = this.page.getByLabel(this.t(key, values));
    await this.go(input);
    await input.setInputFiles(files);
  }
  // A new screen: focus must have come along.
  async sees(key, values, role = 'heading') {
    await super.sees(key, values, role);
    const { lost } = await this.settled(this.page.getByRole('heading').first());
    if (lost && !this.justLoaded) this.complaints.push(`focus was lost on the way to ${this.t(key, values)}`);
    this.justLoaded = false;
  }
  async ready() {
    await super.ready();
    this.justLoaded = true; // a page that was just loaded begins at its top
  }
}
