// Asks without leaving the page. Without this script every form still works, as a whole page.

import { piece, reason, renew } from "./parts.js";
import { events } from "./stream.js";

const page = document.querySelector("#vragen");
const words = page.dataset;
const conversation = document.querySelector("#gesprek");
const form = document.querySelector("#vraag");
const field = form.elements.namedItem("question");
const error = document.querySelector("#fout");
const told = document.querySelector("#gemeld");
const button = form.querySelector("button[type=submit]");
const sendLabel = button.textContent;
const KEPT = "gesprek"; // for this tab only: coming back from a source finds the conversation again

document.addEventListener("submit", (event) => {
  const sent = event.target;
  if (new URL(sent.action).pathname === "/") {
    event.preventDefault();
    const chosen = event.submitter?.name === "question" ? event.submitter.value : field.value;
    ask(chosen, "as_known" in sent.elements);
  } else if (sent.closest("[data-part]")) {
    event.preventDefault();
    renew(sent, event.submitter, words, say);
  }
});

document.addEventListener("click", (event) => {
  const wanted = event.target.closest("[data-copy-answer], [data-print-answer]");
  if (!wanted) return;
  const exchange = wanted.closest(".exchange");
  if ("copyAnswer" in wanted.dataset) copy(exchange, wanted);
  else printAlone(exchange);
});

field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && matchMedia("(pointer: fine)").matches) {
    event.preventDefault();
    form.requestSubmit();
  }
});

findAgain();

async function ask(question, asKnown = false) {
  if (form.ariaBusy === "true") return;
  busy(true);
  fail("");
  const body = new URLSearchParams(new FormData(form));
  body.set("question", question);
  if (asKnown) body.set("as_known", "1"); // the corrected facts win over the words of the question
  const waiting = pending(question);
  try {
    const html = (await streamed(body, waiting)) ?? (await posted(body));
    show(html, waiting);
    if (field.value === question) field.value = "";
  } catch (problem) {
    waiting.remove();
    if (!field.value.trim()) field.value = question;
    fail(problem instanceof Refusal ? problem.message : words.failed);
    field.focus();
  } finally {
    busy(false);
  }
}

class Refusal extends Error {}

// The answer as it comes, sentence by sentence; null when the stream ends before the whole answer is there.
async function streamed(body, waiting) {
  const response = await sent(body, { Accept: "text/event-stream" });
  if (!response.headers.get("content-type")?.startsWith("text/event-stream") || !response.body) return null;
  const answer = waiting.querySelector(".answer");
  let whole = null;
  try {
    for await (const { name, data } of events(response.body)) {
      if (name === "answer") {
        whole = data;
      } else if (name === "line") {
        answer.querySelector(".searching")?.remove();
        answer.append(...piece(data));
      }
    }
  } catch {
    return whole; // broken off on the way
  }
  return whole;
}

async function posted(body) {
  return (await sent(body, { "X-Fragment": "1" })).text();
}

async function sent(body, headers) {
  const response = await fetch("/", { method: "POST", body, headers });
  if (!response.ok) throw new Refusal(await reason(response, words));
  return response;
}

// The question as it was typed, while the answer is looked up.
function pending(question) {
  const waiting = document.createElement("div");
  waiting.className = "exchange-pending";
  const asked = document.createElement("p");
  asked.className = "asked";
  asked.textContent = question;
  const answer = document.createElement("div");
  answer.className = "answer";
  const searching = document.createElement("p");
  searching.className = "searching";
  searching.textContent = words.searching;
  answer.append(searching);
  waiting.append(asked, answer);
  conversation.append(waiting);
  waiting.scrollIntoView({ block: "nearest" });
  say(words.searching);
  return waiting;
}

function show(html, waiting) {
  const parts = piece(html);
  const exchange = parts.find((part) => part.matches(".exchange"));
  conversation.querySelectorAll(".next, .choices").forEach((old) => old.remove());
  waiting.replaceWith(exchange);
  begun(parts, exchange.dataset.conversation);
  exchange.scrollIntoView({ block: "start" });
  if (document.activeElement === document.body) exchange.focus({ preventScroll: true });
  say(`${words.answered}: ${exchange.querySelector(".said").textContent.replace(/\s+/g, " ")}`);
}

// There is a conversation now: everything on the page belongs to it.
function begun(parts, id) {
  const held = parts.find((part) => part.id === "gegevens");
  document.querySelector("#gegevens").replaceWith(held);
  document.querySelectorAll("[name=conversation_id]").forEach((hidden) => (hidden.value = id));
  sessionStorage.setItem(KEPT, id);
  document.querySelector(".intro").classList.add("hidden-text"); // it holds the heading of the page
  document.querySelector(".examples").hidden = true;
  document.querySelector("#handelingen").hidden = false;
  const label = form.querySelector("label[for=question]");
  label.textContent = label.dataset.followUp;
}

// After coming back to the page: the conversation of this tab, as it is kept.
async function findAgain() {
  if ("fresh" in words) {
    sessionStorage.removeItem(KEPT);
    history.replaceState(null, "", "/");
    return;
  }
  const shown = conversation.querySelector(".exchange");
  if (shown) {
    sessionStorage.setItem(KEPT, shown.dataset.conversation);
    return;
  }
  const id = sessionStorage.getItem(KEPT);
  if (!id) return;
  const body = new URLSearchParams({ conversation_id: id });
  const response = await fetch("/gesprek", { method: "POST", body, headers: { "X-Fragment": "1" } }).catch(() => null);
  if (response?.status === 404) sessionStorage.removeItem(KEPT);
  if (!response?.ok || conversation.children.length) return;
  const parts = piece(await response.text());
  conversation.append(...parts.filter((part) => part.matches(".exchange")));
  conversation.querySelectorAll(".exchange:not(:last-child) :is(.next, .choices)").forEach((old) => old.remove());
  begun(parts, id);
}

async function copy(exchange, wanted) {
  try {
    await navigator.clipboard.writeText(asText(exchange));
    say(wanted.dataset.copied);
    wanted.textContent = wanted.dataset.copied;
  } catch {
    getSelection().selectAllChildren(exchange.querySelector(".said")); // the browser does not allow it
  }
}

// The answer with its notices and sources, as it can be pasted anywhere.
function asText(exchange) {
  const clean = (element) => {
    const copied = element.cloneNode(true);
    copied.querySelectorAll(".mark").forEach((mark) => (mark.textContent = /\d/.test(mark.textContent) ? ` [${mark.textContent}]` : ""));
    return copied.textContent.replace(/\s+/g, " ").trim();
  };
  const all = (selector) => [...exchange.querySelectorAll(selector)].map(clean);
  const sources = [...exchange.querySelectorAll(".passages summary")].map(
    (source) => `[${source.children[0].textContent}] ${[...source.children[1].children].map(clean).join(", ")}`,
  );
  return [...all(".said > *"), ...all(".notices li"), ...all(".as-of"), ...sources].join("\n\n");
}

function printAlone(exchange) {
  exchange.classList.add("printed");
  addEventListener("afterprint", () => exchange.classList.remove("printed"), { once: true });
  print();
}

function busy(on) {
  form.ariaBusy = String(on);
  button.disabled = on;
  button.textContent = on ? words.searching : sendLabel;
}

function fail(text) {
  error.textContent = text;
  error.hidden = !text;
}

// Told to who listens; what went wrong in a part stands in it, too.
function say(text, part = null) {
  told.textContent = text;
  if (!part) return;
  const line = part.querySelector(".part-error") || part.appendChild(document.createElement("p"));
  line.className = "part-error error";
  line.textContent = text;
}
