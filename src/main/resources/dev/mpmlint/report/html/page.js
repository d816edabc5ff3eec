'use strict';
// Shows the numbers under the pointer, or under the arrow keys. The page says the same without it.
for (const figure of document.querySelectorAll('figure.chart')) {
  const rows = [...figure.querySelectorAll('tr[data-x]')].map((row) => ({
    at: Number(row.dataset.x),
    texts: [...row.cells].map((cell) => cell.textContent),
  }));
  if (!rows.length) continue;
  const names = [...figure.querySelectorAll('thead th')].map((cell) => cell.textContent);
  const told = document.createElement('p');
  told.className = 'readout';
  figure.querySelector('figcaption').before(told);
  let row = 0;
  const show = (svg, index) => {
    row = Math.min(Math.max(index, 0), rows.length - 1);
    const { from, to, left, right } = svg.dataset;
    const part = (rows[row].at - from) / (to - from);
    const line = svg.querySelector('.cursor');
    for (const end of ['x1', 'x2']) line.setAttribute(end, Number(left) + part * (right - left));
    line.style.visibility = 'visible';
    told.replaceChildren(...rows[row].texts.map((text, i) => {
      const piece = document.createElement('b');
      piece.textContent = names[i] + ' ' + text;
      return piece;
    }));
  };
  const hide = (svg) => {
    svg.querySelector('.cursor').style.visibility = '';
    told.replaceChildren();
  };
  for (const svg of figure.querySelectorAll('svg')) {
    // Its tooltip would cover the chart.
    const title = svg.querySelector('title');
    svg.setAttribute('aria-label', title.textContent);
    svg.setAttribute('aria-describedby', svg.querySelector('desc').id);
    svg.removeAttribute('aria-labelledby');
    title.remove();
    svg.setAttribute('tabindex', '0');
    svg.addEventListener('pointermove', (event) => {
      const { from, to, left, right } = svg.dataset;
      const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
      const at = Number(from) + (place.x - left) / (right - left) * (to - from);
      let best = 0;
      rows.forEach((each, i) => {
        if (Math.abs(each.at - at) < Math.abs(rows[best].at - at)) best = i;
      });
      show(svg, best);
    });
    svg.addEventListener('pointerleave', () => hide(svg));
    svg.addEventListener('focus', () => { if (svg.matches(':focus-visible')) show(svg, row); });
    svg.addEventListener('blur', () => hide(svg));
    svg.addEventListener('keydown', (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1, Home: -rows.length, End: rows.length }[event.key];
      if (step) {
        show(svg, row + step);
        event.preventDefault();
      }
    });
  }
}
