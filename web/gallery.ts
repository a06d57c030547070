// The gallery's page: shows any named state of any screen, without a server. `#<screen>/<fixture>` in the address says which;
// tests and pictures call window.gallery.
import { stamp } from './effects';
import './gallery_net';
import { pictureOf } from './gallery_pictures';
import { running } from './main';
import { domId, type UiNode } from './nodes';
import { readView } from './viewer/view';

export interface Gallery {
  names: string[];
  show(name: string): void;
  values(): Record<string, string>; // what the app has of each text field, by node id
  settled(): Promise<string[]>; // when each picture in sight is there; names those that never came
  heard: string[] | null; // while it is a list, what people do is noted there by node id, and changes nothing
}

declare global {
  interface Window {
    gallery?: Gallery;
  }
}

const { client, wake, scroller, tree } = await running;
const names = client.UTF8ToString(client._bz_gallery_names!()).trim().split('\n');

// An exhibit changes by what people do alone. The calls that nobody answers here would be told as a slow network after a while,
// and time would begin to run. What the viewer tells of a picture's way here is kept, and not told.
const acts = new Set(['press', 'input', 'toggle', 'submit', 'picture']);
const tell = client._bz_event.bind(client);
let seen = ''; // what the viewer has painted
client._bz_event = (at) => {
  const event = JSON.parse(client.UTF8ToString(at)) as { on: string; id: string; value: string };
  const { heard } = window.gallery ?? {};
  if (heard) heard.push(event.id);
  else if (event.on === 'picture' && /^[a-z]/.test(event.value) && !event.value.startsWith('moved')) {
    if (event.value.startsWith('shown')) seen = wantedOf(viewed());
  } else if (acts.has(event.on)) tell(at);
};

// As it stands in the frame on a hospital's page.
if (new URLSearchParams(location.search).has('embedded')) {
  const event = JSON.stringify(stamp({ on: 'prefer', name: 'embedded', value: 'yes' }));
  const bytes = client.lengthBytesUTF8(event);
  const at = client._malloc(bytes + 1);
  client.stringToUTF8(event, at, bytes + 1);
  tell(at);
  client._free(at);
}

const viewed = (): UiNode | undefined => tree().nodes.find(({ view }) => view);
// All but where one looks: that is moved without decoding anything.
function wantedOf(node: UiNode | undefined): string {
  if (!node) return '';
  const { frame, pages, centre, width, attempt } = readView(node.view!);
  return [node.picture, frame, pages, centre, width, attempt].join(' ');
}

// What somebody picked from a device: the gallery has no such file, so it gives the picture itself.
let picked = '';
void Promise.resolve(pictureOf('file:', false)!).then((blob) => (picked = URL.createObjectURL(blob)));

const decoded = new WeakMap<Element, string>(); // the address whose picture can be painted
function isThere(node: UiNode, element: HTMLElement): boolean {
  if (node.view) return seen === wantedOf(node);
  const image = element as HTMLImageElement;
  if (node.picture!.startsWith('file:') && picked && !image.src) image.src = picked;
  const { src } = image;
  if (src) void image.decode().then(() => decoded.set(image, src), () => undefined);
  return !!src && decoded.get(image) === src;
}

// A picture that would come, in sight, and is not there yet.
function lacks(node: UiNode): boolean {
  if (node.view && !seen.startsWith(`${node.picture} `)) seen = ''; // another is opened, and the last one forgotten
  if (!node.picture || (node.view && !pictureOf(node.picture, true))) return false;
  const element = document.getElementById(domId(node.id));
  if (!element) return true;
  const { top, bottom } = element.getBoundingClientRect();
  const sight = node.region ? { top: 0, bottom: innerHeight } : scroller.getBoundingClientRect(); // the plain page's bar lies beside it
  return top < sight.bottom - 1 && bottom > sight.top + 1 && !isThere(node, element);
}

const frames_max = 1200;
async function settled(): Promise<string[]> {
  for (let frames = 0; ; frames++) {
    await new Promise((done) => setTimeout(done)); // the elements follow the painting
    const missing = tree().nodes.filter(lacks).map(({ id }) => id);
    if (!missing.length || frames === frames_max) return missing;
    await new Promise(requestAnimationFrame);
  }
}

function show(name: string): void {
  const index = names.indexOf(name);
  if (index < 0) throw new Error(`there is no exhibit ${name}`);
  client._bz_gallery_show!(index);
  client._bz_forget_picture(); // who reads its pixels asks for the same state again
  scroller.scrollTop = 0;
  if (!name.startsWith('viewer/')) seen = ''; // it is left, and forgets what it had
  wake();
  requestAnimationFrame(() => requestAnimationFrame(() => void settled()));
}
const showAddressed = (): void => {
  const name = decodeURIComponent(location.hash.slice(1));
  if (names.includes(name)) show(name);
};

const values = (): Record<string, string> =>
  Object.fromEntries(tree().nodes.filter((node) => node.role === 'textbox').map((node) => [node.id, node.value ?? '']));

window.gallery = { names, show, values, settled, heard: null };
addEventListener('hashchange', showAddressed);
showAddressed();
