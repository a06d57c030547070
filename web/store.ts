// Storage that never throws (private windows, full disks, blocked by the portal) and can be memory alone, for devices that
// several people share.

export interface Store {
  get(key: string): string;
  set(key: string, value: string): void; // '' removes
}

export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export function createStore(shelf: () => Shelf | null): Store {
  const memory = new Map<string, string>();
  function use<T>(work: (shelf: Shelf) => T): T | undefined {
    try {
      const open = shelf(); // a window whose storage is blocked throws on the mere mention of it
      return open ? work(open) : undefined;
    } catch {
      return undefined;
    }
  }
  return {
    get: (key) => memory.get(key) ?? use((open) => open.getItem(`bz.${key}`)) ?? '',
    set(key, value) {
      memory.set(key, value);
      use((open) => (value ? open.setItem(`bz.${key}`, value) : open.removeItem(`bz.${key}`)));
    },
  };
}
