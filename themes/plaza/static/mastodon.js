// Mastodon is many servers: the form goes to the reader's own, and this browser remembers nothing of it.
for (const form of document.querySelectorAll("[data-instance]")) {
  form.onsubmit = (event) => {
    event.preventDefault();
    const typed = form.elements.instance.value.trim().toLowerCase();
    const host = typed.replace(/^https?:\/\//, "").replace(/^.*@/, "").split("/")[0];
    if (/^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+(:\d+)?$/u.test(host)) {
      location.href = `https://${host}/share?text=${encodeURIComponent(form.dataset.instance)}`;
    } else {
      form.elements.instance.focus();
    }
  };
}
