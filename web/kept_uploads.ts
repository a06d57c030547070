// What of the uploads survives a reload: which files they were, and where the server keeps its part of each. The many addresses
// of a series are kept apart and written now and then, not with each slice.
import { member, parse } from './request.js';
import { readSlices, writeSlices, type Slice } from './slices.js';
import type { Store } from './store.js';

export interface Kept {
  print: string;
  url: string;
  sum: string; // of the prepared photo that the server has a part of; '' when the file goes as it is
}

export interface KeptUploads {
  get(handle: string): Kept | undefined;
  keep(handle: string, entry: Kept | null): void; // null forgets, slices too
  find(print: string, taken: (handle: string) => boolean): string | undefined; // its handle from before
  slices(handle: string): ReturnType<typeof readSlices>;
  changed(handle: string, slices: readonly Slice[]): void;
  flush(): void; // the page may die
  clear(): void;
}

const gap_ms = 1000;

export function createKept(store: Store): KeptUploads {
  const kept = new Map<string, Kept>();
  const unwritten = new Map<string, readonly Slice[]>();
  let writing: ReturnType<typeof setTimeout> | undefined;
  const slicesKey = (handle: string): string => `slices.${handle}`;
  const stored = parse(store.get('uploads'));
  if (stored && typeof stored === 'object')
    for (const [handle, entry] of Object.entries(stored as Record<string, unknown>))
      kept.set(handle, { print: member(entry, 'print'), url: member(entry, 'url'), sum: member(entry, 'sum') });

  function flush(): void {
    clearTimeout(writing);
    writing = undefined;
    for (const [handle, slices] of unwritten) store.set(slicesKey(handle), writeSlices(slices));
    unwritten.clear();
  }
  return {
    get: (handle) => kept.get(handle),
    keep(handle, entry) {
      if (entry) kept.set(handle, entry);
      else {
        kept.delete(handle);
        unwritten.delete(handle);
        store.set(slicesKey(handle), '');
      }
      store.set('uploads', kept.size > 0 ? JSON.stringify(Object.fromEntries(kept)) : '');
    },
    find: (print, taken) => [...kept].find(([handle, entry]) => entry.print === print && !taken(handle))?.[0],
    slices: (handle) => readSlices(store.get(slicesKey(handle))),
    changed(handle, slices) {
      if (!kept.has(handle)) return;
      unwritten.set(handle, slices);
      writing ??= setTimeout(flush, gap_ms);
    },
    flush,
    clear() {
      for (const handle of kept.keys()) store.set(slicesKey(handle), '');
      kept.clear();
      unwritten.clear();
      store.set('uploads', '');
    },
  };
}
