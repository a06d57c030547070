// What the helper does, on the patient's page: points, speaks, proposes, opens. Nothing of it presses anything.
import type { Emit } from '../effects.js';
import type { UiNode, UiTree } from '../nodes';
import type { Answered } from './calls.js';
import type { HelpEvent } from './listener.js';
import type { Panel } from './panel.js';
import type { Pointer } from './pointer.js';
import type { Words } from './words.js';

export interface ActDeps {
  window: Pick<Window, 'setTimeout'>;
  words: Words;
  helper(): string; // their name
  panel(): Panel | null;
  pointer(): Pointer | null;
  tree(): UiTree | undefined;
  control(id: string): HTMLElement | null;
  real(id: string): string; // of a node as the helper knows it
  answer(seq: number, how: Answered): void;
  emit: Emit;
  announce(text: string): void;
  speak(text: string): void;
  focus(node: string): void;
  select(node: string): void; // a field's words: what is typed takes their place
  go(route: string): void;
}

export interface Acts {
  take(event: HelpEvent): void;
  follow(): void; // the page changed
  drop(): void; // a proposal that nobody has answered, and never will
  forget(): void;
}

export function createActs(deps: ActDeps): Acts {
  const { window, words, helper, panel, pointer, tree, answer, emit, announce } = deps;
  let proposed: HelpEvent | null = null;
  let changing: { id: string; before: string } | null = null; // taken over, and not yet in the field
  const nodeOf = (id: string): UiNode | undefined => tree()?.nodes.find((node) => node.id === id);

  function point(id: string, text: string): void {
    const element = deps.control(id);
    if (!element) return;
    const said = text || words('panel.point');
    pointer()?.at(element, said);
    announce(words('panel.pointed', { name: helper(), what: nodeOf(id)?.name ?? '', text: said }));
  }
  function say(text: string): void {
    const line = words('panel.says', { name: helper(), text });
    panel()?.say(line);
    announce(line);
    deps.speak(text);
  }
  // Only text fields that the patient sees now: a proposal never reaches what is not in sight.
  const inSight = ({ fields = [] }: HelpEvent): { field: string; value: string }[] => fields.filter(({ field }) => nodeOf(field)?.role === 'textbox');
  function propose(event: HelpEvent): void {
    const shown = inSight(event);
    if (!shown.length) return answer(event.seq, 'declined');
    proposed = event;
    panel()?.propose(shown.map(({ field, value }) => ({ label: nodeOf(field)?.name ?? '', value })), (accepted) => {
      proposed = null;
      const [first, ...more] = inSight(event);
      if (!first) return answer(event.seq, 'declined');
      answer(event.seq, accepted ? 'accepted' : 'changed');
      if (!accepted) changing = { id: first.field, before: nodeOf(first.field)?.value ?? '' };
      // The same way as typing, so the draft keeps it.
      for (const { field, value } of [first, ...more]) emit({ on: 'input', id: field, value, checked: false });
      announce(words(accepted ? 'panel.filled_in' : 'panel.change'));
      if (!accepted) change(first.field);
    });
    announce(words('panel.filled', { name: helper() }));
  }
  function change(field: string): void {
    deps.focus(field);
    deps.select(field);
  }
  function open(route: string): void {
    if (!/^[a-z_]+$/.test(route)) return;
    deps.go(route);
    // The page that came may be another one: the app's own guards decide.
    window.setTimeout(() => {
      const line = words('panel.opened', { name: helper(), title: tree()?.title ?? '' });
      panel()?.say(line);
      announce(line);
    }, 300);
  }
  function drop(): void {
    if (proposed) answer(proposed.seq, 'declined');
    proposed = null;
    changing = null;
  }

  return {
    take(event) {
      if (event.kind === 'point') point(deps.real(event.node ?? ''), event.text ?? '');
      else if (event.kind === 'say') say(event.text ?? '');
      else if (event.kind === 'propose') propose(event);
      else if (event.kind === 'open') open(event.route ?? '');
      else if (event.kind === 'withdraw') {
        pointer()?.gone();
        panel()?.withdraw();
        proposed = null;
      }
    },
    follow() {
      // What was taken over is in the field now: it is chosen as it stands there.
      if (changing && nodeOf(changing.id)?.value !== changing.before) {
        const { id } = changing;
        changing = null;
        if (nodeOf(id)) change(id);
      }
      // A card about fields that are gone goes with them.
      if (!proposed || inSight(proposed).length) return;
      drop();
      panel()?.withdraw();
    },
    drop,
    forget() {
      proposed = null;
      changing = null;
    },
  };
}
