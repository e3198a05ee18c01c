// Content inside a box that scrolls by itself (a wide table, a code block) does
// not count: only what makes the page itself scroll sideways does.
const width = document.documentElement.clientWidth;
if (document.documentElement.scrollWidth <= width) return [];
const scrolls = (element) => {
  for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
    if (getComputedStyle(box).overflowX !== "visible") return true;
  }
  return false;
};
const found = [...document.body.querySelectorAll("*")]
  .filter((element) => element.getBoundingClientRect().right > width + 0.5 && !scrolls(element))
  .map((element) => {
    const name = element.tagName.toLowerCase() + [...element.classList].map((c) => "." + c).join("");
    return `${name} (${Math.round(element.getBoundingClientRect().right)}px of ${width}px)`;
  });
return found.length ? found : [`the page (${document.documentElement.scrollWidth}px of ${width}px)`];
