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

// Leave at once: the link without a trace in the tab's history, or Shift three times within five seconds.
const exit = document.querySelector("[data-exit]");
if (exit) {
  const leave = () => {
    document.body.hidden = true;
    location.replace(exit.href);
  };
  for (const link of document.querySelectorAll("[data-exit]")) {
    link.onclick = (event) => (event.preventDefault(), leave());
  }
  let presses = [];
  document.addEventListener("keyup", (event) => {
    presses = event.key === "Shift" ? [...presses, event.timeStamp].filter((at) => event.timeStamp - at < 5000) : [];
    if (presses.length > 2) leave();
  });
}
