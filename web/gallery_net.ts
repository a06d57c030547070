// In the gallery nobody answers: what a screen shows is what its fixture holds, so calls to the API stay under way for ever. Only
// pictures are there.
import { pictureOf } from './gallery_pictures';

const fetchFiles = window.fetch.bind(window);

window.fetch = async (input, init) => {
  const { pathname } = new URL(input instanceof Request ? input.url : String(input), location.href);
  if (!pathname.startsWith('/api/')) return fetchFiles(input, init);
  const [, kind, id, part] = /\/(record|message)s\/([^/]+)\/(preview|content)$/.exec(pathname) ?? [];
  const picture = kind && pictureOf(`${kind}:${id}`, part === 'content');
  return picture ? new Response(await picture) : new Promise<Response>(() => undefined);
};
