// What goes to and fro all the time while someone helps, asked from a worker: a page that sends a request itself pays for it
// with a part of a frame (`./dev bench help`). Where no worker can be had, the page asks.
import type { Link } from '../link.js';
import type { Ask } from './calls.js';
import type { Done, Drop, Job } from './relay_worker.js';

export type WorkerLike = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>;

export interface RelayDeps {
  open(): WorkerLike | null;
  base: string; // before a path
  link: Pick<Link, 'worked' | 'failed'>;
  request: Ask; // the page's own
}

export interface Relay {
  ask: Ask;
  close(): void; // until the next one asks; what is under way gets no answer
}

type Answered = Awaited<ReturnType<Ask>>;

interface Waiting {
  settle(answer: Answered | Promise<Answered>): void;
  instead(): Promise<Answered>; // the page asks
}

export function createRelay({ open, base, link, request }: RelayDeps): Relay {
  let worker: WorkerLike | null = null;
  let broken = false; // its file could not be had
  let next = 1;
  const waiting = new Map<number, Waiting>();

  function answered(id: number, answer: Done['answer']): void {
    const one = waiting.get(id);
    if (!one) return;
    one.settle(answer);
    if (answer) link.worked();
    else link.failed();
  }
  function close(): void {
    worker?.terminate();
    worker = null;
  }
  function start(): WorkerLike | null {
    const made = open();
    if (!made) return null;
    made.onmessage = ({ data }: MessageEvent<Done>) => answered(data.id, data.answer);
    made.onerror = () => {
      broken = true;
      close();
      for (const { settle, instead } of [...waiting.values()]) settle(instead());
    };
    return made;
  }

  return {
    ask(path, init, stop, timeoutMs) {
      if (stop.aborted) return Promise.resolve(null);
      const at = broken ? null : (worker ??= start());
      if (!at) return request(path, init, stop, timeoutMs);
      const id = next++;
      return new Promise((resolve) => {
        const settle = (answer: Answered | Promise<Answered>): void => {
          clearTimeout(timer);
          stop.removeEventListener('abort', dropped);
          waiting.delete(id);
          resolve(answer);
        };
        const drop = (): void => at.postMessage({ drop: id } satisfies Drop);
        const dropped = (): void => {
          drop();
          settle(null);
        };
        const timer = setTimeout(() => {
          drop();
          answered(id, null);
        }, timeoutMs);
        stop.addEventListener('abort', dropped);
        waiting.set(id, { settle, instead: () => request(path, init, stop, timeoutMs) });
        at.postMessage({ id, url: base + path, init } satisfies Job);
      });
    },
    close() {
      close();
      broken = false;
      for (const { settle } of [...waiting.values()]) settle(null);
    },
  };
}
