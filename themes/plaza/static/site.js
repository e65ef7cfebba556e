// What a script can make quicker. Every page works without it.

// What only a script can do is offered where there are scripts.
for (const part of document.querySelectorAll("[data-scripted]")) part.hidden = false;

// Share lists get "copy link" and the device's own share sheet.
for (const list of document.querySelectorAll("[data-share]")) {
  const { share: url, title, copy, copied, native } = list.dataset;
  const add = (label, act) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.onclick = () => act(button);
    const item = document.createElement("li");
    item.setAttribute("aria-live", "polite");
    item.append(button);
    list.append(item);
  };
  if (navigator.clipboard) {
    add(copy, (button) => navigator.clipboard.writeText(url).then(() => (button.textContent = copied)));
  }
  if (navigator.share) add(native, () => navigator.share({ title, url }).catch(() => {}));
}

// Citations get a button that copies them, a quotation with its words before it.
if (navigator.clipboard) {
  for (const cite of document.querySelectorAll("[data-cite]")) {
    const { open, close, by, copy, copied } = cite.dataset;
    const words = cite.closest("figure")?.querySelector("blockquote").innerText.trim();
    const source = cite.innerText.trim();
    const line = document.createElement("p");
    line.setAttribute("aria-live", "polite");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = copy;
    button.onclick = () => {
      // What is folded up has no inner text.
      const text = (source || cite.textContent).trim().replace(/\s+/g, " ");
      const whole = words ? `${open}${words}${close}\n— ${by}\n${text}` : text;
      navigator.clipboard.writeText(whole).then(() => (button.textContent = copied));
    };
    line.append(button);
    cite.after(line);
  }
}

// Leave at once: by the link without a trace in the tab's history, or by Shift alone, three times within
// five seconds (as GOV.UK's "Exit this page" does it).
const exit = document.querySelector("[data-exit]");
if (exit) {
  const status = document.querySelector("[data-exit-status]");
  const say = (word) => status && (status.textContent = status.dataset[word]);
  const leave = () => {
    for (const part of document.body.children) part.hidden = part !== status;
    document.documentElement.className = "gone";
    document.title = exit.hostname;
    say("loading");
    location.replace(exit.href);
  };
  for (const link of document.querySelectorAll("[data-exit]")) {
    link.onclick = (event) => (event.preventDefault(), leave());
  }
  let presses = 0, alone = true, timer;
  const reset = () => (clearTimeout(timer), (presses = 0));
  document.addEventListener("keydown", (event) => {
    // Shift with another key writes a letter or walks back.
    if (event.key !== "Shift") (alone = false), reset();
    else if (!event.repeat) alone = !(event.ctrlKey || event.altKey || event.metaKey);
  });
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !alone) return;
    presses += 1;
    if (presses === 1) timer = setTimeout(() => (reset(), say("expired")), 5000);
    if (presses > 2) leave();
    else say(presses > 1 ? "one" : "two");
  });
}
