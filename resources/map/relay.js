// Run in a script world of its own: carry text between the channel and the page. The page never sees the channel.
new QWebChannel(qt.webChannelTransport, (channel) => {
  const { bridge } = channel.objects;
  bridge.to_page.connect((text) => {
    document.dispatchEvent(new CustomEvent("fleetdesk-in", { detail: text }));
  });
  document.addEventListener("fleetdesk-out", (event) => {
    if (typeof event.detail === "string") bridge.from_page(event.detail);
  });
  const open = () => document.dispatchEvent(new CustomEvent("fleetdesk-open"));
  document.addEventListener("fleetdesk-hello", open);
  open();
});
