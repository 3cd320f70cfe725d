// Light or dark as the reader chose, before anything is painted; without a choice the device decides.
const root = document.documentElement;
const read = () => { try { return localStorage.getItem("krets-colours") || "auto"; } catch { return "auto"; } };

root.dataset.colorScheme = read();

document.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-theme-choice]")) return;
  root.dataset.colorScheme = target.value;
  try { localStorage.setItem("krets-colours", target.value); } catch { /* a reader who keeps nothing */ }
});

const show = () => {
  for (const choice of document.querySelectorAll("[data-theme-choice]")) {
    choice.value = read();
    choice.closest("[hidden]")?.removeAttribute("hidden");
  }
};
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", show); else show();
