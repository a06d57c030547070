// What each semantics node is as a page element. Pure data: the mirror applies it to the document, the build writes it into
// the first page, so both always agree. Mirrors src/client/ui/semantics.hpp.
import { ICON_PATHS } from '../build/gen/icons.gen';

export interface UiNode {
  id: string;
  role: string;
  region?: number; // 0 content, 1 bottom, 2 overlay
  depth?: number;
  level?: number;
  name?: string;
  description?: string;
  value?: string;
  variant?: string;
  icon?: number;
  rect: [number, number, number, number];
  checked?: 1;
  invalid?: 1;
  required?: 1;
  busy?: 1;
  current?: 1;
  live?: 1;
  pressed?: 1;
  href?: string;
  for?: string;
  describedby?: string;
  group?: string;
  accept?: string;
  camera?: 1;
  multiple?: 1;
  folder?: 1;
  type?: string;
  inputmode?: string;
  autocomplete?: string;
  enterkey?: string;
  autocapitalize?: string;
  maxlength?: number;
  multiline?: 1;
  percent?: number;
  disabled?: 1;
  range?: [number, number, number, number]; // from, to, step, at
  picture?: string; // its source
  view?: string; // how the viewer shows it; none: its small picture
  radius?: number;
}

export interface UiTree {
  screen: string;
  title?: string;
  nodes: UiNode[];
}

export interface Spec {
  tag: string;
  attrs: Record<string, string>;
  inner: Spec[] | string;
}

// Plain paint shows icons as pictures; on the canvas they are painted.
export interface Look {
  icons: boolean;
}

export const domId = (id: string): string => `n-${id}`;

const containers: Record<string, string> = {
  banner: 'header', main: 'main', contentinfo: 'footer', navigation: 'nav', complementary: 'aside', group: 'div', card: 'div', list: 'ul', listitem: 'li',
  form: 'form', radiogroup: 'div', dialog: 'div',
};

export const isContainer = (role: string): boolean => role in containers;

function icon(node: UiNode, look: Look): Spec[] {
  const path = look.icons && node.icon ? ICON_PATHS[node.icon] : '';
  if (!path) return [];
  return [{ tag: 'svg', attrs: { viewBox: '0 0 24 24', 'aria-hidden': 'true', class: 'i' }, inner: [{ tag: 'path', attrs: { d: path }, inner: '' }] }];
}

const span = (kind: string, text: string | undefined): Spec[] => (text ? [{ tag: 'span', attrs: { class: kind }, inner: text }] : []);

function words(node: UiNode, look: Look): Spec[] {
  return [...icon(node, look), ...span('t', node.name), ...span('d', node.description)];
}

function input(node: UiNode, type: string): Spec {
  const attrs: Record<string, string> = { id: domId(node.id), type };
  if (node.group) attrs.name = node.group;
  if (node.accept) attrs.accept = node.accept;
  if (node.camera) attrs.capture = 'environment';
  if (node.multiple) attrs.multiple = '';
  if (node.folder) attrs.webkitdirectory = '';
  if (node.invalid) attrs['aria-invalid'] = 'true';
  if (node.describedby) attrs['aria-describedby'] = node.describedby.split(' ').map(domId).join(' ');
  return { tag: 'input', attrs, inner: '' };
}

function textbox(node: UiNode): Spec {
  const spec = input(node, node.type ?? 'text');
  const { attrs } = spec;
  if (node.inputmode) attrs.inputmode = node.inputmode;
  if (node.enterkey) attrs.enterkeyhint = node.enterkey;
  if (node.autocapitalize) attrs.autocapitalize = node.autocapitalize;
  if (node.maxlength) attrs.maxlength = String(node.maxlength);
  if (node.description) attrs.placeholder = node.description;
  attrs.autocomplete = node.autocomplete || 'off';
  attrs.spellcheck = 'false';
  if (node.variant === 'unlabelled') attrs['aria-label'] = node.name ?? '';
  if (node.multiline) {
    delete attrs.type;
    spec.tag = 'textarea';
  }
  return spec;
}

function leaf(node: UiNode, look: Look): Spec {
  const aria = { 'aria-label': node.name ?? '' };
  switch (node.role) {
    case 'heading':
      return { tag: `h${node.level ?? 2}`, attrs: { tabindex: '-1', ...(node.live ? { 'aria-live': 'polite' } : {}) }, inner: node.name ?? '' };
    case 'button': {
      const attrs: Record<string, string> = { type: 'button', ...(node.busy ? { 'aria-busy': 'true' } : {}) };
      if (node.disabled) attrs['aria-disabled'] = 'true';
      if (node.variant?.includes('toggle')) attrs['aria-pressed'] = String(!!node.pressed);
      if (node.variant?.startsWith('icon')) return { tag: 'button', attrs: { ...attrs, ...aria }, inner: icon(node, look) };
      return { tag: 'button', attrs, inner: words(node, look) };
    }
    case 'link': {
      const href = node.href?.startsWith('#') ? `#${domId(node.href.slice(1))}` : node.href ?? '#';
      return { tag: 'a', attrs: { href }, inner: words(node, look) };
    }
    case 'textbox':
      return textbox(node);
    case 'checkbox':
    case 'radio':
      return { tag: 'label', attrs: {}, inner: [input(node, node.role), ...words(node, look)] };
    case 'file':
      if (node.variant === 'icon') {
        const field = input(node, 'file');
        return { tag: 'label', attrs: {}, inner: [{ ...field, attrs: { ...field.attrs, ...aria } }, ...icon(node, look)] };
      }
      return { tag: 'label', attrs: {}, inner: [input(node, 'file'), ...words(node, look)] };
    case 'progressbar':
      return { tag: 'div', attrs: { role: 'progressbar', ...aria, 'aria-valuemin': '0', 'aria-valuemax': '100', 'aria-valuenow': String(node.percent ?? 0) }, inner: '' };
    case 'slider': {
      const [min, max, step] = (node.range ?? [0, 100, 1]).map(String) as [string, string, string];
      return { tag: 'input', attrs: { id: domId(node.id), type: 'range', min, max, step, ...aria, 'aria-valuetext': node.value ?? '' }, inner: '' };
    }
    case 'image':
      if (node.view) return { tag: 'canvas', attrs: { role: 'img', ...aria }, inner: '' };
      if (node.picture) return { tag: 'img', attrs: { alt: node.name ?? '' }, inner: '' };
      return { tag: 'span', attrs: { role: 'img', ...aria }, inner: '' };
    case 'status':
      return { tag: 'p', attrs: { role: 'status' }, inner: words(node, look) };
  }
  if (node.for) return { tag: 'label', attrs: { for: domId(node.for) }, inner: node.name ?? '' };
  return { tag: 'p', attrs: node.current ? { 'aria-current': 'step' } : {}, inner: words(node, look) };
}

function container(node: UiNode): Spec {
  const attrs: Record<string, string> = {};
  if (node.role === 'radiogroup') attrs.role = 'radiogroup';
  if (node.role === 'group' && node.name) attrs.role = 'group';
  if (node.role === 'dialog') Object.assign(attrs, { role: 'dialog', 'aria-modal': 'true' });
  if (node.name) attrs['aria-label'] = node.name;
  return { tag: containers[node.role] ?? 'div', attrs, inner: [] };
}

// The element of one node, without the nodes inside it.
export function describe(node: UiNode, look: Look): Spec {
  const spec = isContainer(node.role) ? container(node) : leaf(node, look);
  spec.attrs['data-id'] = node.id;
  spec.attrs.class = `${node.role}${node.variant ? ` ${node.variant}` : ''}`;
  spec.attrs.id ??= domId(node.id);
  // A label's own id would be the input's; the input keeps it, so that summaries and labels find the field.
  if (spec.tag === 'label' && !node.for) spec.attrs.id = `${domId(node.id)}-l`;
  return spec;
}
