// All that a hospital writes itself: where the token comes from, and what to do with the news.
const care = document.getElementById('care');
const asked = new URLSearchParams(location.search);
for (const name of ['entry', 'language', 'size', 'height', 'hospital', 'server', 'terms', 'iss', 'launch']) if (asked.has(name)) care.setAttribute(name, asked.get(name));

// A fresh one-time token whenever the frame starts; the portal's own session says for whom.
if (asked.get('guest') !== '1')
  care.launchToken = async () => {
    const answer = await fetch('/launch', { method: 'POST' });
    return (await answer.json()).token;
  };

const events = document.getElementById('events');
for (const type of ['ready', 'resize', 'navigated', 'signed-in', 'submitted', 'paid', 'ended', 'error'])
  care.addEventListener(type, ({ detail }) => {
    const line = document.createElement('li');
    line.dataset.type = type;
    line.dataset.detail = JSON.stringify(detail);
    line.textContent = `${type} ${line.dataset.detail}`;
    events.prepend(line);
  });

for (const button of document.querySelectorAll('.side button'))
  button.addEventListener('click', () => {
    for (const other of document.querySelectorAll('.side button')) other.toggleAttribute('aria-current', other === button);
    care.entry = button.dataset.entry;
  });
