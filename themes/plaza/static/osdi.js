// Sends a signature to Action Network, whose service takes it from scripts only: OSDI, "record signature helper".

for (const form of document.querySelectorAll("[data-osdi]")) {
  const tell = (name) => {
    for (const said of form.parentElement.querySelectorAll("[data-said]")) said.hidden = said.dataset.said !== name;
  };
  form.onsubmit = async (event) => {
    event.preventDefault();
    const typed = (name) => form.elements[name]?.value.trim() || undefined;
    // What only programs fill in goes nowhere.
    if (typed("website")) return;
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    const person = {
      given_name: typed("first_name"),
      family_name: typed("last_name"),
      // Who does not ask for messages gets none.
      email_addresses: [{ address: typed("email"), primary: true, status: form.querySelector("[name$=_updates]")?.checked ? "subscribed" : "unsubscribed" }],
      postal_addresses: typed("country") && [{ country: typed("country"), primary: true }],
      languages_spoken: [form.elements.lang.value],
    };
    const body = JSON.stringify({ person, "action_network:referrer_data": { website: form.dataset.osdi } });
    try {
      const answer = await fetch(form.action, { method: "POST", headers: { "Content-Type": "application/json" }, body, credentials: "omit", referrerPolicy: "no-referrer" });
      if (!answer.ok) throw new Error(answer.status);
      form.hidden = true;
      tell("thanks");
    } catch {
      button.disabled = false;
      tell("failed");
    }
  };
}
