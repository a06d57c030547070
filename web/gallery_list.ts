// The gallery's frame: a list of all states on the left, one of them in a window of a chosen size and look on the right.
const byId = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const view = byId<HTMLIFrameElement>('view');
const list = byId('list');
const form = byId<HTMLFormElement>('look');
const sizes: Record<string, readonly [number, number]> = {
  phone: [390, 844], narrow: [320, 640], tablet: [820, 1180], desktop: [1280, 800], embedded: [720, 640],
};

let shown = '';

function open(reload: boolean): void {
  const look = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (name !== 'screen') look.set(name, String(value));
  const screen = String(new FormData(form).get('screen'));
  if (screen === 'embedded') look.set('embedded', 'true');
  const [width, height] = sizes[screen] ?? sizes.phone!;
  view.width = String(width);
  view.height = String(height);
  if (reload || !view.contentWindow?.gallery) view.src = `/?${look}#${shown}`;
  else view.contentWindow.gallery.show(shown);
  for (const link of list.querySelectorAll('a')) link.toggleAttribute('aria-current', link.textContent === shown);
}

function fill(names: readonly string[]): void {
  list.replaceChildren(...names.map((name) => {
    const link = document.createElement('a');
    link.href = `#${name}`;
    link.textContent = name;
    const item = document.createElement('li');
    item.append(link);
    return item;
  }));
}

view.addEventListener('load', () => {
  const wait = setInterval(() => {
    const gallery = view.contentWindow?.gallery;
    if (!gallery) return;
    clearInterval(wait);
    if (!list.childElementCount) fill(gallery.names);
    shown ||= gallery.names[0]!;
    open(false);
  }, 50);
});
addEventListener('hashchange', () => {
  shown = decodeURIComponent(location.hash.slice(1));
  open(false);
});
form.addEventListener('change', () => open(true));
shown = decodeURIComponent(location.hash.slice(1));
open(true);
