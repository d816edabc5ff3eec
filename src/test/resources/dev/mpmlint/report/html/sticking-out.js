// What reaches beyond the right edge, but for what can be scrolled by itself.
return [...document.body.querySelectorAll('*')]
  .filter((each) => !each.closest('.scroll, pre') && each.getBoundingClientRect().right > innerWidth + 0.5)
  .map((each) => each.tagName + '.' + each.getAttribute('class') + ': ' + each.textContent.slice(0, 40));
