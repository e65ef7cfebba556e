// Renews a petition's count by one small question to its collector. Without it, the page shows the last build's.

for (const tally of document.querySelectorAll("[data-count]")) {
  const { count: url, locale, timezone, from } = tally.dataset;
  // Who comes back from confirming wants to see it counted.
  fetch(url, { cache: "no-cache", credentials: "omit", referrerPolicy: "no-referrer" })
    .then((answer) => (answer.ok ? answer.json() : Promise.reject()))
    .then(({ count, goal, as_of }) => {
      if (!Number.isSafeInteger(count) || !Number.isSafeInteger(goal) || count < Number(from)) return;
      const words = JSON.parse(tally.dataset.words);
      const number = new Intl.NumberFormat(locale);
      const form = words.count[new Intl.PluralRules(locale).select(count)] ?? words.count.other;
      const values = { count: number.format(count), goal: number.format(goal) };
      const text = form.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
      const date = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: timezone }).format(new Date(as_of));
      const bar = tally.querySelector("progress");
      bar.max = goal;
      bar.value = count;
      bar.textContent = text;
      tally.querySelector("[data-text]").textContent = text;
      tally.querySelector("[data-as-of]").textContent = words.as_of.replace("{date}", date);
      tally.querySelector("[data-number]").hidden = false;
      tally.querySelector("[data-first]")?.remove();
    })
    // The collector may be down: the number of the last build stays.
    .catch(() => {});
}

// A petition's form where there are scripts; without them a browser sends it as it is. It says what is wrong
// without leaving the page, and keeps what was typed when nobody can take it.
for (const form of document.querySelectorAll("[data-sign]")) {
  const collector = form.action.replace(/signatures$/, "");
  const trouble = form.querySelector("[role=alert]");
  const [list, away] = trouble.children;
  const [button] = form.querySelectorAll("[type=submit]");
  const wait = (time) => new Promise((go) => setTimeout(go, time));
  let asked, rid, sending;

  // A riddle that was solved in time shows that nobody sends by the thousand; nothing depends on it.
  const solve = async (got) => {
    const { salt, challenge, maxnumber } = got.pow;
    for (let number = 0; crypto.subtle && number < maxnumber; number++) {
      const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(salt + number));
      if (Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("") === challenge) {
        got.solved = btoa(JSON.stringify({ ...got.pow, number }));
        return;
      }
    }
  };
  // Asked for when somebody begins to write, so that readers never trouble the collector, and again when it is old.
  const ask = async () => {
    if (asked && Date.now() - (await asked).at < 15 * 60000) return asked;
    asked = fetch(collector + "challenge")
      .then((answer) => (answer.ok ? answer.json() : {}))
      .catch(() => ({}))
      .then((got) => {
        if (got.pow) solve(got).catch(() => {});
        return { at: got.stamp ? Date.now() : 0, got };
      });
    return asked;
  };
  const send = async () => {
    const { at, got } = await ask();
    // The collector takes whoever is quicker for a program; browsers that fill in are quick, too.
    await wait(at && Math.max(0, at + 3100 - Date.now()));
    rid ??= crypto.randomUUID?.() ?? "";
    const fields = { ...Object.fromEntries(new FormData(form)), rid, stamp: got.stamp ?? "", pow: got.solved ?? "" };
    const body = JSON.stringify(fields);
    const answer = await fetch(form.action, { method: "POST", headers: { "Content-Type": "application/json" }, body });
    if (answer.status === 202) return location.assign(collector + "sent/" + fields.lang);
    if (answer.status === 422) return tell((await answer.json()).errors);
    if (answer.status > 499) throw answer;
    // The collector's own page says why, in the reader's language.
    form.submit();
  };
  const tell = (errors) => {
    list.replaceChildren(
      ...errors.map(({ field, message }) => {
        const item = document.createElement("li");
        const input = form.elements[field];
        input?.setAttribute("aria-invalid", "true");
        const link = document.createElement(input ? "a" : "span");
        if (input) link.href = "#" + input.id;
        link.textContent = message;
        item.append(link);
        return item;
      }),
    );
    if (errors.some(({ field }) => field === "stamp")) asked = null;
    trouble.hidden = list.hidden = false;
    away.hidden = true;
  };
  form.addEventListener("focusin", ask);
  // Whoever changes something sends something new; whoever only presses again does not.
  form.addEventListener("input", (event) => {
    rid = null;
    event.target.removeAttribute("aria-invalid");
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (sending) return;
    sending = true;
    button.setAttribute("aria-disabled", "true");
    trouble.hidden = true;
    await send().catch(() => {
      const link = away.querySelector("a");
      link.search = "?subject=" + encodeURIComponent(document.title);
      list.hidden = true;
      away.hidden = trouble.hidden = false;
    });
    sending = false;
    button.removeAttribute("aria-disabled");
  });
}
