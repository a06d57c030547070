// Someone without a mouse: Tab, Shift+Tab, Enter, Space and arrows. Looks after every key where the focus is and whether it
// can be seen.
import { Person } from './person.mjs';

const tabs_max = 60;

// In the page: what has focus, and how it looks.
function look(wanted) {
  const active = document.activeElement;
  const label = active.closest('label');
  const outlined = (one) => one && getComputedStyle(one).outlineStyle !== 'none' && parseFloat(getComputedStyle(one).outlineWidth) >= 2;
  const box = active.getBoundingClientRect();
  const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
  const y = Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1);
  const there = document.elementFromPoint(x, y);
  return {
    here: active === wanted || (wanted.type === 'radio' && active.type === 'radio' && active.name === wanted.name),
    exactly: active === wanted,
    lost: active === document.body,
    name: active.getAttribute('aria-label') ?? ((label ?? active).textContent || active.outerHTML.slice(0, 160)),
    outlined: outlined(active) || outlined(label),
    // Something else in front of its middle: the bar at the bottom, say.
    hidden: box.top > innerHeight || box.bottom < 0 || !(there === active || active.contains(there) || there?.contains(active) || label?.contains(there)),
  };
}

export class KeyboardPerson extends Person {
  tabs = 0;
  complaints = [];

  async go(locator) {
    await locator.waitFor({ state: 'attached' });
    for (let tries = 0; tries < tabs_max; tries++) {
      const seen = await this.settled(locator);
      if (tries > 0 && !seen.lost) {
        if (!seen.outlined) this.complaints.push(`focus cannot be seen on ${seen.name}`);
        if (seen.hidden) this.complaints.push(`something lies over ${seen.name} while it has focus`);
      }
      if (seen.here) return;
      await this.page.keyboard.press('Tab');
      this.tabs += 1;
    }
    throw new Error(`${tabs_max} times Tab, and never at ${locator}`);
  }
  // The page draws the focus a moment after the key; what is still not seen after a second is a fault.
  async settled(locator) {
    const until = Date.now() + 1_000;
    for (;;) {
      const seen = await locator.evaluate(look, undefined, { timeout: 5_000 });
      if ((seen.outlined && !seen.hidden) || seen.lost || Date.now() > until) return seen;
      await this.frames(2);
    }
  }
  async act(locator) {
    await this.go(locator);
    await this.page.keyboard.press('Enter');
  }
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
  async check(locator) {
    await this.go(locator);
    for (let tries = 0; tries < 10 && !(await locator.evaluate(look)).exactly; tries++) await this.page.keyboard.press('ArrowDown');
    if (!(await locator.isChecked())) await this.page.keyboard.press('Space');
    await this.holds(() => locator.isChecked(), true, `${locator} could not be chosen by keyboard`);
  }
  async write(locator, text) {
    await this.go(locator);
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.type(text);
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
