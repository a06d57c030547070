// Help by a person, as little of it as every page load pays for: which page the patient was stuck on, and when the rest is
// loaded (web/help, decision 0035).
import type { UiTree } from './nodes';
import type { Help } from './help/help.js';

// Where someone was before they asked: a page, its first field with an error, how long.
export interface Reason {
  screen: string;
  field?: string;
  seconds: number;
}

export interface Helping {
  show(tree: UiTree): void;
  ask(what: string, phone: string): void;
  resume(): void;
}

export interface HelpingDeps {
  load(page: { tree(): UiTree | undefined; reason(): Reason }): Promise<Help>;
  failed(what: string): void; // the rest could not be loaded
}

export function createHelping({ load, failed }: HelpingDeps): Helping {
  let tree: UiTree | undefined;
  let since = 0;
  let left: Reason = { screen: 'home', seconds: 0 };
  let help: Help | undefined;
  let loading: Promise<Help> | undefined;

  function reason(): Reason {
    return tree && tree.screen !== 'help' ? reasonOf(tree) : left;
  }
  function reasonOf({ screen, nodes }: UiTree): Reason {
    const seconds = Math.min(86_400, Math.round((Date.now() - since) / 1000));
    const field = nodes.find((node) => node.invalid && /^[a-z][a-z_.]{1,63}$/.test(node.id))?.id; // one that is made of data says too much
    return field ? { screen, field, seconds } : { screen, seconds };
  }
  const rest = (): Promise<Help> => (loading ??= load({ tree: () => tree, reason }).then(
    (loaded) => (help = loaded),
    (error: unknown) => {
      loading = undefined; // the next wish asks again
      throw error;
    },
  ));

  return {
    show(next) {
      if (next.screen !== tree?.screen) {
        if (tree && tree.screen !== 'help') left = reasonOf(tree);
        since = Date.now();
      }
      tree = next;
      help?.show();
    },
    ask: (what, phone) => void rest().then((loaded) => loaded.ask(what, phone), () => failed(what)),
    resume: () => void rest().then((loaded) => loaded.resume(), () => undefined),
  };
}
