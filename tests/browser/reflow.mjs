// At 320 px nothing has to be scrolled sideways (WCAG 1.4.10), with the reader's own text spacing too (1.4.12).

import { judge, openTab } from "./site.mjs";

const SPACING = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }";

await judge("reflow", async ({ server, browser, problem, chosen }) => {
  const tab = await openTab(browser, server, { viewport: { width: 320, height: 640 } });
  for (const page of chosen) {
    await tab.goto(server.url(page), { waitUntil: "load" });
    for (const spaced of [false, true]) {
      const wide = await tab.evaluate(
        ([spaced, css]) => {
          if (spaced) {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(css);
            document.adoptedStyleSheets = [sheet];
          }
          const root = document.scrollingElement;
          if (root.scrollWidth <= root.clientWidth) return null;
          const over = [...document.body.querySelectorAll("*")].filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1 || element.getBoundingClientRect().left < -1);
          const name = (element) => element.localName + (element.className && typeof element.className === "string" ? `.${element.className.split(" ")[0]}` : "");
          return { width: root.scrollWidth, over: over.slice(-3).map(name).join(", ") };
        },
        [spaced, SPACING],
      );
      if (wide) problem(`${page.file}${spaced ? " with wide text" : ""}`, `is ${wide.width} px wide at 320 px; look at ${wide.over}`);
    }
  }
  return `${chosen.length} pages`;
});
