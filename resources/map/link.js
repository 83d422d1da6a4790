// Words to and from the program. What goes out is checked there; what comes in is data, never code.

export function say(name, fields = {}) {
  const text = JSON.stringify({ t: name, ...fields });
  document.dispatchEvent(new CustomEvent("fleetdesk-out", { detail: text }));
}

export function listen(hear) {
  document.addEventListener("fleetdesk-in", (event) => hear(JSON.parse(event.detail)));
  const ready = () => say("ready");
  if (document.documentElement.dataset.link === "open") ready();
  else document.addEventListener("fleetdesk-open", ready, { once: true });
}
