// Colours of the two looks, and the one in use.

const LOOKS = {
  light: {
    land: "#eef1ea", water: "#cfe0ea", coast: "#b9cdd9", border: "#c3c8c4", town: "#66717f", townDot: "#98a2ad",
    halo: "rgba(238,241,234,0.9)", panel: "#ffffff", hairline: "#dfe3e8", text: "#1d2530", accent: "#1f6feb",
    signs: ["#2c9a4b", "#d9a400", "#c94040", "#8b95a1"], edge: "#ffffff", ring: "#f5a623",
    fill: "rgba(31,111,235,0.13)",
  },
  dark: {
    land: "#20262d", water: "#141b24", coast: "#2d3744", border: "#3b4551", town: "#8c98a6", townDot: "#5b6673",
    halo: "rgba(32,38,45,0.9)", panel: "#1b2129", hairline: "#2b333e", text: "#dde4ec", accent: "#5b9dff",
    signs: ["#46c46b", "#f0c02e", "#ef6a6a", "#77818d"], edge: "#14181e", ring: "#f5a623",
    fill: "rgba(91,157,255,0.14)",
  },
};

export const FONT = '"Inter", "Segoe UI", "Noto Sans", "DejaVu Sans", system-ui, sans-serif';
export let look = LOOKS.light;

export function setLook(theme) {
  look = LOOKS[theme] || LOOKS.light;
  document.documentElement.dataset.theme = theme;
}
