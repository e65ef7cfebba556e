// The archive of `altavoz build --archive`, unpacked and opened from a folder without any server: every page has its
// style, every address that a browser makes of a link is a file of the archive, and nothing is asked of the network.

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { launch } from "./site.mjs";

const [program, root = "."] = process.argv.slice(2);
const started = Date.now();
const folder = mkdtempSync(join(tmpdir(), "altavoz-archive-"));
const problems = new Map();
const problem = (where, what) => problems.set(what, [...(problems.get(what) ?? []), where]);
let seen = "stopped half-way";
const browser = await launch();
try {
  const file = join(folder, "site.zip");
  execFileSync(resolve(program), ["--root", root, "build", "--output", join(folder, "public"), "--archive", file, "--quiet"]);
  // An unpacker that nobody here wrote.
  execFileSync("python3", ["-m", "zipfile", "-e", file, folder]);
  const [name, ...others] = readdirSync(folder).filter((name) => !["public", "site.zip"].includes(name));
  if (others.length > 0) problem("archive", `more than one folder: ${others}`);
  const site = join(folder, name);
  const files = readdirSync(site, { recursive: true }).map(String);
  for (const one of ["index.html", "READ-ME.txt"]) if (!files.includes(one)) problem("archive", `no ${one}`);
  if (files.includes("_headers")) problem("archive", "has what only a server understands");
  const pages = files.filter((file) => file.endsWith(".html")).sort();
  const context = await browser.newContext();
  await context.route("**/*", (route) => {
    if (route.request().url().startsWith("file:")) return route.continue();
    // The live count is the one thing that an open petition asks for where there is a network.
    if (!route.request().url().endsWith("/count.json")) problem(current, `asks the network: ${route.request().url()}`);
    return route.abort();
  });
  const tab = await context.newPage();
  let current = "";
  let links = 0;
  const leads = (page, address) => {
    links += 1;
    const place = fileURLToPath(address.replace(/[?#].*/, ""));
    if (!place.startsWith(site + "/") || !existsSync(place) || !statSync(place).isFile()) problem(page, `leads to no file: ${address.replace(site, "")}`);
  };
  tab.on("pageerror", (error) => problem(current, `a script fails: ${error.message}`));
  for (const page of pages) {
    current = page;
    const here = pathToFileURL(join(site, page)).href;
    const onward = readFileSync(join(site, page), "utf8").match(/<meta http-equiv="refresh" content="0; url=([^"]*)"/)?.[1];
    if (onward) {
      leads(page, new URL(onward, here).href);
      continue;
    }
    await tab.goto(here, { waitUntil: "load" });
    const found = await tab.evaluate(() => ({
      // The rules of a file's style sheet cannot be read, but a browser's own style has the body at a distance.
      styled: getComputedStyle(document.body).margin === "0px",
      addresses: [...document.querySelectorAll("a[href], link[href]:not([rel~=canonical], [rel~=alternate][hreflang]), img[src], script[src], form[action], source[srcset]")]
        .flatMap((element) => (element.srcset ? element.srcset.split(",").map((one) => new URL(one.trim().split(/\s/)[0], document.baseURI).href) : [element.href ?? element.src ?? element.action]))
        .filter((address) => typeof address === "string"),
      broken: [...document.images].filter((image) => image.loading !== "lazy" && image.complete && image.naturalWidth === 0).map((image) => image.src),
    }));
    if (!found.styled) problem(page, "has no style");
    for (const image of found.broken) problem(page, `a picture does not show: ${image}`);
    for (const address of found.addresses.filter((address) => address.startsWith("file:"))) {
      leads(page, address);
    }
  }
  await walk(tab, site);
  seen = `${pages.length} pages, ${links} links, ${(statSync(file).size / 1e6).toFixed(1)} MB`;
} catch (error) {
  problem("archive", `the judge could not go on: ${error.stack}`);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}

/** From the front page to the other language, to a section and to an item, as a reader with a stick does. */
async function walk(tab, site) {
  await tab.goto(pathToFileURL(join(site, "index.html")).href);
  await tab.click("a[hreflang=es]");
  if ((await tab.getAttribute("html", "lang")) !== "es") problem("walk", "the switcher does not lead to Spanish");
  await tab.click("nav a[href*=comunicados]");
  await tab.click("main article a, main li a");
  if (!(await tab.textContent("h1"))?.trim()) problem("walk", "an item has no heading");
  if (!tab.url().startsWith("file:")) problem("walk", `left the folder: ${tab.url()}`);
}

for (const [what, places] of [...problems].slice(0, 40)) {
  console.log(`  ${places[0]}: ${what}${places.length > 1 ? ` (and in ${places.length - 1} more places)` : ""}`);
}
const count = [...problems.values()].flat().length;
console.log(`archive: ${seen}, ${count} problems, ${((Date.now() - started) / 1000).toFixed(0)} s`);
process.exitCode = count > 0 ? 1 : 0;
