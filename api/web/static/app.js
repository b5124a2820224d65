// Asks without leaving the page. Without this script every form still works, as a whole page.

const conversation = document.querySelector("#gesprek");
const form = document.querySelector("#vraag");

if (form) {
  const field = form.elements.namedItem("question");
  const error = document.querySelector("#fout");
  const button = form.querySelector("button[type=submit]");
  const sendLabel = button.textContent;

  document.addEventListener("submit", (event) => {
    const sent = event.target;
    if (sent.id === "wissen" || !sent.action || sent.method !== "post") return;
    event.preventDefault();
    const chosen = event.submitter?.name === "question" ? event.submitter.value : field.value;
    ask(chosen);
  });

  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && matchMedia("(pointer: fine)").matches) {
      event.preventDefault();
      form.requestSubmit();
    }
  });

  async function ask(question) {
    if (form.ariaBusy === "true") return;
    busy(true);
    fail("");
    const body = new URLSearchParams(new FormData(form));
    body.set("question", question);
    try {
      const response = await fetch("/", { method: "POST", body, headers: { "X-Fragment": "1" } });
      if (!response.ok) {
        fail(await reason(response));
        return;
      }
      show(await response.text());
      field.value = "";
    } catch {
      fail(form.dataset.failed);
    } finally {
      busy(false);
    }
  }

  function show(html) {
    const exchange = new DOMParser().parseFromString(html, "text/html").querySelector(".exchange");
    conversation.querySelectorAll(".next").forEach((old) => old.remove());
    conversation.append(exchange);
    for (const hidden of document.querySelectorAll("[name=conversation_id]")) {
      hidden.value = exchange.dataset.conversation;
    }
    document.querySelectorAll(".intro, .examples").forEach((part) => (part.hidden = true));
    document.querySelector("#wissen").hidden = false;
    const label = form.querySelector("label[for=question]");
    label.textContent = label.dataset.followUp;
    exchange.scrollIntoView({ block: "start" });
  }

  function busy(on) {
    form.ariaBusy = String(on);
    button.disabled = on;
    button.textContent = on ? form.dataset.sending : sendLabel;
  }

  function fail(text) {
    error.textContent = text;
    error.hidden = !text;
  }

  async function reason(response) {
    if (response.status === 429) return form.dataset.fast;
    try {
      return (await response.json()).detail;
    } catch {
      return form.dataset.failed;
    }
  }
}

// A source mark opens its passage and takes the reader there; Escape leads back to the mark.
let cameFrom = null;
document.addEventListener("click", (event) => {
  const mark = event.target.closest("a.mark");
  if (!mark) return;
  const passage = document.getElementById(mark.hash.slice(1));
  if (!passage) return;
  event.preventDefault();
  passage.closest("details").open = true;
  cameFrom = mark;
  passage.focus({ preventScroll: true });
  passage.scrollIntoView({ block: "center" });
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && cameFrom && document.activeElement?.closest(".passage")) {
    document.activeElement.closest("details").open = false;
    cameFrom.focus();
    cameFrom = null;
  }
});

// On paper every passage is open.
addEventListener("beforeprint", () => {
  document.querySelectorAll("details").forEach((part) => (part.open = true));
});
