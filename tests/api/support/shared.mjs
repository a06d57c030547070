// One server per test file, started when its first test runs, so that --grep stays quick.
import { startServer } from './server.mjs';

const all = [];

export function sharedServer(options) {
  let starting;
  return () => {
    starting ??= startServer(options).then((server) => (all.push(server), server));
    return starting;
  };
}

export async function stopSharedServers() {
  await Promise.all(all.map((server) => server.kill()));
}
