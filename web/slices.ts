// The files of one document that travel together: a CT series, a file for each slice. A few at a time; one that cannot be sent
// does not hold up the others.
import type { End } from './tus.js';

export interface Slice {
  file: File;
  print: string; // the same slice picked again has the same
  url: string;
  done: boolean;
  offset: number; // as far as the server is known to be
  error: string;
}

export interface SliceFile {
  file: File;
  print: string;
}

const at_once = 3;
const failures_max = 5; // in a row: then it is not the slice's fault

// What was kept of them: a line each, "<print> <upload id>", and "+" behind what has arrived.
export function writeSlices(slices: readonly Slice[]): string {
  return slices.filter(({ url }) => url).map(({ print, url, done }) => `${print} ${idOf(url)}${done ? '+' : ''}`).join('\n');
}

export function readSlices(text: string): Map<string, { id: string; done: boolean }> {
  const found = new Map<string, { id: string; done: boolean }>();
  for (const line of text.split('\n')) {
    const [print = '', id = ''] = line.split(' ');
    if (id) found.set(print, { id: id.replace(/\+$/, ''), done: id.endsWith('+') });
  }
  return found;
}

export const idOf = (url: string): string => url.split('/').pop() ?? '';

export async function travelTogether(slices: readonly Slice[], send: (slice: Slice, stop: AbortSignal) => Promise<End>, stop: AbortSignal): Promise<End> {
  const own = new AbortController();
  const halt = (): void => own.abort();
  stop.addEventListener('abort', halt);
  const waiting = slices.filter(({ done }) => !done);
  let next = 0;
  let inARow = 0;
  let end: End = { end: 'done' };
  const work = async (): Promise<void> => {
    while (next < waiting.length && !own.signal.aborted) {
      const slice = waiting[next++]!;
      slice.error = '';
      const came = await send(slice, own.signal);
      if (came.end === 'done') {
        slice.done = true;
        inARow = 0;
      } else if (came.end === 'paused') {
        end = came;
        halt();
      } else if (came.end === 'failed') {
        slice.error = came.error;
        if (end.end === 'done') end = came;
        if (++inARow >= failures_max) halt();
      }
    }
  };
  await Promise.all(Array.from({ length: at_once }, work));
  stop.removeEventListener('abort', halt);
  return stop.aborted ? { end: 'stopped' } : end;
}
