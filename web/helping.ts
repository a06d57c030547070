// Help by a person, as little of it as every page load pays for: which page the patient was stuck on, and when the rest is
// loaded (web/help, decision 0035).
import type { UiTree } from './nodes';
import type { Help } from './help/help.js';

// Where someone was before they asked, and how long. It stays in this page: what of it is told, web/help/reason.ts says.
export interface Stuck {
  tree: UiTree | undefined;
  seconds: number;
}

export interface Helping {
  show(tree: UiTree): void;
  ask(what: string, phone: string): void;
  resume(): void;
  forgotten(): void; // whoever was helped here has signed out: the next one's page is not the helper's to see
}

export interface HelpingDeps {
  load(page: { tree(): UiTree | undefined; stuck(): Stuck }): Promise<Help>;
  failed(what: string): void; // the rest could not be loaded
}

const nowhere: Stuck = { tree: undefined, seconds: 0 };

export function createHelping({ load, failed }: HelpingDeps): Helping {
  let tree: UiTree | undefined;
  let since = 0;
  let left = nowhere;
  let help: Help | undefined;
  let loading: Promise<Help> | undefined;

  const here = (): Stuck => ({ tree, seconds: Math.min(86_400, Math.round((Date.now() - since) / 1000)) });
  const stuck = (): Stuck => (tree && tree.screen !== 'help' ? here() : left);
  const rest = (): Promise<Help> => (loading ??= load({ tree: () => tree, stuck }).then(
    (loaded) => (help = loaded),
    (error: unknown) => {
      loading = undefined; // the next wish asks again
      throw error;
    },
  ));

  return {
    show(next) {
      if (next.screen !== tree?.screen) {
        if (tree && tree.screen !== 'help') left = here();
        since = Date.now();
      }
      tree = next;
      help?.show();
    },
    ask: (what, phone) => void rest().then((loaded) => loaded.ask(what, phone), () => failed(what)),
    resume: () => void rest().then((loaded) => loaded.resume(), () => undefined),
    forgotten() {
      left = nowhere;
      void loading?.then((loaded) => loaded.stop(), () => undefined);
    },
  };
}
