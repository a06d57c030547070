// A server of its own for each test: the built site, sandbox providers, a demo desk that answers quickly.
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { join } from 'node:path';
import { root } from '../../../tools/files.mjs';
import { startServer } from '../../api/support/server.mjs';

const reportsAt = '/csp-reports';
export const reportOnly = (policy, origin = '') => ({ 'content-security-policy-report-only': `${policy}; report-uri ${origin}${reportsAt}` });

export async function startSite(options = {}) {
  const site = process.env.BANZHEN_SITE ?? join(root, 'build/site');
  if (!existsSync(join(site, 'index.html'))) throw new Error('the site is not built; run ./dev build');
  return startServer({ site, desk: true, stepMs: 400, ...options });
}

// The same site for a browser whose driver needs eval in the page: the policy allows that, and is otherwise the site's own. With
// `reporting` that one stands beside it, and what it would have stopped is reported.
export async function allowEval(site, { reporting = false } = {}) {
  const reports = [];
  const { hostname, port } = new URL(site.url);
  const policy = (text = '') => (/script-src/.test(text) ? text.replace('script-src', "script-src 'unsafe-eval'") : `script-src 'unsafe-eval'; ${text}`);
  const server = createServer((asked, answer) => {
    const { method, url: path, headers } = asked;
    if (path === reportsAt)
      return void asked.toArray().then((parts) => {
        reports.push(JSON.parse(Buffer.concat(parts).toString())['csp-report']);
        answer.writeHead(204).end();
      });
    const through = request({ hostname, port, path, method, headers }, (reply) => {
      const own = reply.headers['content-security-policy'];
      answer.writeHead(reply.statusCode, own ? { ...reply.headers, 'content-security-policy': policy(own), ...(reporting && reportOnly(own)) } : reply.headers);
      reply.pipe(answer);
    });
    through.on('error', () => answer.destroy());
    answer.on('close', () => through.destroy());
    asked.pipe(through);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${server.address().port}`, reports, close: () => server.close() };
}
