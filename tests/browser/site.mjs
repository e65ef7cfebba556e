// What the browser judges share: the built site's pages, a loopback server for them, and a browser that
// cannot leave it.
//
// Knows nothing of what is right or wrong. Usage of every judge: `node tests/browser/axe.mjs public`, with
// `--types=home,news` to look at some types only.

import { createServer } from "node:http";
import { readFileSync, readdirSync, statSync, existsSync } from "node:fs";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";

const KINDS_OF_FILE = {
  ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8", ".json": "application/json", ".xml": "application/xml",
  ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp",
  ".avif": "image/avif", ".ico": "image/x-icon", ".txt": "text/plain; charset=utf-8", ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json", ".pdf": "application/pdf", ".csv": "text/csv; charset=utf-8",
};

const PACKED = /^text\/|json|xml/;
const COUNT = /\/v1\/petitions\/[^/]+\/count\.json$/;
const COUNTED = { count: 1250, confirmed: 1250, goal: 2500, as_of: "2026-11-20T10:00:00Z" };

/** The pages of a folder: file, path, type, language, length; redirects left out. */
export function readSite(folder) {
  const pages = [];
  for (const file of readdirSync(folder, { recursive: true }).map(String).sort()) {
    if (!file.endsWith(".html")) continue;
    const text = readFileSync(join(folder, file), "utf8");
    if (/<meta[^>]+http-equiv="?refresh/i.test(text)) continue;
    pages.push({
      file,
      path: file.replace(/(^|\/)index\.html$/, "$1"),
      type: text.match(/<body[^>]*\bdata-type="?([\w-]+)/)?.[1] ?? "",
      lang: text.match(/<html[^>]*\blang="?([\w-]+)/)?.[1] ?? "",
      hidden: /<meta[^>]+name="?robots"?[^>]*\bnoindex/i.test(text),
      signed: /class="?[^">]*\bsignatories\b/.test(text),
      length: text.length,
    });
  }
  const home = readFileSync(join(folder, "index.html"), "utf8");
  const canonical = home.match(/<link[^>]*rel="?canonical"?[^>]*>/)?.[0].match(/href="?([^" >]+)/)?.[1];
  if (!canonical) throw new Error(`${folder}/index.html has no canonical link, so the site's path is unknown`);
  return { folder, pages, root: new URL(canonical).pathname.replace(/\/?$/, "/") };
}

/** One page of every type and language, the longest, since it shows most of its template. */
export function onePerType(site, types) {
  const chosen = new Map();
  for (const page of site.pages) {
    if (!page.type || (types.length > 0 && !types.includes(page.type))) continue;
    const key = `${page.type} ${page.lang}`;
    if (!chosen.has(key) || chosen.get(key).length < page.length) chosen.set(key, page);
  }
  return [...chosen.values()];
}

/**
 * Serves the folder under its own path on a free port of this machine, with the headers of `_headers`.
 * With `collects`, petitions find their collector here, for a browser whose requests cannot be answered in its stead.
 */
export async function serve(site, { collects = false } = {}) {
  const headers = readHeaders(join(site.folder, "_headers"));
  const petitions = join(site.folder, "api/v1/petitions.json");
  const named = existsSync(petitions) ? Object.values(JSON.parse(readFileSync(petitions, "utf8")).petitions) : [];
  const collectors = [...new Set(named.map(({ collector }) => collector?.replace(/\/$/, "")).filter(Boolean))];
  const here = (text) => (collects ? collectors.reduce((text, collector) => text.replaceAll(collector, origin), text) : text);
  const sent = new Map();
  let origin = "";
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    if (collects && COUNT.test(path)) return response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(COUNTED));
    const inside = path.startsWith(site.root) ? path.slice(site.root.length) : null;
    const send = (status, file) => {
      for (const rule of headers) if (rule.matches("/" + (inside ?? ""))) response.setHeader(rule.name, here(rule.value));
      const kind = KINDS_OF_FILE[extname(file)] ?? "application/octet-stream";
      const read = readFileSync(join(site.folder, file));
      const bytes = collects && extname(file) === ".html" ? here(read.toString("utf8")) : read;
      response.setHeader("content-type", kind);
      // As every server does with texts.
      const packs = PACKED.test(kind) && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
      const body = packs ? gzipSync(bytes) : bytes;
      if (packs) response.setHeader("content-encoding", "gzip").setHeader("vary", "accept-encoding");
      sent.set(new URL(request.url, "http://localhost").pathname, body.length);
      response.writeHead(status).end(body);
    };
    const file = inside === "" || inside?.endsWith("/") ? `${inside}index.html` : inside;
    const found = file !== null && !file.includes("..") && existsSync(join(site.folder, file)) && statSync(join(site.folder, file)).isFile();
    if (found) return send(200, file);
    const language = `${inside?.split("/")[0]}/404.html`;
    if (existsSync(join(site.folder, language))) return send(404, language);
    if (existsSync(join(site.folder, "404.html"))) return send(404, "404.html");
    response.writeHead(404).end();
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  origin = `http://127.0.0.1:${server.address().port}`;
  return { origin, collectors, sent, url: (page) => origin + site.root + encodeURI(page.path), close: () => server.close() };
}

function readHeaders(file) {
  if (!existsSync(file)) return [];
  const rules = [];
  let pattern = "";
  for (const line of readFileSync(file, "utf8").split("\n")) {
    if (/^\S/.test(line)) pattern = line.trim();
    const [, name, value] = line.match(/^\s+([\w-]+):\s*(.+)$/) ?? [];
    if (!name || pattern.startsWith("#")) continue;
    const shape = new RegExp(`^${pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&")).join(".*")}$`);
    rules.push({ name, value, matches: (path) => shape.test(path) });
  }
  return rules;
}

/** Debian's browser, kept from talking to anybody by itself. */
export function launch(more = []) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", ...more],
  });
}

/** Runs a judge: `look(context)` reports problems, the exit code says whether there were any. */
export async function judge(name, look) {
  const started = Date.now();
  const folder = process.argv.slice(2).find((argument) => !argument.startsWith("--")) ?? "public";
  const types = process.argv.find((argument) => argument.startsWith("--types="))?.slice(8).split(",") ?? [];
  const site = readSite(folder);
  const server = await serve(site);
  const browser = await launch();
  const problems = new Map();
  const problem = (where, what) => problems.set(what, [...(problems.get(what) ?? []), where]);
  let seen;
  for (const type of types) if (!site.pages.some((page) => page.type === type)) problem("site", `no page of the type \`${type}\``);
  if (!site.pages.some((page) => page.type)) problem("site", "no page has a `data-type`");
  try {
    seen = await look({ site, server, browser, problem, types, chosen: onePerType(site, types) });
  } catch (error) {
    problem("site", `the judge could not go on: ${error.stack}`);
    seen = "stopped half-way";
  } finally {
    await browser.close();
    server.close();
  }
  for (const [what, places] of [...problems].slice(0, 40)) {
    console.log(`  ${places[0]}: ${what}${places.length > 1 ? ` (and in ${places.length - 1} more places)` : ""}`);
  }
  if (problems.size > 40) console.log(`  … and ${problems.size - 40} more kinds of problem`);
  const count = [...problems.values()].flat().length;
  console.log(`${name}: ${seen}, ${count} problems, ${((Date.now() - started) / 1000).toFixed(0)} s`);
  process.exitCode = count > 0 ? 1 : 0;
}

/** A tab that refuses every request off the site and tells about it. */
export async function openTab(browser, server, options = {}, refused = () => {}) {
  const context = await browser.newContext({ reducedMotion: "reduce", serviceWorkers: "block", ...options });
  await context.route("**/*", (route) => {
    const url = route.request().url();
    // A petition asks its own collector for the count; nobody else, and nothing else.
    if (server.collectors?.some((collector) => url.startsWith(collector) && COUNT.test(url))) {
      return route.fulfill({ json: COUNTED, headers: { "access-control-allow-origin": "*" } });
    }
    if (url.startsWith(server.origin + "/") || url.startsWith("data:") || url.startsWith("blob:")) return route.continue();
    refused(url);
    return route.abort();
  });
  return context.newPage();
}
