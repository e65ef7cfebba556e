// Without JavaScript, on a phone: the menu opens, its links lead to pages, and the language switcher leads to
// the same item and back.

import { judge, openTab } from "./site.mjs";

await judge("scriptless", async ({ server, browser, problem, chosen }) => {
  const tab = await openTab(browser, server, { javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  for (const page of chosen.filter((page) => page.type !== "embed")) {
    await tab.goto(server.url(page), { waitUntil: "load" });
    await menu(tab, page, problem);
    await tab.goto(server.url(page), { waitUntil: "load" });
    await switcher(tab, page, server, problem);
  }
  return `${chosen.length} pages`;
});

async function menu(tab, page, problem) {
  const menu = tab.locator("[data-menu]").first();
  if ((await menu.count()) === 0) return problem(page.file, "no menu (an element with `data-menu`)");
  const links = await revealed(tab, menu, "a[href]");
  const count = await links.count();
  if (count < 3) return problem(page.file, `the menu shows ${count} links without scripts`);
  const [answer] = await Promise.all([tab.waitForNavigation(), links.last().click()]);
  if (!answer?.ok()) problem(page.file, `a menu link answers ${answer?.status()}: ${tab.url()}`);
}

async function switcher(tab, page, server, problem) {
  const box = () => tab.locator("[data-languages]").first();
  const links = await revealed(tab, box(), "a[hreflang]");
  const languages = await Promise.all((await links.all()).map((link) => link.getAttribute("hreflang")));
  if (languages.length === 0 && ["home", "section", "not-found"].includes(page.type)) problem(page.file, "the switcher shows no link without scripts");
  for (const lang of languages) {
    await tab.goto(server.url(page), { waitUntil: "load" });
    const own = tab.url();
    const named = tab.locator(`head link[rel=alternate][hreflang="${lang}"]`);
    const alternate = (await named.count()) > 0 ? new URL(await named.getAttribute("href")).pathname : null;
    await follow(tab, await revealed(tab, box(), `a[hreflang="${lang}"]`));
    const reached = await tab.locator("html").getAttribute("lang");
    const there = new URL(tab.url()).pathname;
    if (reached.split("-")[0] !== lang.split("-")[0]) problem(page.file, `the switcher to ${lang} leads to a page in ${reached}`);
    if (alternate && alternate !== there) problem(page.file, `the switcher to ${lang} leads to another item: ${there}`);
    // A list may have fewer pages in the other language, and the link of a missing translation may lead to the page itself.
    if (/page\/\d+\/$/.test(own) || tab.url() === own) continue;
    const back = await revealed(tab, box(), `a[hreflang="${page.lang}"]`);
    if ((await back.count()) === 0) {
      problem(page.file, `no way back from ${there}`);
      continue;
    }
    await follow(tab, back);
    if (tab.url() !== own) problem(page.file, `there and back again ends at ${new URL(tab.url()).pathname}`);
  }
}

async function follow(tab, link) {
  await Promise.all([tab.waitForNavigation(), link.first().click()]);
}

// The links of a box that a person sees, after opening it where it is closed, whether the <details> is around it or in it.
async function revealed(tab, box, links) {
  const shown = box.locator(links).filter({ visible: true });
  const summaries = [box.locator("summary").first(), tab.locator("details:has([data-menu],[data-languages]) > summary").first()];
  for (const summary of summaries) {
    if ((await shown.count()) > 0) break;
    if (await summary.isVisible()) await summary.click();
  }
  return shown;
}
