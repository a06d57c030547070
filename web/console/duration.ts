// How long something took or has lasted: as a running clock, or in words.
import type { Words } from '../help/words.js';

// 0:07, 12:30.
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

// A second at least: nothing is done in no time.
export function inWords(words: Words, ms: number): string {
  const all = Math.max(1, Math.round(ms / 1000));
  const [m, n] = [String(Math.floor(all / 60)), String(all % 60)];
  if (all < 60) return words('time.seconds', { n });
  return all % 60 ? words('time.both', { m, n }) : words('time.minutes', { m });
}
