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
    add(copy, (button) => navigator.clipboard.writeText(url).then(() => (button.textContent = copied), () => {}));
  }
  if (navigator.share) add(native, () => navigator.share({ title, url }).catch(() => {}));
}

// Citations get a button that copies them, a quotation with its words before it.
if (navigator.clipboard) {
  for (const cite of document.querySelectorAll("[data-cite]")) {
    const { open, close, by, copy, copied } = cite.dataset;
    const line = document.createElement("p");
    line.setAttribute("aria-live", "polite");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = copy;
    button.onclick = () => {
      // Read now, since what was folded up had no inner text.
      const words = cite.closest("figure")?.querySelector("blockquote")?.innerText.trim();
      const text = cite.innerText.trim().replace(/\s+/g, " ");
      const whole = words ? `${open}${words}${close}\n— ${by}\n${text}` : text;
      // Where the browser forbids it, the source is marked for the reader's own copying.
      navigator.clipboard.writeText(whole).then(() => (button.textContent = copied), () => getSelection().selectAllChildren(cite));
    };
    line.append(button);
    cite.after(line);
  }
}
