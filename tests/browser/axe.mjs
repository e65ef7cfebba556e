// axe-core finds nothing on one page of every type, in every language, on a phone and a desk, light and dark.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { judge, openTab } from "./site.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

await judge("axe", async ({ server, browser, problem, chosen }) => {
  const tab = await openTab(browser, server);
  const undecided = new Set();
  let runs = 0;
  for (const page of chosen) {
    await tab.goto(server.url(page), { waitUntil: "load" });
    await tab.evaluate(AXE);
    for (const width of [360, 1280]) {
      for (const colorScheme of ["light", "dark"]) {
        await tab.setViewportSize({ width, height: 800 });
        await tab.emulateMedia({ colorScheme });
        const result = await tab.evaluate((tags) => axe.run({ runOnly: tags, resultTypes: ["violations", "incomplete"] }), TAGS);
        runs += 1;
        for (const { id, help, nodes } of result.violations) {
          for (const node of nodes) {
            const why = node.any[0]?.message ?? node.all[0]?.message ?? node.none[0]?.message ?? help;
            problem(`${page.file} ${width} ${colorScheme}`, `${id}: \`${node.target.join(" ")}\` ${why}`);
          }
        }
        for (const { id, nodes } of result.incomplete) undecided.add(`${id} (${page.type}: ${nodes[0].target.join(" ")})`);
      }
    }
  }
  // What axe cannot decide by itself is for a person to look at once, and no fault.
  if (undecided.size > 0) console.log(`  for a person to look at: ${[...undecided].sort().slice(0, 8).join("; ")}`);
  return `${chosen.length} pages, ${runs} runs`;
});
