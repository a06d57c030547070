// The page as a helper may see it, made of the page as the patient sees it, before anything leaves the browser. What nodes
// are and where they stand stays; what they say goes through the text mask; what was typed, chosen or shown as a picture
// never goes.
import type { UiNode, UiTree } from '../nodes';
import { widePlace } from '../places.js';
import { hidden, type TextMask } from './mask_text.js';
import { isData, isFixed, showsChoices, showsFacts, tellsOfPatient } from './rules.js';

export type MaskedNode = Pick<UiNode, 'id' | 'role'> & Partial<Pick<UiNode, 'region' | 'depth' | 'level' | 'name' | 'description' | 'variant'
  | 'icon' | 'checked' | 'invalid' | 'required' | 'busy' | 'current' | 'pressed' | 'disabled' | 'group' | 'for' | 'multiline'>> & { filled?: 1 };

export interface MaskedPage {
  screen: string;
  title: string;
  nodes: MaskedNode[];
}

export interface Mask {
  page(tree: UiTree): MaskedPage;
  real(id: string): string; // the node that an id of a masked page stands for
}

const nodes_max = 400; // a page of more is cut: nobody is helped by its end
const pressable = new Set(['button', 'link', 'file', 'textbox', 'checkbox', 'radio', 'slider']);
const kept = ['region', 'depth', 'level', 'variant', 'icon', 'invalid', 'required', 'busy', 'current', 'disabled', 'multiline'] as const;

export function createMask(text: TextMask): Mask {
  // Ids that may be made of data (a medicine's, a person's) or only stand for a place get short ones instead.
  const aliases = new Map<string, string>();
  const reals = new Map<string, string>();
  const asked = new Map<string, boolean>();
  function written(id: string): boolean {
    let is = asked.get(id);
    if (is === undefined) asked.set(id, (is = isFixed(id) || text.isId(id.replace(/^errors\./, ''))));
    return is;
  }
  function alias(id: string): string {
    if (!id || written(id)) return id;
    let short = aliases.get(id);
    if (!short) {
      short = `x${aliases.size + 1}`;
      aliases.set(id, short);
      reals.set(short, id);
    }
    return short;
  }
  // "people.person.p7~text1" stands in something that is made of data, "~main1~text1" does not.
  function fromData(id: string): boolean {
    const owner = id.slice(0, id.includes('~') ? id.indexOf('~') : id.length);
    return !!owner && !written(owner) && !owner.startsWith('gate.flag.');
  }

  // `title`: the page's, where it tells too much.
  function node(from: UiNode, screen: string, title: string): MaskedNode {
    const variant = from.variant ?? '';
    const open = showsChoices(screen);
    const made: MaskedNode = { id: alias(from.id), role: from.role };
    for (const name of kept) if (from[name] !== undefined) (made as unknown as Record<string, unknown>)[name] = from[name];
    if (from.group) made.group = alias(from.group);
    if (from.for) made.for = alias(from.for);
    if (from.value && from.role === 'textbox') made.filled = 1;
    if (open && from.checked) made.checked = 1;
    if (open && from.pressed) made.pressed = 1;
    const inBar = (from.region ?? 0) === 1 || from.id.startsWith('bar.');
    const about = tellsOfPatient(screen) && !inBar && !pressable.has(from.role) && variant !== 'label';
    const row = /\b(fact|row|check|choice|upload)\b/.test(variant);
    // A bar's title is the page's name in words.
    const named = !!from.name && from.name === title;
    const data = isData(variant) || about || named || (!open && row && from.role !== 'text' && fromData(from.id));
    const say = (words: string | undefined, secret: boolean): string => (words ? (secret ? hidden : text(words, open || !tellsOfPatient(screen))) : '');
    const name = say(from.name, data);
    // Beside a row's name stands what the patient answered; only the app's own explanations may be seen.
    const description = from.role === 'textbox' ? say(from.description, false) : say(from.description, data || (!showsFacts(screen) && row && from.role === 'text'));
    if (name) made.name = name;
    if (description) made.description = description;
    return made;
  }

  return {
    page(tree) {
      const { screen, title = '' } = tree;
      const place = widePlace(screen);
      return {
        screen: place || (/^[a-z_]{1,40}$/.test(screen) ? screen : ''),
        title: place ? hidden : text(title, false),
        nodes: tree.nodes.slice(0, nodes_max).map((one) => node(one, screen, place && title)),
      };
    },
    real: (id) => reals.get(id) ?? id,
  };
}
