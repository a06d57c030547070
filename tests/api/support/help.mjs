// A patient's page and a helper's console, as far as the API sees them.
import { ok } from './client.mjs';

export const reason = { screen: 'identity', field: 'identity.number', seconds: 190 };

export class HelpPage {
  constructor(client, session) {
    Object.assign(this, { client, session, id: session.id, code: session.code, link: session.link, token: session.token, heard: 0, seq: 0 });
  }
  #with(options = {}) {
    return { ...options, headers: { 'Banzhen-Help': this.token, ...options.headers } };
  }
  get(part = '', options) {
    return this.client.get(`/help-sessions/${this.id}${part}`, this.#with(options));
  }
  post(part, json, options) {
    return this.client.post(`/help-sessions/${this.id}${part}`, json, this.#with(options));
  }
  // The bytes as given, so that a test can look for them at the other end.
  showText(body, options) {
    return this.client.request('POST', `/help-sessions/${this.id}/frames`, this.#with({ body, key: null, ...options, headers: { 'Content-Type': 'application/json', ...options?.headers } }));
  }
  show(frame = {}) {
    return this.showText(JSON.stringify({ seq: ++this.seq, base: null, screen: 'identity', title: '核对身份', nodes: [], ...frame }));
  }
  // The next events, held until there are some.
  async hear() {
    const { items } = ok(await this.get(`/events?after=${this.heard}`), 200);
    if (items.length) this.heard = items.at(-1).seq;
    return items;
  }
  async hearOne(kind) {
    for (;;) {
      const found = (await this.hear()).find((one) => one.kind === kind);
      if (found) return found;
    }
  }
}

export async function askHelp(client, changes = {}) {
  return new HelpPage(client, ok(await client.post('/help-sessions', { kind: 'code', reason, ...changes }), 201));
}

export class HelpConsole {
  constructor(helper, session) {
    Object.assign(this, { helper, session, id: session.id, seen: 0 });
  }
  get(part = '') {
    return this.helper.get(`/desk/help-sessions/${this.id}${part}`);
  }
  post(part, json) {
    return this.helper.post(`/desk/help-sessions/${this.id}${part}`, json);
  }
  act(kind, rest = {}) {
    return this.post('/actions', { kind, ...rest });
  }
  async watch(after = this.seen) {
    const { items } = ok(await this.get(`/frames?after=${after}`), 200);
    if (items.length) this.seen = items.at(-1).at;
    return items;
  }
  // What is told of a page that says nothing, held until that is another thing than what the console shows.
  async silence(shown) {
    return ok(await this.get(`/frames?after=${this.seen}&unheard=${shown}`), 200).unheard_s;
  }
}

export async function join(helper, page) {
  return new HelpConsole(helper, ok(await helper.post('/desk/help-sessions/join', { code: page.code }), 200));
}

// Both sides of a session that has begun.
export async function together(client, helper, changes) {
  const page = await askHelp(client, changes);
  const console = await join(helper, page);
  await page.hearOne('joined');
  return { page, console };
}

// Someone close, who followed a link.
export class FamilyPage {
  constructor(client, session) {
    Object.assign(this, { client, session, id: session.id, token: session.token, seen: 0 });
  }
  #with() {
    return { headers: { 'Banzhen-Help': this.token } };
  }
  get(part = '') {
    return this.client.get(`/family-sessions/${this.id}${part}`, this.#with());
  }
  post(part, json) {
    return this.client.post(`/family-sessions/${this.id}${part}`, json, this.#with());
  }
  act(kind, rest = {}) {
    return this.post('/actions', { kind, ...rest });
  }
  async watch(after = this.seen) {
    const { items } = ok(await this.get(`/frames?after=${after}`), 200);
    if (items.length) this.seen = items.at(-1).at;
    return items;
  }
  async silence(shown) {
    return ok(await this.get(`/frames?after=${this.seen}&unheard=${shown}`), 200).unheard_s;
  }
}

export const askFamily = (client, changes = {}) => askHelp(client, { kind: 'link', ...changes });

export async function follow(client, page, name = '任晓') {
  return new FamilyPage(client, ok(await client.post('/family-sessions/join', { secret: page.link, name }), 200));
}
