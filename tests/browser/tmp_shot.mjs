import { readSite, serve, launch } from "./site.mjs";
const site = readSite("public"); const server = await serve(site); const b = await launch();
for (const [name, path, w, scheme] of JSON.parse(process.argv[2])) {
  const c = await b.newContext({ viewport: { width: w, height: w < 500 ? 800 : 900 }, colorScheme: scheme });
  const t = await c.newPage(); await t.goto(server.origin + path); await t.waitForTimeout(name.includes("q") ? 3000 : 400);
  await t.screenshot({ path: `/tmp/shot-${name}.png`, fullPage: name.includes("full") }); await c.close();
}
await b.close(); server.close();
