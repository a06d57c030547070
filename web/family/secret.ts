// What the link brought, and what this tab keeps of it: the secret until somebody was asked with it, then the session's token,
// until it is over.
import type { Knock } from './knock.js';

export interface Kept {
  id: string;
  token: string;
  link: string; // the beginning of the secret: the same link, opened once more in this tab, leads back
}

export interface Door {
  secret: string;
  name: string;
  lost: Knock[];
}

const names = { session: 'bz.family', door: 'bz.family.door' };

// The secret behind the #, which no server log has; out of sight, out of the history, before anything else happens.
export function takeSecret({ location, history }: Window): string {
  const secret = location.hash.slice(1);
  if (secret) history.replaceState(null, '', location.pathname + location.search);
  return /^[\w-]{16,100}$/.test(secret) ? secret : '';
}

export const beginningOf = (secret: string): string => secret.slice(0, 8);

export interface Keeper {
  read(): Kept | null;
  write(kept: Kept | null): void;
  readDoor(): Door | null;
  writeDoor(door: Door | null): void;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isKnock = (value: Partial<Knock> | null): value is Knock => !!value && isText(value.name) && isText(value.key);

export function keeper(storage: () => Storage): Keeper {
  function read<T>(name: string): Partial<T> | null {
    try {
      return JSON.parse(storage().getItem(name) ?? 'null') as Partial<T> | null;
    } catch {
      return null; // storage is shut off, or holds something else
    }
  }
  function write(name: string, value: object | null): void {
    try {
      if (value) storage().setItem(name, JSON.stringify(value));
      else storage().removeItem(name);
    } catch {
      // Then it lasts as long as the page.
    }
  }
  return {
    read() {
      const kept = read<Kept>(names.session);
      return kept && isText(kept.id) && isText(kept.token) ? { id: kept.id, token: kept.token, link: isText(kept.link) ? kept.link : '' } : null;
    },
    write: (kept) => write(names.session, kept),
    readDoor() {
      const door = read<Door>(names.door);
      if (!door || !isText(door.secret) || !isText(door.name) || !Array.isArray(door.lost)) return null;
      return { secret: door.secret, name: door.name, lost: door.lost.filter(isKnock) };
    },
    writeDoor: (door) => write(names.door, door),
  };
}
