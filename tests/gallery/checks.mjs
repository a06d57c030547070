// What every state must keep to, found out inside the page; each answers with what is wrong, in words.

// Nothing is wider than the window.
export function overflow() {
  const scroller = document.getElementById('s');
  return scroller.scrollWidth > scroller.clientWidth + 1 ? [`${scroller.scrollWidth} px wide in a window of ${scroller.clientWidth}`] : [];
}

// What can be used can be hit: each target is `least` px high and wide, but for links inside a sentence.
export function targets(least) {
  const wrong = [];
  for (const element of document.querySelectorAll('button,a[href],input:not([type=hidden]),textarea')) {
    const hit = element.closest('label') ?? element;
    const { width, height } = hit.getBoundingClientRect();
    if (!width || !height) continue;
    if (width < least - 0.5 || height < least - 0.5)
      wrong.push(`${hit.dataset.id ?? element.dataset.id ?? element.id}: ${width.toFixed(1)} × ${height.toFixed(1)} px`);
  }
  return wrong;
}

// Whoever speaks to the page says what stands on a key: the name of each target has its words, and begins as they do (WCAG 2.5.3).
// (That these are the painted words is asked in tests/unit/client/app/gallery_test.cpp.)
export function labels() {
  const bare = (text) => text.replace(/\s+/g, '').toLowerCase();
  const wrong = [];
  window.axe.setup(document.documentElement);
  for (const element of document.querySelectorAll('button,a[href],input:not([type=hidden]),textarea')) {
    if (element.closest('[inert]') || !element.getBoundingClientRect().width) continue;
    const label = element.labels?.[0] ?? element;
    const words = bare(label.innerText);
    const first = bare(label.querySelector('.t')?.innerText ?? label.innerText);
    const name = bare(window.axe.commons.text.accessibleText(element));
    if (!name) wrong.push(`${element.id} has no name`);
    else if (!name.startsWith(first) || !name.includes(words)) wrong.push(`${element.id} is named “${name}”, and on it stands “${words}”`);
  }
  window.axe.teardown();
  return wrong;
}

// Contrast of painted text, measured from the canvas's own pixels: the text's colour is the one furthest from the colour that
// fills most of its box. Pixels are there only within the frame that painted them, so the state is painted once more.
export async function paintedContrast([least, state]) {
  const canvas = document.getElementById('canvas');
  const flat = document.createElement('canvas');
  flat.width = canvas.width;
  flat.height = canvas.height;
  const pen = flat.getContext('2d', { willReadFrequently: true });
  window.gallery.show(state);
  await new Promise((read) => requestAnimationFrame(() => read(pen.drawImage(canvas, 0, 0))));
  const scale = canvas.width / canvas.clientWidth;
  const linear = (c) => ((c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  const luminance = (rgb) => 0.2126 * linear(rgb >> 16) + 0.7152 * linear((rgb >> 8) & 255) + 0.0722 * linear(rgb & 255);
  const bar = document.getElementById('bar').getBoundingClientRect();
  const overlay = document.querySelector('#overlay>*');
  const wrong = [];
  for (const element of document.querySelectorAll('[data-id]')) {
    if (overlay ? !overlay.contains(element) : false) continue;
    if (!/^(P|H1|H2|H3|BUTTON|A)$/.test(element.tagName) || !element.textContent.trim()) continue;
    if (element.disabled || element.matches('.over')) continue; // what lies on pictures is the page's own
    const box = element.getBoundingClientRect();
    const bottom = bar.height && !element.closest('#bar') && !overlay ? bar.top : innerHeight;
    if (box.width < 4 || box.height < 8 || box.top < 0 || box.bottom > bottom + 1) continue;
    const { data } = pen.getImageData(Math.round(box.left * scale), Math.round(box.top * scale), Math.round(box.width * scale), Math.round(box.height * scale));
    const counts = new Map();
    for (let i = 0; i < data.length; i += 4) {
      const rgb = (data[i] << 16) | (data[i + 1] << 8) | data[i + 2];
      counts.set(rgb, (counts.get(rgb) ?? 0) + 1);
    }
    let ground = 0, most = 0;
    for (const [rgb, count] of counts) if (count > most) [ground, most] = [rgb, count];
    const base = luminance(ground);
    let best = 1;
    for (const [rgb, count] of counts) {
      if (count < 3) continue;
      const other = luminance(rgb);
      best = Math.max(best, (Math.max(base, other) + 0.05) / (Math.min(base, other) + 0.05));
    }
    if (best < least) wrong.push(`${element.dataset.id} “${element.textContent.trim().slice(0, 20)}”: ${best.toFixed(2)}`);
  }
  return wrong;
}

// Painted words lie in the boxes of their nodes: something is painted in each box, and from 1 px around it nothing is, as far as no
// other node is near.
export async function inkInBoxes(state) {
  const off = 1, far = 3, ink = 60; // px of the page; difference of a colour's three parts, summed
  const canvas = document.getElementById('canvas');
  const flat = document.createElement('canvas');
  flat.width = canvas.width;
  flat.height = canvas.height;
  const pen = flat.getContext('2d', { willReadFrequently: true });
  window.gallery.show(state);
  await new Promise((read) => requestAnimationFrame(() => read(pen.drawImage(canvas, 0, 0))));
  const density = window.devicePixelRatio;
  const wanted = [canvas.clientWidth, canvas.clientHeight].map((side) => Math.round(side * density));
  const bar = document.getElementById('bar').getBoundingClientRect();
  const boxes = new Map([...document.querySelectorAll('#content [data-at]')].map((element) => [element, element.getBoundingClientRect()]));
  const wrong = [];
  let measured = 0;
  for (const [element, box] of boxes) {
    if (!element.matches('p:not(.tag,.timeline *),h1,h2,h3,label[for]') || !element.textContent.trim()) continue; // those lie on or beside what is painted
    const near = { left: box.left - far, top: box.top - far, right: box.right + far, bottom: box.bottom + far };
    if (near.left < 0 || near.top < 0 || near.right > innerWidth || near.bottom > bar.top) continue;
    const touches = (other) => other.left < near.right && other.right > near.left && other.top < near.bottom && other.bottom > near.top;
    if ([...boxes].some(([other, at]) => other !== element && touches(at))) continue;
    const [left, top, right, bottom] = [near.left, near.top, near.right, near.bottom].map((edge) => Math.round(edge * density));
    const { data, width, height } = pen.getImageData(left, top, right - left, bottom - top);
    const rim = (far - off) * density;
    const onRim = (x, y) => x + 1 <= rim || y + 1 <= rim || x >= width - rim || y >= height - rim;
    const counts = new Map(); // around the box: on a ground of many shades the letters' own colour may be the most frequent within
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        if (!onRim(x, y)) continue;
        const at = (y * width + x) * 4;
        const rgb = (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
        counts.set(rgb, (counts.get(rgb) ?? 0) + 1);
      }
    const ground = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most))[0];
    let inside = 0, outside = 0;
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const at = (y * width + x) * 4;
        const apart = Math.abs(data[at] - (ground >> 16)) + Math.abs(data[at + 1] - ((ground >> 8) & 255)) + Math.abs(data[at + 2] - (ground & 255));
        if (apart < ink) continue;
        if (onRim(x, y)) outside += 1;
        else inside += 1;
      }
    measured += 1;
    if (!inside || outside) wrong.push(`${element.dataset.id} “${element.textContent.trim().slice(0, 20)}”: ${inside} painted pixels in its box, ${outside} around it`);
  }
  return { size: [canvas.width, canvas.height], wanted, measured, wrong };
}
