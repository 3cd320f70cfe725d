// Small niceties. Every page works without this file.

// Menus close when the reader looks elsewhere or presses Escape.
const openMenus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("click", ({ target }) => {
  for (const menu of openMenus()) if (!menu.contains(target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    const inside = menu.contains(document.activeElement);
    menu.open = false;
    if (inside) menu.querySelector("summary").focus();
  }
});

// A link from the list of errors lands in the field, not above it.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".ds-error-summary a");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  field.focus();
  (field.closest(".field") ?? field).scrollIntoView({ block: "center" });
});

// Characters left. Nothing is cut: a text that is too long can still be sent and is then explained.
const count = (counter) => {
  const box = document.getElementById(counter.dataset.counter);
  const left = box.dataset.limit - [...box.value].length;
  const over = left < 0;
  counter.hidden = left > box.dataset.limit * 0.4;
  counter.dataset.state = over ? "over" : "under";
  counter.textContent = `${over ? counter.dataset.over : counter.dataset.left} ${Math.abs(left)}`;
};
document.addEventListener("input", ({ target }) => {
  const counter = target.dataset?.limit && document.querySelector(`[data-counter="${target.id}"]`);
  if (counter) count(counter);
});
document.querySelectorAll("[data-counter]").forEach(count);

// A form goes once: a second press while the first is on its way does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  }
});
