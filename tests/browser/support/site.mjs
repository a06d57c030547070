// A server of its own for each test: the built site, sandbox providers, a demo desk that answers quickly.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../tools/files.mjs';
import { startServer } from '../../api/support/server.mjs';

export async function startSite(options = {}) {
  const site = process.env.BANZHEN_SITE ?? join(root, 'build/site');
  if (!existsSync(join(site, 'index.html'))) throw new Error('the site is not built; run ./dev build');
  return startServer({ site, desk: true, stepMs: 400, ...options });
}
