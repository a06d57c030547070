// Keeps the page's real elements equal to the semantics tree: elements are kept by node id, so focus, selection and input
// methods survive every frame. People act on these elements; nothing else is ever pressed.
import type { HostEvent } from './effects';
import type { Pictures } from './pictures';
import { describe, domId, isContainer, type Look, type Spec, type UiNode, type UiTree } from './nodes';

export interface MirrorDeps {
  roots: [HTMLElement, HTMLElement, HTMLElement]; // content, bottom, overlay
  emit(event: HostEvent): void;
  addFile(picker: string, file: File, count: number, batch: string): string;
  plain(): boolean;
  pictures: Pictures;
}

export interface Mirror {
  show(tree: UiTree): void;
  settle(): void; // after a frame: fields show what the app took of what was typed, also when nothing else changed
  focus(id: string): void;
  clip(bottom: number): void; // pictures end where the painted bar begins; dp from the content's top
}

interface Shown {
  element: HTMLElement;
  spec: Spec;
  node: UiNode;
}

const usable = new Set(['button', 'link', 'textbox', 'checkbox', 'radio', 'file']);
const ring_px = 9; // how far the focus ring reaches beyond its element

const svgTags = new Set(['svg', 'path']);

function create(spec: Spec): Element {
  const element = svgTags.has(spec.tag)
    ? document.createElementNS('http://www.w3.org/2000/svg', spec.tag)
    : document.createElement(spec.tag);
  for (const name in spec.attrs) element.setAttribute(name, spec.attrs[name]!);
  if (typeof spec.inner === 'string') element.textContent = spec.inner;
  else element.append(...spec.inner.map(create));
  return element;
}

const sameShape = (a: Spec, b: Spec): boolean =>
  a.tag === b.tag && (typeof a.inner === 'string'
    ? typeof b.inner === 'string'
    : typeof b.inner !== 'string' && a.inner.length === b.inner.length && a.inner.every((child, i) => sameShape(child, (b.inner as Spec[])[i]!)));

// Brings an element from one description to another of the same shape.
function patch(element: Element, from: Spec, to: Spec): void {
  for (const name in from.attrs) if (!(name in to.attrs)) element.removeAttribute(name);
  for (const name in to.attrs) if (from.attrs[name] !== to.attrs[name]) element.setAttribute(name, to.attrs[name]!);
  if (typeof to.inner === 'string') {
    if (from.inner !== to.inner) element.textContent = to.inner;
  } else {
    to.inner.forEach((child, i) => patch(element.children[i]!, (from.inner as Spec[])[i]!, child));
  }
}

// Does an element that the build wrote have this description's tags?
function fits(element: Element, spec: Spec, container: boolean): boolean {
  if (element.tagName.toLowerCase() !== spec.tag) return false;
  if (container) return true;
  if (typeof spec.inner === 'string') return element.childElementCount === 0;
  return element.childElementCount === spec.inner.length && spec.inner.every((child, i) => fits(element.children[i]!, child, false));
}

function fill(element: Element, spec: Spec, container: boolean): void {
  for (const name in spec.attrs) element.setAttribute(name, spec.attrs[name]!);
  if (container) return;
  if (typeof spec.inner === 'string') element.textContent = spec.inner;
  else spec.inner.forEach((child, i) => fill(element.children[i]!, child, false));
}

export function createMirror({ roots, emit, addFile, plain, pictures }: MirrorDeps): Mirror {
  const shown = new Map<string, Shown>();
  const typed = new WeakMap<Element, string>(); // what each field last told the app
  let screen = '';
  const clipped = new WeakMap<Element, string>(); // how, since each was placed
  const told = new Set<string>(); // fields that spoke since the last frame
  let composing: Element | null = null;
  let opener: string | null = null; // what had focus before a dialog
  let wanted = ''; // what is to have focus once it is there

  const idOf = (target: EventTarget | null): string =>
    (target instanceof Element && target.closest('[data-id]')?.getAttribute('data-id')) || '';
  const tell = (on: 'press' | 'input' | 'toggle' | 'submit', id: string, value = '', checked = false): void =>
    emit({ on, id, value, checked });

  function onClick(event: Event): void {
    const target = event.target instanceof Element ? event.target.closest('button,a') : null;
    if (!target) return;
    const href = target.getAttribute('href');
    if (href?.startsWith('#')) {
      event.preventDefault();
      focus(href.slice(3));
    } else if (!href) {
      tell('press', idOf(target));
    }
  }
  function onInput(event: Event): void {
    const field = event.target as HTMLInputElement;
    if (field.type === 'radio' || field.type === 'checkbox' || field.type === 'file') return;
    typed.set(field, field.value);
    told.add(idOf(field));
    tell('input', idOf(field), field.value);
  }
  function onChange(event: Event): void {
    const field = event.target as HTMLInputElement;
    if (field.type === 'file') {
      const picker = idOf(field);
      const files = [...(field.files ?? [])];
      let batch = '';
      for (const file of files) {
        const handle = addFile(picker, file, files.length, batch);
        batch ||= handle;
      }
      field.value = '';
    } else if (field.type === 'radio' || field.type === 'checkbox') {
      tell('toggle', idOf(field), '', field.checked);
    } else {
      onInput(event); // autofill in some browsers sends only this
    }
  }
  function onKey(event: KeyboardEvent): void {
    const field = event.target;
    // 229: the key belongs to an input method that is choosing a word.
    if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229 || !(field instanceof HTMLInputElement)) return;
    if (field.type === 'file') return;
    event.preventDefault();
    tell('submit', idOf(field));
  }
  for (const root of roots) {
    root.addEventListener('click', onClick);
    root.addEventListener('input', onInput);
    root.addEventListener('change', onChange);
    root.addEventListener('keydown', onKey);
    root.addEventListener('compositionstart', (event) => (composing = event.target as Element));
    root.addEventListener('compositionend', (event) => {
      composing = null;
      onInput(event); // some input methods end without another word
    });
  }

  // The prerendered page's elements are taken over by their ids: a finger may already be on one.
  function adopt(node: UiNode, spec: Spec): HTMLElement | null {
    if (screen) return null;
    const found = document.getElementById(spec.attrs.id!);
    if (!found || !fits(found, spec, isContainer(node.role))) return null;
    fill(found, spec, isContainer(node.role));
    return found;
  }

  function place(node: UiNode, look: Look): Shown {
    const spec = describe(node, look);
    const old = shown.get(node.id);
    if (old && sameShape(old.spec, spec)) {
      patch(old.element, old.spec, spec);
      old.spec = spec;
      old.node = node;
      return old;
    }
    const element = (!old && adopt(node, spec)) || (create(spec) as HTMLElement);
    // A container that changes its tag keeps what is in it; the old element goes when its place is passed.
    if (old && isContainer(node.role)) element.append(...old.element.childNodes);
    const made = { element, spec, node };
    shown.set(node.id, made);
    return made;
  }

  function sync({ element, node }: Shown): void {
    if (node.role === 'textbox') {
      const field = element as HTMLInputElement;
      const value = node.value ?? '';
      // What the person typed is already there; write only what the app changed, and never into a word being composed.
      if (field === composing || value === field.value) return;
      if (document.activeElement === field && typed.get(field) !== undefined && typed.get(field) !== field.value) return;
      field.value = value;
      typed.set(field, value);
    } else if (node.role === 'slider') {
      const field = element as HTMLInputElement;
      const at = String(node.range?.[3] ?? 0);
      if (field.value !== at) field.value = at;
    } else if (node.picture) {
      pictures.show(element, node);
    } else if (node.role === 'checkbox' || node.role === 'radio') {
      (element.firstElementChild as HTMLInputElement).checked = !!node.checked;
    }
  }

  function locate({ element, node }: Shown): void {
    if (isContainer(node.role)) return;
    const { style } = element;
    if (plain()) {
      if (style.position) {
        style.cssText = '';
        clipped.delete(element);
      }
      if (node.picture && !node.view) {
        style.width = `${node.rect[2]}px`;
        style.height = `${node.rect[3]}px`;
      }
      if (node.role === 'progressbar') style.setProperty('--p', `${node.percent ?? 0}%`);
      return;
    }
    const [x, y, w, h] = node.rect;
    const css = `position:absolute;left:${x}px;top:${y}px;width:${w}px;height:${h}px`;
    if (element.dataset.at === css) return;
    element.dataset.at = css;
    style.cssText = css;
    clipped.delete(element);
  }

  // What the page draws itself lies above the painting, so it must end where the painted bar begins: pictures, and the ring and
  // tint of what is used while it is partly below the bar.
  function clip(bottom: number): void {
    for (const { element, node } of shown.values()) {
      if (node.region) continue;
      const [, top, , height] = node.rect;
      const hidden = plain() ? 0 : top + height - bottom;
      let path = '';
      if (node.picture || node.variant?.includes('over')) {
        if (hidden > 0) path = `inset(0 0 ${Math.min(hidden, height)}px 0)`;
      } else if (!usable.has(node.role)) {
        continue;
      } else if (hidden > 0 && hidden < height) {
        path = `inset(${-ring_px}px ${-ring_px}px ${hidden}px)`;
      }
      if ((clipped.get(element) ?? '') === path) continue;
      element.style.clipPath = path;
      clipped.set(element, path);
    }
  }

  function focus(id: string): void {
    const element = document.getElementById(domId(id));
    wanted = element ? '' : id;
    if (!element) return;
    element.focus();
    if (element.matches('input,textarea,h1,h2')) element.scrollIntoView({ block: 'center' });
  }

  function show(tree: UiTree): void {
    const look = { icons: true };
    const before = document.activeElement;
    const inBar = roots[1].contains(before);
    const alive = new Set(tree.nodes.map((node) => node.id));
    const hadDialog = roots[2].childElementCount > 0;
    const hadErrors = shown.has('errors.title');
    if (!hadDialog && tree.nodes.some((node) => node.region === 2)) opener = idOf(before) || null;
    for (const [id, { element, node }] of shown) {
      if (alive.has(id)) continue;
      if (node.picture) pictures.gone(element);
      element.remove();
      shown.delete(id);
    }
    // Walk in document order; `cursor` is the place of the next element inside each open parent.
    const open: { element: Element; cursor: ChildNode | null; depth: number }[] = [];
    let region = -1;
    const finish = (level: { cursor: ChildNode | null }): void => {
      for (let rest = level.cursor; rest; ) {
        const next: ChildNode | null = rest.nextSibling;
        rest.remove();
        rest = next;
      }
    };
    const visited = new Set<number>();
    const cursors: (ChildNode | null)[] = roots.map((root) => root.firstChild);
    for (const node of tree.nodes) {
      const where = node.region ?? 0;
      const depth = node.depth ?? 0;
      const base = open.length && where === region ? 0 : -1;
      if (base < 0) {
        while (open.length) {
          const level = open.pop()!;
          if (open.length) finish(level);
          else cursors[region] = level.cursor;
        }
        region = where;
        visited.add(where);
        open.push({ element: roots[where as 0 | 1 | 2], cursor: cursors[where] ?? null, depth: -1 });
      }
      while (open.length > 1 && open[open.length - 1]!.depth >= depth) finish(open.pop()!);
      const level = open[open.length - 1]!;
      const made = place(node, look);
      if (level.cursor === made.element) {
        level.cursor = made.element.nextSibling;
      } else {
        // It may be the next one elsewhere: that place moves on.
        for (const other of open) if (other.cursor === made.element) other.cursor = made.element.nextSibling;
        level.element.insertBefore(made.element, level.cursor);
      }
      locate(made);
      sync(made);
      if (isContainer(node.role)) open.push({ element: made.element, cursor: made.element.firstChild, depth });
    }
    while (open.length) {
      const level = open.pop()!;
      if (open.length) finish(level);
      else cursors[region] = level.cursor;
    }
    roots.forEach((root, i) => {
      if (visited.has(i)) finish({ cursor: cursors[i] ?? null });
      else root.replaceChildren();
    });
    told.clear();
    after(tree, hadDialog, hadErrors, before, inBar);
  }

  function settle(): void {
    for (const id of told) {
      const field = shown.get(id);
      if (field) sync(field);
    }
    told.clear();
  }

  // Focus follows what changed: a new screen's heading, an error summary, a dialog and back.
  function after(tree: UiTree, hadDialog: boolean, hadErrors: boolean, before: Element | null, inBar: boolean): void {
    // A field that had to go into another container lost its focus on the way; its caret it has kept.
    if (before instanceof HTMLElement && before.isConnected && document.activeElement === document.body) before.focus({ preventScroll: true });
    if (composing !== document.activeElement) composing = null;
    const hasDialog = roots[2].childElementCount > 0;
    for (const root of [roots[0].parentElement!, roots[1]]) root.toggleAttribute('inert', hasDialog);
    if (tree.title) document.title = tree.title;
    if (tree.screen !== screen) {
      const first = screen === '';
      screen = tree.screen;
      roots[0].parentElement!.scrollTop = 0;
      if (!first) (document.getElementById(domId('h1')) ?? roots[0]).focus({ preventScroll: true });
    }
    if (!hadErrors && shown.has('errors.title')) focus('errors.title');
    if (hasDialog && !hadDialog) roots[2].querySelector<HTMLElement>('button,a,input')?.focus();
    else if (hadDialog && !hasDialog && opener) {
      focus(opener);
      opener = null;
    } else if (before && !before.isConnected && document.activeElement === document.body) {
      // A key at the bottom that made room for another one ("go on down" in elder size, "record") hands its focus on.
      ((inBar && roots[1].querySelector<HTMLElement>('button.primary')) || document.getElementById(domId('h1')))?.focus({ preventScroll: true });
    }
    const late = wanted;
    wanted = '';
    if (late && shown.has(late)) focus(late);
  }

  return { show, settle, focus, clip };
}
