// Judges a petition's form as its script sends it: nothing is asked for before somebody writes, a mistake is
// said beside its field, what was typed stays when the collector is away, and the same form is sent only once.
//
// Usage: node tests/browser/form.mjs public. The collector is played here; knows nothing of how it works.

import { launch, readSite, serve } from "./site.mjs";

const site = readSite(process.argv[2] ?? "public");
const problems = [];
const check = (right, what) => right || problems.push(what);
const server = await serve(site);
const browser = await launch();
const petitions = site.pages.filter((page) => page.type === "petition");
const langs = ["en", "es"];
try {
  for (const lang of langs) await judge(petitions.filter((page) => page.lang === lang));
} catch (error) {
  problems.push(error.message);
} finally {
  await browser.close();
  server.close();
}
for (const problem of problems) console.log(problem);
console.log(`form: ${problems.length} problems`);
process.exit(problems.length > 0 ? 1 : 0);

async function judge(pages) {
  const page = await browser.newPage({ viewport: { width: 360, height: 640 } });
  page.on("pageerror", (error) => problems.push(error.message));
  const asked = [], sent = [];
  const plan = { status: 503, body: {} };
  await page.route(/\/v1\/petitions\//, async (route) => {
    const request = route.request();
    const headers = { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "content-type" };
    if (request.method() === "OPTIONS") return route.fulfill({ status: 204, headers });
    if (request.url().endsWith("/challenge")) {
      asked.push(request.url());
      // The number 7 behind the salt "a", so that solving takes no time.
      const challenge = "20377cec9f51f6bf5ba1fa64649f3b1614e4eee833fd0fc5893f24f6e0accbaf";
      const pow = { algorithm: "SHA-256", salt: "a", challenge, signature: "s", maxnumber: 10 };
      return route.fulfill({ json: { stamp: "1.x", pow }, headers });
    }
    if (request.url().includes("/count.json")) return route.fulfill({ json: {}, headers });
    if (request.url().includes("/sent/")) return route.fulfill({ body: "Look at your mail", contentType: "text/html" });
    sent.push(request.postDataJSON());
    return plan.status ? route.fulfill({ status: plan.status, json: plan.body, headers }) : route.abort();
  });
  for (const own of pages) {
    await page.goto(server.url(own));
    if ((await page.locator("form[data-sign]").count()) > 0) break;
  }
  const form = page.locator("form[data-sign]");
  check((await form.count()) === 1, `no form among ${pages.map((own) => own.path)}`);
  check(asked.length === 0, "a reader troubled the collector");
  const type = async (name, text) => (await form.locator(`[name=${name}]`).count()) && form.locator(`[name=${name}]`).fill(text);
  await type("first_name", "Ana");
  await type("last_name", "Pérez");
  await type("email", "ana@example.org");
  for (const box of await form.locator("[type=checkbox][required]").all()) await box.check();
  check(asked.length === 1, `the challenge was asked for ${asked.length} times`);
  const alert = form.getByRole("alert");
  const press = async (status, body = {}) => {
    Object.assign(plan, { status, body });
    const before = sent.length;
    await form.locator("[type=submit]").click();
    for (let time = 0; sent.length === before && time < 100; time++) await page.waitForTimeout(100);
    return sent.at(-1) ?? {};
  };
  for (const status of [503, 0]) {
    await press(status);
    await alert.waitFor();
    check((await alert.locator("a[href^='mailto:']").getAttribute("href")).includes("?subject="), "no address to write to");
    check((await form.locator("[name=email]").inputValue()) === "ana@example.org", "what was typed is gone");
  }
  check(sent.length === 2 && sent[0].rid === sent[1].rid && sent[0].rid.length === 36, "the same form has two numbers");
  check(JSON.parse(atob(sent[0].pow || "e30=")).number === 7, "the riddle is not solved");
  check(sent[0].stamp === "1.x" && sent[0].consent_processing && sent[0].website === "", "fields are missing");
  const wrong = { errors: [{ field: "email", code: "address", message: "Wrong <b>address</b>" }] };
  await press(422, wrong);
  const link = alert.getByRole("link", { name: "Wrong <b>address</b>" });
  await link.waitFor();
  await link.click();
  check(await form.locator("[name=email]").evaluate((input) => input === document.activeElement), "an error does not lead to its field");
  check((await form.locator("[name=email]").getAttribute("aria-invalid")) === "true", "the field does not say that it is wrong");
  await type("email", "ana@example.net");
  check((await press(202)).rid !== sent[0].rid, "another form has the same number");
  await page.waitForURL(/\/sent\/(en|es)$/);
  await page.close();
}
