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
