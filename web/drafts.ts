// Keeps what a person typed across a reload. Waits a moment, so that typing costs no writes; flush when the page may die.
import type { Store } from './store.js';

export interface Drafts {
  read(): string;
  save(text: string): void; // '' forgets
  flush(): void;
}

export function createDrafts(store: Store, delayMs = 300): Drafts {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting: string | undefined;
  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (waiting !== undefined) store.set('draft', waiting);
    waiting = undefined;
  }
  return {
    read: () => waiting ?? store.get('draft'),
    save(text) {
      waiting = text;
      if (!text) flush();
      else timer ??= setTimeout(flush, delayMs);
    },
    flush,
  };
}
