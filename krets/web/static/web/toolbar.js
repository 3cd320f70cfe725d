// Buttons that write Markdown into the text box below them.
const MARKS = {
  bold: (text) => [`**${text}**`, 2, 2],
  italic: (text) => [`*${text}*`, 1, 1],
  link: (text) => [`[${text}](https://)`, text ? text.length + 3 : 1, text ? 1 : 11],
  list: (text) => [text.split("\n").map((line) => `- ${line}`).join("\n"), 2, 0],
  quote: (text) => [text.split("\n").map((line) => `> ${line}`).join("\n"), 2, 0],
};

for (const toolbar of document.querySelectorAll("[data-toolbar]")) {
  const box = document.getElementById(toolbar.dataset.toolbar);
  const buttons = [...toolbar.querySelectorAll("button")];
  toolbar.hidden = false;
  buttons.forEach((button, index) => { button.tabIndex = index ? -1 : 0; });

  toolbar.addEventListener("click", (event) => {
    const make = MARKS[event.target.closest("button")?.dataset.mark];
    if (!make) return;
    const { selectionStart: start, selectionEnd: end, value } = box;
    const [text, before, after] = make(value.slice(start, end));
    box.setRangeText(text, start, end, "end");
    box.setSelectionRange(start + before, start + text.length - after);
    box.focus();
    box.dispatchEvent(new Event("input", { bubbles: true }));
  });

  toolbar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = buttons.indexOf(document.activeElement);
    if (!step || at < 0) return;
    const next = buttons[(at + step + buttons.length) % buttons.length];
    buttons.forEach((button) => { button.tabIndex = button === next ? 0 : -1; });
    next.focus();
  });
}
