// The rules for the map page's script: `python packaging/check_map.py` runs them.
import js from "@eslint/js";

const page = [
  "window", "document", "fetch", "performance", "CustomEvent", "MouseEvent", "getComputedStyle", "innerHeight", "innerWidth",
  "atob",
];
const timers = ["requestAnimationFrame", "cancelAnimationFrame", "setTimeout", "clearTimeout"];
const libraries = ["L", "Supercluster", "protomapsL", "qt", "QWebChannel"];

export default [
  js.configs.recommended,
  {
    languageOptions: {
      ecmaVersion: 2023,
      sourceType: "module",
      globals: Object.fromEntries([...page, ...timers, ...libraries].map((name) => [name, "readonly"])),
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-shadow": "error",
      "no-unused-vars": ["error", { args: "after-used" }],
      "no-var": "error",
      "prefer-const": "error",
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: "Words of others are text, never mark-up: use textContent." },
        { property: "outerHTML", message: "Words of others are text, never mark-up: use textContent." },
        { property: "insertAdjacentHTML", message: "Words of others are text, never mark-up: use textContent." },
      ],
    },
  },
];
