'use strict';
// Finds the pages that hold every word that is typed: titles first, then hints, then texts.
const pages = JSON.parse(document.getElementById('search-index').textContent).map(([href, title, hint, text]) => ({
  href, title, hint, text,
  low: [title, hint, text].map((part) => part.toLowerCase()),
}));
const box = document.getElementById('search');
const found = document.getElementById('found');
const hits = document.getElementById('hits');
const rank = (page, word) => {
  const at = page.low.map((part) => part.indexOf(word));
  if (page.low[0].split(/\s+/).includes(word)) return 100;
  if (at[0] >= 0) return at[0] === 0 ? 60 : 40;
  if (at[1] >= 0) return 20;
  return at[2] >= 0 ? 5 + Math.min(10, page.low[2].split(word).length - 1) : 0;
};
const excerpt = (page, word) => {
  const at = page.low[2].indexOf(word);
  if (at < 0) return page.hint;
  const from = Math.max(0, page.text.lastIndexOf(' ', at - 40) + 1);
  return (from > 0 ? '… ' : '') + page.text.slice(from, at + 110).trim() + ' …';
};
const search = () => {
  const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
  const best = words.length === 0 ? [] : pages
    .map((page) => ({ page, ranks: words.map((word) => rank(page, word)) }))
    .filter(({ ranks }) => ranks.every((each) => each > 0))
    .map(({ page, ranks }) => ({ page, sum: ranks.reduce((a, b) => a + b, 0) }))
    .sort((a, b) => b.sum - a.sum)
    .slice(0, 20);
  found.textContent = words.length === 0 ? '' : best.length === 0 ? 'Nothing is found.' : best.length === 1 ? 'One page' : best.length + ' pages';
  hits.replaceChildren(...best.map(({ page }) => {
    const item = document.createElement('li');
    const link = document.createElement('a');
    link.href = page.href;
    link.textContent = page.title;
    const more = document.createElement('div');
    more.className = 'from';
    more.textContent = page.low[1].includes(words[0]) || page.low[0].includes(words[0]) ? page.hint : excerpt(page, words[0]);
    item.append(link, more);
    return item;
  }));
};
box.addEventListener('input', search);
box.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && hits.firstChild) location.href = hits.querySelector('a').href;
});
if (box.value) search();
