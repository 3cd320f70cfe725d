// Says beside a new password how hard it is to guess, while it is typed. Nothing leaves the page.
// <input data-strength data-short="…" data-weak="…" data-good="…" data-strong="…" data-least="12">
const KINDS = [[/[a-zåäöæø]/, 29], [/[A-ZÅÄÖÆØ]/, 29], [/[0-9]/, 10], [/ /, 1], [/[^\p{L}\p{N} ]/u, 33]];

// How many bits there would be in it, were its signs chosen by chance; what is said again counts for little.
const bits = (typed) => {
  const kinds = KINDS.reduce((sum, [sign, many]) => sum + (sign.test(typed) ? many : 0), 1);
  const signs = [...typed];
  return Math.min(signs.length, new Set(signs).size * 2) * Math.log2(kinds);
};

for (const box of document.querySelectorAll("[data-strength]")) {
  const said = document.createElement("p");
  said.className = "counter";
  said.setAttribute("role", "status");
  box.after(said);
  box.addEventListener("input", () => {
    const { short, weak, good, strong, least } = box.dataset;
    const enough = [...box.value].length >= Number(least);
    const some = bits(box.value);
    said.dataset.state = "under";
    said.textContent = !box.value ? "" : !enough ? short : some < 55 ? weak : some < 90 ? good : strong;
  });
}
