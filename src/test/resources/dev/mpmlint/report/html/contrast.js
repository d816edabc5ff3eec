// Texts and lines whose contrast with what is behind them is below WCAG 2.2's (4.5 for text, 3 for large text and graphics).
const channels = (colour) => {
  const match = /^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/.exec(colour);
  return match && { rgb: match.slice(1, 4).map(Number), alpha: match[4] === undefined ? 1 : Number(match[4]) };
};
const luminance = ({ rgb }) => {
  const [r, g, b] = rgb.map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const ratio = (a, b) => {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};
const behind = (element) => {
  for (let at = element; at; at = at.parentElement) {
    const colour = channels(getComputedStyle(at).backgroundColor);
    if (colour && colour.alpha === 1) return colour;
  }
  return channels('rgb(255, 255, 255)');
};
const band = document.querySelector('svg .band');
const backs = (element) => [behind(element), ...(band && element.closest('svg') ? [channels(getComputedStyle(band).fill)] : [])];
const faults = [];
let looked = 0;
const look = (element, colour, least, what) => {
  const front = channels(colour);
  if (!front || front.alpha !== 1) return;
  looked++;
  for (const back of backs(element)) {
    const found = ratio(front, back);
    if (found < least) faults.push(`${what}: ${colour} on rgb(${back.rgb}) has ${found.toFixed(2)}, needs ${least}`);
  }
};
for (const element of document.body.querySelectorAll('*')) {
  if (element.getClientRects().length === 0) continue;
  const style = getComputedStyle(element);
  const says = [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
  const name = `${element.tagName}.${element.getAttribute('class')} "${element.textContent.slice(0, 30)}"`;
  if (element instanceof SVGElement) {
    if (says) look(element, style.fill, 4.5, name);
    if (element.matches('.ln, .bar, .limit, .axis')) look(element, style.stroke, 3, name);
    if (element.matches('.mk')) look(element, style.fill, 3, name);
  } else if (says && !['SCRIPT', 'STYLE'].includes(element.tagName)) {
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
    look(element, style.color, large ? 3 : 4.5, name);
  }
}
return looked > 10 ? faults : ['only ' + looked + ' colours were looked at'];
