"""What finds and sorts in a gallery."""
from __future__ import absolute_import, unicode_literals

GALLERY = r"""
'use strict';
const form = document.querySelector('.ask'), wall = document.querySelector('.cards');
const count = document.querySelector('#count'), lowest = document.querySelector('#lowest');
const cards = [...wall.children].map((element, place) => ({
  element, place, name: element.dataset.name || '', failed: 'failed' in element.dataset,
  found: JSON.parse(element.dataset.found || '[]'), list: element.querySelector('ul'),
  more: element.querySelector('.more')}));
const names = new Map();
for (const card of cards)
  for (const [name] of card.found) names.set(name, (names.get(name) || 0) + 1);
const known = document.querySelector('#known');
for (const [name] of [...names].sort((one, other) => other[1] - one[1]).slice(0, 300))
  known.append(new Option('', name));

const row = ([name, value]) => {
  const item = document.createElement('li');
  for (const [kind, said] of [['label', name], ['value', value === null ? '' : value.toFixed(2)]]) {
    const part = document.createElement('span');
    part.className = kind;
    part.textContent = said;
    item.append(part);
  }
  return item;
};
const orders = {
  given: (one, other) => one.place - other.place,
  name: (one, other) => one.name.localeCompare(other.name) || one.place - other.place,
  value: (one, other) => other.best - one.best || one.place - other.place,
  low: (one, other) => one.best - other.best || one.place - other.place,
  number: (one, other) => other.found.length - one.found.length || one.place - other.place};
function look() {
  const words = form.elements.words.value.trim().toLowerCase();
  const least = Number(form.elements.least.value), only = form.elements.failed.checked;
  lowest.textContent = least.toFixed(2);
  let shown = 0;
  for (const card of cards) {
    const named = card.name.toLowerCase().includes(words);
    const fits = card.found.filter(([name, value]) =>
      (named || name.toLowerCase().includes(words)) && (value === null || value >= least));
    card.best = Math.max(-1, ...fits.map(([, value]) => value === null ? 0 : value));
    const here = (only ? card.failed : true) && (fits.length > 0 || (named && !least));
    card.element.hidden = !here;
    shown += here;
    if (here && card.list) card.list.replaceChildren(...fits.slice(0, 3).map(row));
    if (card.more) card.more.textContent = fits.length > 3 ? `and ${fits.length - 3} more` : '';
  }
  wall.append(...[...cards].sort(orders[form.elements.order.value]).map(card => card.element));
  const all = cards.length;
  count.textContent = shown === all ? `${all} pictures` : `${shown} of ${all} pictures`;
}
form.addEventListener('input', look);
form.addEventListener('change', look);
form.addEventListener('submit', event => event.preventDefault());
form.querySelector('.only').hidden = !cards.some(card => card.failed);
form.hidden = false;
look();
"""
