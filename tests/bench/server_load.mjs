// The benches whose requests depend on each other's answers: uploads, journeys, streams.
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { exchange } from '../api/support/client.mjs';
import { Desk } from '../api/support/desk.mjs';
import { jpeg } from '../api/support/files.mjs';
import { createUpload, orderRequest, patient, pay, queuedVisit, quoteFor, signIn, tus } from '../api/support/journey.mjs';

const seconds = Number(process.env.BANZHEN_BENCH_S ?? 10);
const round = (value) => Math.round(value * 100) / 100;
const megabyte = 1024 * 1024;

function percentiles(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share) => round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]);
  return { p50_ms: at(0.5), p99_ms: at(0.99) };
}

// Seconds of CPU that the server has used, all threads.
function cpuSeconds(server) {
  const fields = readFileSync(`/proc/${server.pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function residentBytes(server) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))[1]) * 1024;
}

// Four people send a photo after another, each in pieces of 1 MB.
export async function uploadChunk(server) {
  const bytes = jpeg(megabyte, 5);
  const pieces = 8;
  const times = [];
  let end = 0;
  const sender = async () => {
    const client = await signIn(server);
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    while (performance.now() < end) {
      const upload = await createUpload(client, pieces * megabyte);
      const headers = { ...tus, Authorization: `Bearer ${client.token}`, 'Content-Type': 'application/offset+octet-stream' };
      for (let i = 0; i < pieces && performance.now() < end; i++) {
        const began = performance.now();
        const answer = await exchange(server.url, { method: 'PATCH', path: `/api/v1${upload.path}`, agent, body: bytes, headers: { ...headers, 'Upload-Offset': String(i * megabyte) } });
        if (answer.status !== 204) throw new Error(`a piece was answered with ${answer.status}`);
        times.push(performance.now() - began);
      }
      await exchange(server.url, { method: 'DELETE', path: `/api/v1${upload.path}`, agent, headers: { ...tus, Authorization: `Bearer ${client.token}` } });
    }
    agent.destroy();
  };
  end = performance.now() + seconds * 1000;
  await Promise.all(Array.from({ length: 4 }, sender));
  const rps = round(times.length / seconds);
  return { rps, mb_per_s: rps, ...percentiles(times) };
}

// From the first text message to the medicine at the door, with the desk's part of it.
async function journey(server, desk) {
  const client = await patient(server);
  const visit = await queuedVisit(client);
  const prescription = await desk.approve(visit.id);
  const quote = await quoteFor(client, prescription, 'delivery');
  await client.post(`/prescriptions/${prescription.id}/confirm`);
  const order = (await client.post('/orders', orderRequest(quote))).json;
  await pay(client, order.payment);
  for (const state of ['packed', 'shipped', 'delivered']) {
    const moved = await desk.moveOrder(order.id, state);
    if (moved.status !== 200) throw new Error(`the order did not become ${state}: ${moved.text}`);
  }
  const seen = (await client.get(`/orders/${order.id}`)).json;
  if (seen.state !== 'delivered') throw new Error(`a journey ended in ${seen.state}`);
  client.agent.destroy();
}

const wantedPerHour = 20_000;

export async function refillJourney(server) {
  const desk = new Desk(server);
  for (let i = 0; i < 5; i++) await journey(server, desk);
  const metric = async () => {
    const { bytes } = await exchange(server.url, { path: '/metrics' });
    return [...bytes.toString().matchAll(/^banzhen_requests_total\{.*\} (\d+)$/gm)].reduce((sum, [, count]) => sum + Number(count), 0);
  };
  const requestsBefore = await metric();
  const cpuBefore = cpuSeconds(server);
  const times = [];
  const running = [];
  const began = performance.now();
  const length = Math.max(20, seconds * 2) * 1000;
  while (performance.now() - began < length) {
    while (running.length < ((performance.now() - began) / 3_600_000) * wantedPerHour) {
      const start = performance.now();
      running.push(journey(server, desk).then(() => times.push(performance.now() - start)));
    }
    await sleep(10);
  }
  await Promise.all(running);
  const took = (performance.now() - began) / 1000;
  return {
    per_hour: Math.round((times.length / took) * 3600),
    cores: round((cpuSeconds(server) - cpuBefore) / took),
    requests: Math.round((await metric() - requestsBefore) / times.length),
    ...percentiles(times),
  };
}

export async function eventStreams(server) {
  const open = 1000;
  const people = [];
  for (let i = 0; i < 50; i++) people.push(await signIn(server));
  const { port } = new URL(server.url);
  const before = residentBytes(server);
  const sockets = await Promise.all(Array.from({ length: open }, (_, i) => new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1', () => {
      socket.write(`GET /api/v1/events HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\nAuthorization: Bearer ${people[i % people.length].token}\r\n\r\n`);
      resolve(socket);
    });
    socket.on('error', reject);
  })));
  const held = async () => Number(/^banzhen_event_streams (\d+)$/m.exec((await exchange(server.url, { path: '/metrics' })).bytes.toString())[1]);
  for (let tries = 0; (await held()) < open; tries++) {
    if (tries > 200) throw new Error(`only ${await held()} streams are held`);
    await sleep(20);
  }
  const bytesEach = Math.round((residentBytes(server) - before) / open);
  for (const socket of sockets) socket.destroy();
  return { open, bytes_each: bytesEach };
}
