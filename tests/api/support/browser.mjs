// A browser as far as signing in elsewhere needs one: cookies of each origin, redirects, forms. Follows no script.
export class Browser {
  constructor() {
    this.jar = new Map();
    this.hops = []; // every address that it was sent to
  }

  cookies(origin) {
    return [...(this.jar.get(origin) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  // Follows redirects until an answer is a page, or `stop` wants the address that it would go to next.
  async go(address, { form, stop = () => false, headers = {} } = {}) {
    let url = new URL(address);
    let body = form && new URLSearchParams(form);
    for (let count = 0; count < 20; count++) {
      this.hops.push(url.href);
      const cookie = this.cookies(url.origin);
      const answer = await fetch(url, { method: body ? 'POST' : 'GET', body, redirect: 'manual', headers: { ...headers, ...(cookie && { Cookie: cookie }) } });
      this.keep(url.origin, answer.headers.getSetCookie());
      const text = await answer.text();
      const next = answer.headers.get('location');
      if (!next) return { url, status: answer.status, text, headers: answer.headers };
      url = new URL(next, url);
      body = undefined;
      if (stop(url)) return { url, status: answer.status, text, headers: answer.headers };
    }
    throw new Error('it was sent around in a circle');
  }

  keep(origin, lines) {
    const kept = this.jar.get(origin) ?? new Map();
    this.jar.set(origin, kept);
    for (const line of lines) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      kept.set(name, value);
    }
  }
}
