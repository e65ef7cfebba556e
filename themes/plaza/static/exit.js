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
