// Runs in a script world of its own, where script of the page reaches nothing but the elements: what is wrong with them.
(() => {
  const MOST = 50000;
  const OURS = /^(folium|leaflet|marker|fleet|pm|unit|area|draw)-?/;
  const INPUTS = ["pointerdown", "mousedown", "mouseup", "click", "dblclick", "wheel", "keydown"];
  const { body, documentElement: root } = document;
  const map = document.getElementById("map_fleet");
  if (!map || !body || map.parentNode !== body || body.parentNode !== root) return "the map is gone";
  if (document.getElementsByTagName("*").length > MOST) return "it is full";
  for (const each of body.children) if (each !== map && each.localName !== "script") return "something else is on it";
  const panes = [...map.querySelectorAll(".leaflet-pane")];
  const canvases = [...map.querySelectorAll("canvas.fleet-canvas")];
  const credits = map.querySelector(".fleet-credits");
  if (canvases.length < 2 || panes.length < 8 || !credits || !credits.textContent) return "a part of it is gone";
  for (const each of map.querySelectorAll("*")) {
    const known = each.namespaceURI.endsWith("/svg") || OURS.test(each.className) || each.closest(".fleet-hover");
    if (!known) return "something else is on it";
  }
  const box = map.getBoundingClientRect();
  if (box.left > 1 || box.top > 1 || box.right < innerWidth - 1 || box.bottom < innerHeight - 1) return "it was moved";
  const whole = [root, body, map];
  const parts = [...panes, ...canvases, credits];
  for (const each of [...whole, ...parts]) {
    const style = getComputedStyle(each);
    const dimmed = style.filter !== "none" && !each.matches(".leaflet-tile-pane"); // streets are, in the dark look
    if (dimmed || style.opacity < 0.5 || style.clipPath !== "none" || style.maskImage !== "none") return "it was hidden";
    if (style.display === "none" || style.visibility !== "visible") return "it was hidden";
    if (whole.includes(each) && style.transform !== "none") return "it was turned";
    if (parts.includes(each) && style.position !== "absolute") return "its looks are gone";
  }
  const isDrawing = (map.dataset.tool || "select") !== "select";
  for (const type of isDrawing ? [] : INPUTS) if (!arrives(type, credits)) return "it does not hear the pointer";
  return "";

  // Whether an event comes down to an element and is not swallowed on its way; our own script does not hear of it.
  function arrives(type, element) {
    let arrived = false;
    const probe = new MouseEvent(type, { bubbles: true, cancelable: true, button: 4 });
    const hear = (event) => {
      arrived = true;
      event.stopImmediatePropagation();
    };
    element.addEventListener(type, hear, { capture: true });
    element.dispatchEvent(probe);
    element.removeEventListener(type, hear, { capture: true });
    return arrived;
  }
})();
