// The page's side of preparing photos; loaded with the first photo. One at a time: ten photos of 12 MB must not pile up.
import { openWorker } from '../worker.js';
import type { Done, Job } from './worker.js';
import type { Edges } from './plan.js';

export type Prepared = NonNullable<Done['photo']>;
export type WorkerLike = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>;
export type Prepare = (file: Blob, turns: number, edges: Edges) => Promise<Prepared | null>;

declare const PREPARE_WORKER: string;

const idle_ms = 20_000; // then the worker goes, and its memory
const job_ms_max = 60_000;

export function createPreparer(open: () => WorkerLike | null): Prepare {
  let worker: WorkerLike | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  let next = 1;
  let waiting = 0;
  let rest: ReturnType<typeof setTimeout> | undefined;

  function close(): void {
    worker?.terminate();
    worker = null;
  }

  function run(file: Blob, turns: number, edges: Edges): Promise<Prepared | null> {
    worker ??= open();
    const at = worker;
    if (!at) return Promise.resolve(null);
    const id = next++;
    return new Promise((resolve) => {
      const give = (photo: Prepared | null): void => {
        clearTimeout(late);
        at.onmessage = at.onerror = null;
        resolve(photo);
      };
      // Out of memory or stuck: the original goes as it is, and the next photo gets a fresh worker.
      const fail = (): void => {
        close();
        give(null);
      };
      const late = setTimeout(fail, job_ms_max);
      at.onmessage = ({ data }: MessageEvent<Done>) => {
        if (data.id === id) give(data.photo);
      };
      at.onerror = fail;
      at.postMessage({ id, file, turns, edges } satisfies Job);
    });
  }

  return (file, turns, edges) => {
    clearTimeout(rest);
    waiting++;
    const result = queue.then(() => run(file, turns, edges)).catch(() => null);
    queue = result.then(() => {
      if (--waiting === 0) rest = setTimeout(close, idle_ms);
    });
    return result;
  };
}

export const preparer = (): Prepare =>
  createPreparer(() => (typeof OffscreenCanvas === 'function' && typeof createImageBitmap === 'function' ? openWorker(PREPARE_WORKER) : null));
