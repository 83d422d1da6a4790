// Messages to and from the program. Outgoing ones are checked there; incoming ones are data, never code.

export function say(name, fields = {}) {
  const text = JSON.stringify({ t: name, ...fields });
  document.dispatchEvent(new CustomEvent("fleetdesk-out", { detail: text }));
}

export function listen(hear) {
  document.addEventListener("fleetdesk-in", (event) => hear(JSON.parse(event.detail)));
  document.addEventListener("fleetdesk-open", () => say("ready"), { once: true });
  document.dispatchEvent(new CustomEvent("fleetdesk-hello")); // the relay may have been there first
}
