// The worker that decodes DICOM, as promises. It gets so long for an answer; a file that takes longer is taken for broken
// and the worker is ended, since nothing else ends a decoder.
import type { Answer, Request } from '../dicom/worker';
import type { Level, Order } from '../dicom/image';

declare const DICOM_WORKER: string; // its address, set by the build

export type Opened = Extract<Answer, { tell: 'opened' }>;
export type Picture = Extract<Answer, { tell: 'frame' }>;

export class Failure extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

export interface Decoder {
  open(file: number, bytes: ArrayBuffer): Promise<Opened>;
  order(file: number, bytes: ArrayBuffer): Promise<Order>;
  frame(file: number, frame: number, level: Level | null): Promise<Picture>;
  prepare(file: number, frame: number): void;
  close(file: number): void;
  stop(): void;
}

const patience_ms = 60_000;

interface Waiting {
  key: string;
  resolve(answer: Answer): void;
  reject(failure: Failure): void;
  timer: ReturnType<typeof setTimeout>;
}

// `lost`: the worker was ended with all that it had opened.
export function createDecoder(openWorker: (path: string) => Worker | null, lost: () => void): Decoder {
  let worker: Worker | null = null;
  const waiting: Waiting[] = [];
  let seq = 0;

  function end(code: string): void {
    worker?.terminate();
    worker = null;
    for (const one of waiting.splice(0)) {
      clearTimeout(one.timer);
      one.reject(new Failure(code));
    }
    lost();
  }
  function settle(key: string): Waiting | null {
    const at = waiting.findIndex((one) => one.key === key);
    const [found] = at < 0 ? [] : waiting.splice(at, 1);
    if (found) clearTimeout(found.timer);
    return found ?? null;
  }
  function hear({ data }: MessageEvent<Answer>): void {
    if (data.tell !== 'failed') return settle(keyOf(data.tell, data.file, data.tell === 'frame' ? data.seq : 0))?.resolve(data);
    (settle(keyOf('frame', data.file, data.seq)) ?? settle(keyOf('opened', data.file, 0)))?.reject(new Failure(data.code));
  }
  const keyOf = (tell: string, file: number, number: number): string => `${tell} ${file} ${number}`;
  function send(request: Request, transfer: Transferable[] = []): void {
    if (!worker) {
      worker = openWorker(DICOM_WORKER);
      if (!worker) throw new Failure('dicom.codec');
      worker.onmessage = hear;
      worker.onerror = () => end('dicom.codec');
    }
    worker.postMessage(request, transfer);
  }
  function ask<T extends Answer>(key: string, request: Request, transfer: Transferable[] = []): Promise<T> {
    return new Promise((resolve, reject) => {
      send(request, transfer);
      waiting.push({ key, resolve: resolve as (answer: Answer) => void, reject, timer: setTimeout(() => end('dicom.broken'), patience_ms) });
    });
  }

  return {
    open: (file, bytes) => ask<Opened>(keyOf('opened', file, 0), { ask: 'open', file, bytes }, [bytes]),
    order: async (file, bytes) => (await ask<Extract<Answer, { tell: 'order' }>>(keyOf('order', file, 0), { ask: 'order', file, bytes }, [bytes])).order,
    frame(file, frame, level) {
      const own = ++seq;
      return ask<Picture>(keyOf('frame', file, own), { ask: 'frame', file, frame, level, seq: own });
    },
    prepare: (file, frame) => send({ ask: 'decode', file, frame }),
    close: (file) => send({ ask: 'close', file }),
    stop() {
      worker?.terminate();
      worker = null;
      for (const one of waiting.splice(0)) clearTimeout(one.timer);
    },
  };
}
