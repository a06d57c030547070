// A decision on its way: sent until it was answered, each time as the same one, so that a lost answer changes nothing.
import type { Answered } from './desk.js';

export interface DecidingDeps {
  post(): Promise<Answered>; // with one key
  lost(on: boolean): void;
  wait(failures: number, stop: AbortSignal): Promise<void>;
}

// No answer, or one that says: not now.
const later = (status: number): boolean => status === 0 || status === 429 || status >= 500;

// null: it was stopped.
export async function decide({ post, lost, wait }: DecidingDeps, stop: AbortSignal): Promise<Answered | null> {
  for (let failures = 0; ;) {
    const answer = await post();
    if (stop.aborted) return null;
    if (!later(answer.status)) {
      if (failures > 0) lost(false);
      return answer;
    }
    if (++failures === 1) lost(true);
    await wait(failures, stop);
    if (stop.aborted) return null;
  }
}

const waits_ms = [500, 1000, 2000, 4000, 8000];

// The browser knows first when the network is back.
export const waitForNetwork = (failures: number, stop: AbortSignal): Promise<void> => new Promise((resolve) => {
  const ready = new AbortController();
  const done = (): void => {
    ready.abort();
    clearTimeout(timer);
    resolve();
  };
  const timer = setTimeout(done, waits_ms[Math.min(failures, waits_ms.length) - 1]);
  addEventListener('online', done, { signal: ready.signal });
  stop.addEventListener('abort', done, { signal: ready.signal });
});
