// What the system and the browser are set to that a painting cannot follow: colours of the system's own, and letters larger than
// usual. The plain page follows both.

export interface System {
  plain(): boolean; // the plain page is wanted
  watch(changed: () => void): void;
}

const large_px = 20; // a root letter's size; 16 is the usual one

export function createSystem(window: Window): System {
  const { document } = window;
  const forced = window.matchMedia('(forced-colors:active)');
  return {
    plain: () => forced.matches || parseFloat(window.getComputedStyle(document.documentElement).fontSize) > large_px,
    watch(changed) {
      forced.addEventListener('change', changed);
      const letter = document.createElement('div'); // as wide as a root letter is high (shell/app.css)
      letter.id = 'letter';
      document.body.append(letter);
      new ResizeObserver(changed).observe(letter);
    },
  };
}
