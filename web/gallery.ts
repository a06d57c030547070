// The gallery's page: shows any named state of any screen, without a server. `#<screen>/<fixture>` in the address says which;
// tests and pictures call window.gallery.
import './gallery_net';
import { running } from './main';

export interface Gallery {
  names: string[];
  show(name: string): void;
  values(): Record<string, string>; // what the app has of each text field, by node id
}

declare global {
  interface Window {
    gallery?: Gallery;
  }
}

const { client, wake, scroller, tree } = await running;
const names = client.UTF8ToString(client._bz_gallery_names!()).trim().split('\n');

// An exhibit changes by what people do alone. The calls that nobody answers here would be told as a slow network after a while,
// and time would begin to run.
const acts = new Set(['press', 'input', 'toggle', 'submit', 'picture']);
const tell = client._bz_event.bind(client);
client._bz_event = (at) => {
  if (acts.has((JSON.parse(client.UTF8ToString(at)) as { on: string }).on)) tell(at);
};

function show(name: string): void {
  const index = names.indexOf(name);
  if (index < 0) throw new Error(`there is no exhibit ${name}`);
  client._bz_gallery_show!(index);
  client._bz_forget_picture(); // who reads its pixels asks for the same state again
  scroller.scrollTop = 0;
  wake();
}
const showAddressed = (): void => {
  const name = decodeURIComponent(location.hash.slice(1));
  if (names.includes(name)) show(name);
};

const values = (): Record<string, string> =>
  Object.fromEntries(tree().nodes.filter((node) => node.role === 'textbox').map((node) => [node.id, node.value ?? '']));

window.gallery = { names, show, values };
addEventListener('hashchange', showAddressed);
showAddressed();
