// By keyboard: the first Tab (the second where a page can be left at once) reaches the skip link, which shows itself and leads into the main part; every
// stop after it is seen and not covered (WCAG 2.4.7, 2.4.11).

import { judge, openTab } from "./site.mjs";

const STOPS = 40;

await judge("keyboard", async ({ server, browser, problem, chosen }) => {
  let stops = 0;
  for (const width of [360, 1280]) {
    const tab = await openTab(browser, server, { viewport: { width, height: 800 } });
    for (const page of chosen.filter((page) => page.type !== "embed")) {
      await tab.goto(server.url(page), { waitUntil: "load" });
      await skipLink(tab, page, problem);
      await tab.goto(server.url(page), { waitUntil: "load" });
      for (let stop = 0; stop < STOPS; stop += 1) {
        await tab.keyboard.press("Tab");
        const focus = await tab.evaluate(focused);
        if (focus === null) break;
        stops += 1;
        if (!focus.marked) problem(`${page.file} ${width}`, `focus on \`${focus.name}\` cannot be seen`);
        if (focus.covered) problem(`${page.file} ${width}`, `\`${focus.name}\` is covered when it has the focus`);
        if (!focus.inside) problem(`${page.file} ${width}`, `\`${focus.name}\` has the focus outside of the window`);
      }
    }
    await tab.context().close();
  }
  return `${chosen.length} pages, ${stops} stops`;
});

async function skipLink(tab, page, problem) {
  await tab.keyboard.press("Tab");
  // Before it may stand the way out of a page that is risky to be seen with.
  if (await tab.evaluate(() => document.activeElement.matches("[data-exit]"))) await tab.keyboard.press("Tab");
  const link = await tab.evaluate(() => {
    const { activeElement: element } = document;
    const box = element.getBoundingClientRect();
    return { href: element.getAttribute("href") ?? "", shown: box.width > 1 && box.height > 1 && box.left >= 0 && box.top >= 0 && box.right <= innerWidth };
  });
  if (!link.href.startsWith("#")) return problem(page.file, `the first Tab reaches no skip link but \`${link.href}\``);
  if (!link.shown) problem(page.file, "the skip link stays hidden when it has the focus");
  await tab.keyboard.press("Enter");
  await tab.keyboard.press("Tab");
  const inside = await tab.evaluate(() => {
    const main = document.querySelector("main");
    const { activeElement: element } = document;
    const after = main.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
    return main.contains(element) || Boolean(after) || element === document.body;
  });
  if (!inside) problem(page.file, "after the skip link, the next Tab is still before the main part");
}

// Runs in the page: what has the focus, and whether a person can see that.
function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const look = () => {
    const style = getComputedStyle(element);
    return [style.outlineStyle === "none" ? "" : style.outlineWidth + style.outlineColor, style.boxShadow, style.backgroundColor, style.borderColor, style.textDecorationLine].join("|");
  };
  const box = element.getBoundingClientRect();
  const with_focus = look();
  const middle = document.elementFromPoint(Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1), Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1));
  const name = element.localName + (element.id ? `#${element.id}` : "") + ` ${(element.textContent || element.getAttribute("aria-label") || "").trim().replace(/\s+/g, " ").slice(0, 30)}`;
  const style = getComputedStyle(element);
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
  element.blur();
  const changed = look() !== with_focus;
  element.focus({ preventScroll: true });
  return {
    name: name.trim(),
    marked: outlined || changed,
    // An inline link of two lines has its middle between them, so only a foreign fixed layer counts.
    covered: Boolean(middle) && !element.contains(middle) && !middle.contains(element) && layered(middle),
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
  function layered(node) {
    for (let one = node; one && one !== document.body; one = one.parentElement) if (["fixed", "sticky"].includes(getComputedStyle(one).position)) return true;
    return false;
  }
}
