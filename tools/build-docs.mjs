// Turns docs/openapi.yaml into a page for people, at /docs: plain HTML without script, so that the strict content security
// policy holds and a printout is whole. `docsPage` is pure; build-web.mjs writes what it gives.
import { parse } from 'yaml';

const escape = (text) => String(text).replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);
const words = (text = '') => escape(text).replace(/`([^`]+)`/g, '<code>$1</code>').replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>');
const paragraphs = (text = '') => text.trim().split(/\n\s*\n/).filter(Boolean).map((one) => `<p>${words(one)}</p>`).join('\n');
const nameOf = (ref) => ref.split('/').pop();

// "array of Visit", "string, date-time, at most 100 characters"
function kind(schema) {
  if (!schema) return '';
  if (schema.$ref) return `<a href="#schema-${nameOf(schema.$ref)}">${nameOf(schema.$ref)}</a>`;
  if (schema.allOf) return schema.allOf.map(kind).join(' with ');
  if (schema.oneOf ?? schema.anyOf) return (schema.oneOf ?? schema.anyOf).map(kind).join(' or ');
  if (schema.type === 'array') return `list of ${kind(schema.items) || 'anything'}`;
  if (schema.const !== undefined) return `<code>${escape(schema.const)}</code>`;
  if (schema.enum) return schema.enum.map((one) => `<code>${escape(one)}</code>`).join(' ');
  const limits = {
    format: (v) => v, minimum: (v) => `from ${v}`, maximum: (v) => `to ${v}`, minLength: (v) => `at least ${v} long`,
    maxLength: (v) => `at most ${v} long`, pattern: (v) => `like <code>${escape(v)}</code>`,
  };
  const said = Object.entries(limits).filter(([key]) => schema[key] !== undefined).map(([key, say]) => say(schema[key]));
  return [Array.isArray(schema.type) ? schema.type.join(' or ') : schema.type ?? 'anything', ...said].join(', ');
}

function fields(schema) {
  const required = new Set(schema.required ?? []);
  const rows = Object.entries(schema.properties ?? {}).map(([name, one]) =>
    `<tr><th scope="row"><code>${escape(name)}</code>${required.has(name) ? '' : ' <span class="optional">optional</span>'}</th>` +
    `<td>${kind(one)}</td><td>${words(one.description)}</td></tr>`);
  return rows.length ? `<table><thead><tr><th>Field</th><th>Value</th><th>Meaning</th></tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table>` : '';
}

function schemaSection(name, schema) {
  const values = schema.enum || !schema.properties ? `<p>${kind(schema)}</p>` : '';
  return `<section id="schema-${name}"><h3>${name}</h3>\n${paragraphs(schema.description)}${values}${fields(schema)}</section>`;
}

export function docsPage(text) {
  const document = parse(text);
  const resolve = (one) => (one?.$ref ? one.$ref.slice(2).split('/').reduce((node, part) => node[part], document) : one);
  const bodyOf = (content = {}) => Object.entries(content).map(([type, one]) => [type, kind(one.schema)].filter(Boolean).join(': ')).join('; ');

  function parameters(list) {
    const rows = list.map(resolve).filter((one) => one.in !== 'path').map((one) =>
      `<tr><th scope="row"><code>${escape(one.name)}</code>${one.required ? '' : ' <span class="optional">optional</span>'}</th>` +
      `<td>${one.in}, ${kind(one.schema)}</td><td>${words(one.description)}</td></tr>`);
    return rows.length ? `<table><thead><tr><th>Parameter</th><th>Value</th><th>Meaning</th></tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table>` : '';
  }

  function operation(path, item, method) {
    const one = item[method];
    const body = resolve(one.requestBody);
    const open = one.security?.length === 0;
    const desk = one.security?.some((way) => way.desk);
    const answers = Object.entries(one.responses).map(([status, response]) => {
      const found = resolve(response);
      return `<li><strong>${status}</strong> ${words(found.description)}${status < '300' ? ` ${bodyOf(found.content)}` : ''}</li>`;
    });
    return `<section id="${one.operationId}"><h3><span class="method">${method.toUpperCase()}</span> <code>${escape(path)}</code></h3>
<p><strong>${words(one.summary)}</strong> <span class="who">${open ? 'open to all' : desk ? `desk: ${one['x-roles'].join(', ')}` : 'patient'}</span></p>
${paragraphs(one.description)}${parameters([...(item.parameters ?? []), ...(one.parameters ?? [])])}${
  body ? `<p>Body: ${bodyOf(body.content)}</p>` : ''}<ul>${answers.join('\n')}</ul></section>`;
  }

  const methods = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options'];
  const all = Object.entries(document.paths).flatMap(([path, item]) =>
    methods.filter((method) => item[method]).map((method) => ({ path, item, method, tag: item[method].tags?.[0] })));
  const groups = document.tags.map(({ name, description }) => {
    const own = all.filter((one) => one.tag === name);
    const links = own.map(({ path, item, method }) =>
      `<li><a href="#${item[method].operationId}">${method.toUpperCase()} ${escape(path)}</a> ${words(item[method].summary)}</li>`);
    return { name, description, links, sections: own.map(({ path, item, method }) => operation(path, item, method)) };
  });
  const title = `${escape(document.info.title)} REST contract ${escape(document.info.version)}`;
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<link rel="stylesheet" href="/docs.css"></head>
<body>
<main>
<h1>${title}</h1>
${paragraphs(document.info.description)}
<p>The same for machines: <a href="/openapi.yaml">openapi.yaml</a></p>
<nav aria-label="Operations">
${groups.map(({ name, description, links }) => `<h2><a href="#tag-${name}">${name}</a></h2><p>${words(description)}</p><ul>${links.join('\n')}</ul>`).join('\n')}
</nav>
${groups.map(({ name, description, sections }) => `<h2 id="tag-${name}">${words(description)}</h2>\n${sections.join('\n')}`).join('\n')}
<h2 id="schemas">Schemas</h2>
${Object.entries(document.components.schemas).map(([name, schema]) => schemaSection(name, schema)).join('\n')}
</main>
</body>
</html>
`;
}

export const docsStyle = `:root{color-scheme:light dark}
body{margin:0;font:16px/1.6 system-ui,sans-serif}
main{max-width:64rem;margin:0 auto;padding:1.5rem 1rem 4rem}
h2{margin-top:3rem}
section{border-top:1px solid #8885;padding-top:.5rem;margin-top:1.5rem}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1rem;display:block;overflow-x:auto}
th,td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;border-bottom:1px solid #8883}
code{font-size:.92em}
.method{font-weight:700}
.optional,.who{opacity:.75;font-weight:400}
`;
