// The colours, shapes, fades, limits and words in use. The program sends them with the first message and at each change
// of theme, so that they are written down once and in the user's language; until then nothing is painted.

export const FONT = '"Inter", "Segoe UI", "Noto Sans", "DejaVu Sans", system-ui, sans-serif';
export let theme = { name: "", colours: {}, states: [], tasks: [], fades: [], heading_step_deg: 1, text_px: 13 };
export let limits = { corners: 0, keys: 0, message_bytes: 0, cluster_zoom: 0, clustered_tasks: 0, pin_head_px: 0 };
export let words = { units: [], tasks: [], more: [], metres: "", kilometres: "", thousands: "", point: ".", between_thousands: "" };

const STYLED = ["land", "water", "panel", "hairline", "text", "town", "accent", "late"]; // the variables of map.css

// The size of the window's text, or of one that is smaller by this part, in whole pixels.
export function textPx(part = 1) {
  return Math.round(theme.text_px * part);
}

// The ground behind names, seen through a little.
export function halo() {
  return `${theme.colours.land}e6`;
}

export function setTheme(sent) {
  theme = sent;
  const root = document.documentElement;
  root.dataset.theme = sent.name;
  root.style.setProperty("--size", `${sent.text_px}px`);
  for (const name of STYLED) root.style.setProperty(`--${name}`, sent.colours[name]);
}

export function setLimits(sent) {
  limits = sent;
}

export function setWords(sent) {
  words = sent;
}

// The form of a word for so many, which languages choose by the last two digits.
export function counted(forms, count) {
  const form = forms[count < forms.length ? count : 100 + (count % 100)] || "";
  return form.replace("{count}", `${count}`.replace(/\B(?=(\d{3})+$)/g, words.between_thousands));
}

// A length on the ground, in metres below a kilometre.
export function distance(metres) {
  const [text, length] = metres < 1000 ? [words.metres, metres] : [words.kilometres, metres / 1000];
  return text.replace("{distance}", `${length}`.replace(".", words.point));
}

// 999, 1.2k, 12k: a number with room for four signs.
export function short(count) {
  if (count < 1000) return `${count}`;
  const thousands = count < 10000 ? (count / 1000).toFixed(1) : `${Math.round(count / 1000)}`;
  return words.thousands.replace("{count}", thousands.replace(".", words.point));
}
