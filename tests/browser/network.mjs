// No page asks another host, misses a file or breaks its own content security policy. Every page is visited,
// unless `--types` says otherwise, since what an author embeds stands on one page only.

import { judge, openTab } from "./site.mjs";

await judge("network", async ({ site, server, browser, problem, chosen, types }) => {
  let current = "";
  const tab = await openTab(browser, server, {}, (url) => problem(current, `asks another host: ${url}`));
  tab.on("console", (message) => {
    // The not-found page is itself a 404, which the console mentions.
    if (["error", "warning"].includes(message.type())) problem(current, `the console says: ${message.text().replaceAll(server.origin, "")}`);
  });
  tab.on("pageerror", (error) => problem(current, `a script fails: ${error.message}`));
  tab.on("websocket", (socket) => problem(current, `opens a socket: ${socket.url()}`));
  tab.on("response", (response) => {
    if (response.status() >= 400) problem(current, `${response.status()} for ${response.url().replace(server.origin, "")}`);
  });
  const pages = types.length > 0 ? chosen : site.pages;
  for (const page of pages) {
    current = page.file;
    await tab.goto(server.url(page), { waitUntil: "load" });
    // Lazy pictures load only when they come near, so they are asked for here; a script gets a moment to make its requests.
    const broken = await tab.evaluate(async () => {
      const pictures = [...document.images];
      pictures.forEach((picture) => { picture.loading = "eager"; });
      const shown = await Promise.all(pictures.map((picture) => picture.decode().then(() => true, () => picture.naturalWidth > 0)));
      return pictures.filter((_, index) => !shown[index]).map((picture) => picture.currentSrc || picture.src);
    });
    await tab.waitForTimeout(60);
    for (const picture of broken) problem(current, `a picture does not show: ${picture.replace(server.origin, "")}`);
  }
  return `${pages.length} pages visited`;
});
