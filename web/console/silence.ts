// How long a patient's page has said nothing, counted on between two answers of the server. It is no live region: who hears it
// instead of seeing it is told once that it is so, not each second.
import { make } from '../help/dom.js';
import type { Words } from '../help/words.js';

export interface Silence {
  root: HTMLElement;
  show(seconds: number | null): void; // null: it is heard
  on(): boolean;
  redraw(): void;
}

const tick_ms = 1000;

export function createSilence(words: Words): Silence {
  const root = make('p', 'c-error');
  let since: number | null = null; // ms, by this page's clock
  let timer: ReturnType<typeof setInterval> | undefined;
  function draw(): void {
    root.textContent = since === null ? '' : words('live.unheard.for', { n: String(Math.floor((performance.now() - since) / 1000)) });
  }
  return {
    root,
    on: () => since !== null,
    show(seconds) {
      since = seconds === null ? null : performance.now() - seconds * 1000;
      clearInterval(timer);
      if (since !== null) timer = setInterval(draw, tick_ms);
      draw();
    },
    redraw: draw,
  };
}
