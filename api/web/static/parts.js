// Pieces of a page that come from the server, put in place. Every form on them works without this script, too.

export function piece(html) {
  return [...new DOMParser().parseFromString(html, "text/html").body.children].map(awakened);
}

// What only makes sense with a script is shown.
function awakened(element) {
  element.querySelectorAll(".needs-script").forEach((part) => (part.hidden = false));
  return element;
}

// A refusal as a sentence for a person. `words` holds what to say when there is none.
export async function reason(response, words) {
  if (response.status === 429) return words.fast;
  try {
    return (await response.json()).detail || words.broken;
  } catch {
    return words.broken;
  }
}

// A form inside a part ([data-part]) is sent, and the part that comes back takes its place.
export async function renew(form, submitter, words, tell) {
  const part = form.closest("[data-part]");
  const buttons = form.querySelectorAll("button");
  const body = new URLSearchParams(new FormData(form, submitter));
  buttons.forEach((button) => (button.disabled = true));
  try {
    const response = await fetch(form.action, { method: "POST", body, headers: { "X-Fragment": "1" } });
    if (!response.ok) {
      tell(await reason(response, words), part);
      return;
    }
    const [fresh] = piece(await response.text());
    part.replaceWith(fresh);
    const wrong = fresh.querySelector("[aria-invalid]");
    (wrong || fresh).focus({ preventScroll: !wrong });
    tell([...fresh.querySelectorAll(".told, .error")].map((told) => told.textContent).join(" "));
  } catch {
    tell(words.failed, part);
  } finally {
    buttons.forEach((button) => (button.disabled = false));
  }
}
