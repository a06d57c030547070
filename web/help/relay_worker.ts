// The worker of `relay`: one request per job, its answer or that none came.
import { quiet } from '../request.js';

export interface Job {
  id: number;
  url: string;
  init: RequestInit;
}
// Nobody waits for it any more.
export interface Drop {
  drop: number;
}
export interface Done {
  id: number;
  answer: { status: number; text: string } | null; // null: none came
}

const running = new Map<number, AbortController>();

async function run({ id, url, init }: Job): Promise<Done> {
  const attempt = new AbortController();
  running.set(id, attempt);
  try {
    const response = await fetch(url, { ...quiet, ...init, signal: attempt.signal });
    return { id, answer: { status: response.status, text: await response.text() } };
  } catch {
    return { id, answer: null };
  } finally {
    running.delete(id);
  }
}

self.onmessage = ({ data }: MessageEvent<Job | Drop>) => {
  if ('drop' in data) running.get(data.drop)?.abort();
  else void run(data).then((done) => self.postMessage(done));
};
