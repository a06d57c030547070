// Why someone asks for help, in words: where they were, what was wrong there, how long.
import type { Table } from '../help/mask_text.js';
import type { Words } from '../help/words.js';
import type { Reason } from './desk.js';

export interface Namer {
  place(screen: string): string;
  field(id: string): string; // '' when it has no name
  reason(reason: Reason): string;
}

const long_s = 60;

export function createNamer(words: Words, app: Table): Namer {
  const place = (screen: string): string => {
    const key = `route.${screen}`;
    const name = words(key);
    return name === key ? words('route.other') : name;
  };
  const field = (id: string): string => app[`${id}.label`] ?? app[`${id}.title`] ?? '';
  return {
    place,
    field,
    reason(reason) {
      const name = reason.field ? field(reason.field) : '';
      if (name) return words('reason.field', { place: place(reason.screen), field: name });
      const { seconds = 0 } = reason;
      return seconds >= long_s ? words('reason.long', { place: place(reason.screen), n: String(Math.floor(seconds / 60)) }) : place(reason.screen);
    },
  };
}
