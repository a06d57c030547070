// Times for people: how long something took or has lasted, as a running clock or in words; and when something was.
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

// As where this device is: 11/22 21:30.
export const dayAndTime = (time: string, language: string): string =>
  new Date(time).toLocaleString(language, { month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit' });
