// Whether the network answers: one judge for calls, uploads and events. Also owns every wait between tries, so that all of
// them end at once when the network is back.
import type { Emit } from './effects.js';

export interface Link {
  online(): boolean;
  worked(): void; // some server answered, whatever it said
  failed(): void; // a request could not be sent or its answer never came
  heard(online: boolean): void; // the browser's own word
  wake(): void; // ends every wait: someone looks at the page again
  wait(ms: number, stop?: AbortSignal): Promise<void>;
  backoff(failures: number, stop?: AbortSignal): Promise<void>; // failures counts from 1
}

export interface LinkOptions {
  emit: Emit;
  online?: boolean;
  steps?: readonly number[];
  random?: () => number;
}

export function createLink({ emit, online = true, steps = [1000, 2000, 4000, 8000, 15000], random = Math.random }: LinkOptions): Link {
  const waiting = new Set<() => void>();
  let up = online;

  function set(value: boolean): void {
    if (value === up) return;
    up = value;
    emit({ on: 'online', value });
  }
  function wake(): void {
    for (const end of [...waiting]) end();
  }
  function wait(ms: number, stop?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (stop?.aborted) return resolve();
      const end = (): void => {
        clearTimeout(timer);
        waiting.delete(end);
        stop?.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      waiting.add(end);
      stop?.addEventListener('abort', end);
    });
  }
  return {
    online: () => up,
    worked() {
      if (up) return;
      set(true);
      wake();
    },
    failed: () => set(false),
    heard(value) {
      set(value);
      if (value) wake();
    },
    wake,
    wait,
    // A fifth more or less, so that a ward full of phones does not come back in the same second.
    backoff: (failures, stop) =>
      wait((steps[Math.min(failures, steps.length) - 1] ?? 0) * (0.8 + 0.4 * random()), stop),
  };
}
