// A hospital's patient portal: its page, and the back end that knows the patient and asks for one-time tokens.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { join } from 'node:path';
import { hospitals } from './hospitals.mjs';

const read = (name) => readFileSync(join(import.meta.dirname, name), 'utf8');
const types = { html: 'text/html; charset=utf-8', css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8' };

// What a portal asks the internet hospital's API for, server to server. (`app.internal` is where the server listens; names that end
// with .localhost are for browsers.)
function mint({ internal, token }, body) {
  return new Promise((resolve, reject) => {
    const asking = request(`${internal}/api/v1/desk/launch-tokens`, {
      method: 'POST', headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    }, async (answer) => {
      const parts = await answer.toArray();
      const found = JSON.parse(Buffer.concat(parts).toString());
      if (answer.statusCode === 201) resolve(found.token);
      else reject(new Error(`${answer.statusCode} ${found.code}`));
    });
    asking.on('error', reject);
    asking.end(JSON.stringify(body));
  });
}

export class Portal {
  constructor(id) {
    this.id = id;
    this.hospital = hospitals[id];
    this.minted = []; // for tests
    this.policy = (app) => [
      "default-src 'none'", `script-src 'self' ${app.origin}/sdk/${app.sdk.version}/embed.js`, "style-src 'self'", `frame-src ${app.origin}`, "connect-src 'self'",
      "img-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'",
    ].join('; ');
    this.permissions = (app) => ['camera', 'microphone', 'clipboard-read', 'clipboard-write', 'fullscreen', 'autoplay', 'web-share']
      .map((what) => `${what}=(self "${app.origin}")`).join(', ');
    this.headers = (app) => ({ 'Content-Security-Policy': this.policy(app), 'Permissions-Policy': this.permissions(app) });
  }

  // Its address must be known before the app's server starts: it stands in the hospital's file.
  async listen(port = 0, host = '127.0.0.1') {
    this.server = createServer((asked, answer) => this.#answer(asked, answer).catch(() => answer.writeHead(500).end()));
    this.server.listen(port, host);
    await once(this.server, 'listening');
    this.origin = `http://${this.id}-portal.localhost:${this.server.address().port}`;
    return this;
  }

  // { origin: the app's address for browsers, internal: for this back end, token: of the role system, sdk: { version, integrity } }
  connect(app) {
    this.app = app;
    return this;
  }

  async launch(more = {}) {
    const token = await mint(this.app, { origin: this.origin, phone: this.hospital.patient.phone, ...more });
    this.minted.push(token);
    return token;
  }

  async #answer(asked, answer) {
    const { pathname } = new URL(asked.url, this.origin);
    const send = (status, type, body, headers = {}) => answer.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', ...headers }).end(body);
    if (asked.method === 'GET' && pathname === '/') {
      const { app, hospital } = this;
      const values = { NAME: hospital.name, PATIENT: hospital.patient.name, ID: this.id, SDK: `${app.origin}/sdk/${app.sdk.version}/embed.js`, INTEGRITY: app.sdk.integrity, SERVER: app.origin };
      const page = read('portal.html').replace(/\{\{([A-Z]+)\}\}/g, (_, name) => values[name]);
      return send(200, types.html, page, { ...this.headers(app), 'Set-Cookie': 'portal=1; HttpOnly; SameSite=Lax; Path=/' });
    }
    if (asked.method === 'GET' && ['/portal.css', '/portal.js'].includes(pathname)) return send(200, types[pathname.split('.')[1]], read(pathname.slice(1)));
    // Only for somebody who is signed in here, from this page.
    if (asked.method === 'POST' && pathname === '/launch' && /\bportal=1\b/.test(asked.headers.cookie ?? '') && asked.headers.origin === this.origin)
      return send(200, 'application/json', JSON.stringify({ token: await this.launch() }));
    return send(404, 'text/plain', '');
  }

  stop() {
    this.server.closeAllConnections();
    this.server.close();
  }
}
