// Follows the server's event stream the way a browser's EventSource does: when an answer ends, it comes back with the last id.
import http from 'node:http';
import { apiBase, exchange, until } from './client.mjs';
import { checkAgainst, checkExchange } from './contract.mjs';

export class EventStream {
  constructor(client, { lastEventId } = {}) {
    this.client = client;
    this.lastEventId = lastEventId;
    this.events = [];
    this.connections = 0;
    this.agent = new http.Agent({ keepAlive: true });
    this.running = this.#run();
    this.running.catch((error) => (this.fault ??= error));
  }

  async #run() {
    const path = `${apiBase}/events`;
    while (!this.closed) {
      const headers = { Accept: 'text/event-stream', Authorization: `Bearer ${this.client.token}` };
      if (this.lastEventId !== undefined) headers['Last-Event-ID'] = this.lastEventId;
      this.connections += 1;
      let answer;
      try {
        answer = await exchange(this.client.server.url, { path, headers, agent: this.agent, onSent: (request) => (this.request = request) });
      } catch (error) {
        if (this.closed) return;
        throw error;
      }
      checkExchange({ method: 'GET', path, requestHeaders: headers, ...answer });
      if (answer.status !== 200) throw new Error(`the event stream was answered with ${answer.status}`);
      for (const block of answer.bytes.toString('utf8').split(/\r?\n\r?\n/)) this.#take(block);
    }
  }

  #take(block) {
    const data = [];
    for (const line of block.split(/\r?\n/)) {
      const [, name, value] = /^(id|data): ?(.*)$/.exec(line) ?? [];
      if (name === 'id') this.lastEventId = value;
      if (name === 'data') data.push(value);
    }
    if (!data.length) return;
    const event = JSON.parse(data.join('\n'));
    const fault = checkAgainst('Event', event);
    if (fault) throw new Error(`an event breaks the contract: ${fault}`);
    if (event.id !== this.lastEventId) throw new Error('an event has another id than its block');
    this.events.push(event);
  }

  until(what, fits) {
    return until(what, () => {
      if (this.fault) throw this.fault;
      return this.events.find(fits);
    });
  }

  close() {
    this.closed = true;
    this.request?.destroy();
  }
}
