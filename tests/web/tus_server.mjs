// A tus server that misbehaves on demand, and the uploads of a page that uses it.
import { Shelf, fastLink, json, recorder, serve, until, web } from './support.mjs';

// A tus server. `fault(request, upload, body)` may answer in its place by returning a function of the response.
export async function tus(fault = () => null) {
  const uploads = new Map();
  let next = 1;
  const server = await serve((request, response, body) => {
    const { method, url, headers } = request;
    const id = url.split('/')[4];
    const upload = uploads.get(id);
    const answer = fault(request, upload, body);
    if (answer) return answer(response);
    if (headers['tus-resumable'] !== '1.0.0') return json(response, 412);
    if (method === 'POST') {
      const made = { id: `u${next++}`, length: Number(headers['upload-length']), metadata: headers['upload-metadata'], bytes: Buffer.alloc(0) };
      uploads.set(made.id, made);
      return json(response, 201, undefined, { Location: `/api/v1/uploads/${made.id}` });
    }
    if (!upload) return json(response, 404);
    if (method === 'DELETE') {
      uploads.delete(id);
      return json(response, 204);
    }
    if (method === 'PATCH') {
      if (Number(headers['upload-offset']) !== upload.bytes.length) return json(response, 409);
      upload.bytes = Buffer.concat([upload.bytes, body]);
    }
    json(response, method === 'HEAD' ? 200 : 204, undefined, {
      'Upload-Offset': String(upload.bytes.length), 'Upload-Length': String(upload.length),
    });
  });
  return Object.assign(server, { uploads });
}

export function client(server, options = {}) {
  const record = recorder();
  const link = options.link?.(record.emit) ?? fastLink(record.emit);
  const shelf = options.shelf ?? new Shelf();
  const uploads = web.createUploads({
    fetch: server.fetch, emit: record.emit, link, store: web.createStore(() => shelf), token: () => 'token-1', base: server.base, origin: server.origin,
    ...(options.preparer && { preparer: options.preparer }),
  });
  const last = () => record.of('file').at(-1);
  return { uploads, link, shelf, last, reach: (state) => until(() => last()?.state === state && last(), state), ...record };
}
