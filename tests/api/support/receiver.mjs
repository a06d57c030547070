// A hospital's own system that listens for webhooks, played by the test.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import { until } from './client.mjs';
import { checkAgainst } from './contract.mjs';

export class Receiver {
  constructor() {
    this.requests = []; // { path, headers, body, event, answered }
    this.answer = () => 204; // (request) → status; 0 holds the line open and says nothing
    this.server = http.createServer((request, response) => {
      const parts = [];
      request.on('data', (part) => parts.push(part));
      request.on('end', () => {
        const body = Buffer.concat(parts).toString('utf8');
        const one = { method: request.method, path: request.url, headers: request.headers, body, event: JSON.parse(body) };
        this.requests.push(one);
        one.answered = this.answer(one);
        if (!one.answered) return;
        response.writeHead(one.answered).end();
      });
    });
  }

  async start(port = 0) {
    this.server.listen(port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = this.server.address().port;
    this.url = `http://127.0.0.1:${this.port}`;
    return this;
  }

  get events() {
    return this.requests.map((one) => one.event);
  }

  until(what, fits) {
    return until(what, () => this.requests.find(fits));
  }

  stop() {
    this.server.closeAllConnections();
    this.server.close();
  }
}

// As a receiver should check it; throws when it is not from us.
export function checkSignature(secret, { headers, body }) {
  const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(headers['banzhen-signature']) ?? [];
  assert.ok(t, `the signature is ${headers['banzhen-signature']}`);
  assert.equal(v1, createHmac('sha256', secret).update(`${t}.${body}`).digest('hex'));
  assert.ok(Math.abs(Date.now() / 1000 - Number(t)) < 300);
}

export function checkEvent(event) {
  assert.equal(checkAgainst('WebhookEvent', event), '');
}
