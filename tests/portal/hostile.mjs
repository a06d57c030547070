// A stranger's web site, for tests: pages that put the app into a frame of their own, sit beside it in a hospital's page, or
// take its place, and say to everyone in reach whatever they like.
import { once } from 'node:events';
import { createServer } from 'node:http';

// Everything that either side knows, wrong and right, and what breaks careless readers.
const words = (token) => `
const token = ${JSON.stringify(token)};
const said = (type, more = {}) => ({ banzhen: 1, type, ...more });
const deep = {}; let at = deep; for (let n = 0; n < 500; n++) at = at.more = {};
const huge = said('look'); for (let n = 0; n < 5000; n++) huge['k' + n] = n;
const all = [
  said('init', { launch: token, terms: 1, entry: 'records', theme: { brand: '#0000aa' } }), said('launch', { launch: token, terms: 1 }), said('look', { language: 'en', size: 'elder' }),
  said('theme', { theme: { brand: '#0000aa' } }), said('page', { keyboard: true, inset: 500 }), said('back'), 'banzhen:back',
  said('hello'), said('ready', { hospital: 'qinglan' }), said('resize', { height: 9 }), said('navigated', { place: 'order' }), said('signed-in'), said('submitted', { visit: 'vis_x' }),
  said('paid', { visit: 'vis_x' }), said('ended', { session: true }), said('dialog', { open: true }), said('error', { code: 'theme' }),
  huge, said('look', { language: 'x'.repeat(100000) }), said('init', { theme: deep }), { ...said('back'), __proto__: null }, [said('back')], new Map([['banzhen', 1]]), null, 7, '{"banzhen":1,"type":"back"}',
  { banzhen: 2, type: 'back' }, said('back', { constructor: 1 }), said('eval', { code: 'document.title=1' }),
];`;

const pages = (token) => ({
  // To every window in reach, again and again.
  '/shout.js': `${words(token)}
const targets = () => [parent, ...Array.from({ length: parent.length }, (_, n) => parent[n])].filter((one) => one !== self);
let rounds = 0;
const shout = () => { for (const to of targets()) for (const word of all) to.postMessage(word, '*'); document.title = 'shouted ' + (++rounds); };
shout(); setInterval(shout, 100);`,
  '/shout': '<!doctype html><title>quiet</title><script src="/shout.js"></script>',
});

export class Hostile {
  token = '';
  app = '';
  async listen() {
    this.server = createServer((asked, answer) => {
      const { pathname } = new URL(asked.url, 'http://x');
      const body = this.own[pathname] ?? pages(this.token)[pathname];
      answer.writeHead(body ? 200 : 404, { 'Content-Type': pathname.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8' }).end(body ?? '');
    });
    this.own = {};
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.origin = `http://evil.localhost:${this.server.address().port}`;
    return this;
  }
  // A page of its own with the app in it, by the published element or by hand.
  embed(app) {
    this.own['/element'] = `<!doctype html><title>element</title><script src="${app.origin}/sdk/${app.sdk.version}/embed.js" crossorigin></script><script src="/element.js"></script>
<banzhen-portal id="care" terms="1" hospital="qinglan"></banzhen-portal>`;
    this.own['/element.js'] = `addEventListener('DOMContentLoaded', () => { const care = document.getElementById('care'); care.launchToken = ${JSON.stringify(this.token)}; care.addEventListener('ready', () => { document.title = 'ready'; }); });`;
  }
  stop() {
    this.server.closeAllConnections();
    this.server.close();
  }
}
