// The colours, shapes, fades and limits in use. The program sends them with the first message and at each change of
// theme, so that they are written down once; until then nothing is painted.

export const FONT = '"Inter", "Segoe UI", "Noto Sans", "DejaVu Sans", system-ui, sans-serif';
export let theme = { name: "", colours: {}, states: [], fades: [], heading_step_deg: 1 };
export let limits = { corners: 0, keys: 0, message_bytes: 0 };

const STYLED = ["land", "water", "panel", "hairline", "text", "town", "accent"]; // the variables of map.css

// The ground behind names, seen through a little.
export function halo() {
  return `${theme.colours.land}e6`;
}

export function setTheme(sent) {
  theme = sent;
  const root = document.documentElement;
  root.dataset.theme = sent.name;
  for (const name of STYLED) root.style.setProperty(`--${name}`, sent.colours[name]);
}

export function setLimits(sent) {
  limits = sent;
}
