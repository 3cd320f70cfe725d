// Saves <form data-autosave="/address"> a moment after the reader stops writing, and says so in [data-autosave-status].
const PAUSE = 1500;

for (const form of document.querySelectorAll("form[data-autosave]")) {
  const status = form.querySelector("[data-autosave-status]");
  const say = (words) => { if (status) status.textContent = words; };
  let timer, pending;

  const save = async () => {
    pending?.abort();
    pending = new AbortController();
    say(form.dataset.saving);
    try {
      const body = new FormData(form);
      for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
      const answer = await fetch(form.dataset.autosave, {
        method: "POST", body, signal: pending.signal, headers: { "X-Requested-With": "autosave" },
      });
      if (!answer.ok) throw new Error(answer.status);
      const time = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "short" }).format(new Date());
      say(`${form.dataset.saved} ${time}`);
    } catch (error) {
      if (error.name !== "AbortError") say(form.dataset.failed);
    }
  };

  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, PAUSE); });
  form.addEventListener("submit", () => { clearTimeout(timer); pending?.abort(); });
}
