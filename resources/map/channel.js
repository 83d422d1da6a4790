// Words to and from the program. What goes out is checked there; what comes in is data, never code.

export function say(name, fields = {}) {
  const text = JSON.stringify({ t: name, ...fields });
  document.dispatchEvent(new CustomEvent("fleetdesk-out", { detail: text }));
}

export function listen(hear) {
  document.addEventListener("fleetdesk-in", (event) => hear(JSON.parse(event.detail)));
  document.addEventListener("fleetdesk-open", () => say("ready"), { once: true });
  document.dispatchEvent(new CustomEvent("fleetdesk-hello")); // the relay may have been there first
}
