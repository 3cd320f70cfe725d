// Asks the browser for a passkey and sends it with <form data-passkey="get|create" data-options="{…}">.
// Without data-options they are fetched from the form's address. Without scripts the forms stay hidden.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const named = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

const wanted = async (form) => {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.action, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  if (!answer.ok) throw new Error(answer.status);
  return (await answer.json()).request_options;
};

const made = ({ publicKey }) => navigator.credentials.create({ publicKey: {
  ...publicKey,
  challenge: bytes(publicKey.challenge),
  user: { ...publicKey.user, id: bytes(publicKey.user.id) },
  excludeCredentials: named(publicKey.excludeCredentials),
  authenticatorSelection: {
    ...publicKey.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required",
  },
} });

const shown = ({ publicKey }) => navigator.credentials.get({ publicKey: {
  ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials: named(publicKey.allowCredentials),
} });

const written = (credential) => {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = text(credential.response[part]);
  }
  return JSON.stringify({
    id: credential.id, rawId: text(credential.rawId), type: credential.type, response,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
};

for (const form of window.PublicKeyCredential ? document.querySelectorAll("form[data-passkey]") : []) {
  const failed = form.querySelector("[data-passkey-failed]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    failed.hidden = true;
    try {
      const options = await wanted(form);
      form.elements.credential.value = written(await (form.dataset.passkey === "create" ? made : shown)(options));
      form.submit();
    } catch {
      failed.hidden = false;
    }
  });
}
