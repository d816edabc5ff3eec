// What somebody who hears the page would miss.
const faults = [];
const say = (element, what) => faults.push(what + ': ' + element.outerHTML.slice(0, 80));
if (!document.documentElement.lang) faults.push('no language');
if (!document.title) faults.push('no title');
if (document.querySelectorAll('h1').length !== 1) faults.push('not one h1');
if (document.querySelectorAll('main').length !== 1) faults.push('not one main');
let level = 0;
for (const heading of document.querySelectorAll('h1, h2, h3, h4')) {
  const own = Number(heading.tagName[1]);
  if (own > level + 1) say(heading, 'a level of headings is left out');
  level = own;
}
for (const svg of document.querySelectorAll('svg')) {
  if (svg.getAttribute('role') !== 'img') say(svg, 'no image');
  const names = (svg.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent);
  if (!svg.getAttribute('aria-label') && !names[0]) say(svg, 'no name');
  if (!document.getElementById(svg.getAttribute('aria-describedby') ?? '')?.textContent && !names[1]) say(svg, 'no description');
  if (!svg.closest('figure')?.querySelector('details table')) say(svg, 'no table of its numbers');
}
for (const table of document.querySelectorAll('table')) {
  if (!table.caption?.textContent) say(table, 'no caption');
  for (const th of table.querySelectorAll('th')) if (!th.scope) say(th, 'no scope');
}
for (const link of document.querySelectorAll('a[href^="#"]')) {
  if (!document.getElementById(decodeURIComponent(link.hash.slice(1)))) say(link, 'leads to nothing');
}
for (const input of document.querySelectorAll('input')) if (!input.labels?.length) say(input, 'no label');
return faults;
