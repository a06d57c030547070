// The bearer token of this tab, and forgetting: everything personal goes with it.
import { createStore, type Shelf, type Store } from './store.js';

export interface Session {
  token(): string;
  keep(token: string): void; // '' forgets
  forget(): void;
}

export interface SessionDeps {
  store: Store;
  changed(): void; // another person may be signed in: remembered answers go
  forgotten(): void; // drafts, fingerprints, requests under way go too
}

export function createSession({ store, changed, forgotten }: SessionDeps): Session {
  function forget(): void {
    store.set('token', '');
    forgotten();
  }
  return {
    token: () => store.get('token'),
    keep(token) {
      if (!token) return forget();
      if (token === store.get('token')) return;
      store.set('token', token);
      changed();
    },
    forget,
  };
}

// A device that several people use (`?shared=1`) keeps nothing personal beyond the page's life. The mark itself is kept,
// because a payment page sends people back without it. In a hospital's page nothing is kept either: who is signed in there
// may be another one next time.
export function personalStore(search: string, shelf: () => Shelf | null, embedded = false): { store: Store; shared: boolean } {
  const kept = createStore(shelf);
  const shared = new URLSearchParams(search).get('shared') === '1' || kept.get('shared') === '1';
  if (!shared && !embedded) return { store: kept, shared };
  if (shared) kept.set('shared', '1');
  return { store: createStore(() => null), shared };
}
