// The patient's page, large: for a helper who sits far from the screen, or shows it to a colleague.
import { key } from '../help/dom.js';
import type { Words } from '../help/words.js';

export interface Enlarge {
  root: HTMLElement;
  redraw(): void;
}

export function createEnlarge(words: Words, stage: HTMLElement): Enlarge {
  const toggle = key(words('live.enlarge'), 'c-key c-enlarge', () => {
    const on = toggle.getAttribute('aria-pressed') !== 'true';
    toggle.setAttribute('aria-pressed', String(on));
    stage.classList.toggle('large', on);
  });
  toggle.setAttribute('aria-pressed', 'false');
  return { root: toggle, redraw: () => void (toggle.textContent = words('live.enlarge')) };
}
