// Why someone asks for help, in words: where they were, what was wrong there, how long.
import { errors } from '../help/errors.js';
import type { Table } from '../help/mask_text.js';
import type { Words } from '../help/words.js';
import type { Reason } from './desk.js';

export interface Namer {
  place(screen: string): string;
  field(id: string): string; // '' when it has no name
  reason(reason: Reason): string;
}

// One that always speaks as it is chosen now.
export const namerOf = (now: () => Namer): Namer => ({ place: (screen) => now().place(screen), field: (id) => now().field(id), reason: (reason) => now().reason(reason) });

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
    reason({ screen, field: id = '', error = '', seconds = 0 }) {
      const at = { place: place(screen), field: id && field(id), error: errors[error] ? words(`error.${errors[error]}`) : '' };
      const what = [at.field && 'field', at.error && 'error'].filter(Boolean).join(' ');
      const said = what ? words({ 'field error': 'reason.both', field: 'reason.field', error: 'reason.error' }[what]!, at) : '';
      if (seconds < long_s) return said || at.place;
      const n = String(Math.floor(seconds / 60));
      return said ? words('reason.and_long', { reason: said, n }) : words('reason.long', { place: at.place, n });
    },
  };
}
