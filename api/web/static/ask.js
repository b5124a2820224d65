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
const again = document.querySelector("#nogmaals");
const PATIENCE = 60_000; // after that a connection counts as lost
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

again.addEventListener("click", () => ask(again.value, "asKnown" in again.dataset));

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
    opened(conversation.children.length > 0);
    if (!field.value.trim()) field.value = question;
    fail(problem instanceof Refusal ? problem.message : words.failed, question, asKnown);
    field.focus();
  } finally {
    busy(false);
  }
}

class Refusal extends Error {}

// The answer as it comes, sentence by sentence; null when something on the way does not let a stream through.
async function streamed(body, waiting) {
  const response = await sent(body, { Accept: "text/event-stream" });
  if (!response.headers.get("content-type")?.startsWith("text/event-stream") || !response.body) return null;
  let whole = null;
  let begun = false;
  try {
    for await (const { name, data } of events(response.body)) {
      begun = true;
      if (name === "answer") whole = data;
      else if (name === "begin") waiting.querySelector(".answer").replaceWith(...piece(data));
      else if (name === "line") waiting.querySelector(".said").append(...piece(data));
    }
  } catch {
    if (whole === null) throw new Refusal(words.lost);
  }
  if (whole === null && begun) throw new Refusal(words.lost);
  return whole;
}

async function posted(body) {
  return (await sent(body, { "X-Fragment": "1" })).text();
}

async function sent(body, headers) {
  const response = await fetch("/", { method: "POST", body, headers, signal: AbortSignal.timeout(PATIENCE) });
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
  opened(true);
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
  const { top } = exchange.getBoundingClientRect();
  if (top < 0 || top > innerHeight / 2) exchange.scrollIntoView({ block: "start" }); // else nothing moves
  if (document.activeElement === document.body) exchange.focus({ preventScroll: true });
  const heard = [...exchange.querySelectorAll(".anew, .said > *")].map((part) => clean(part));
  say(`${words.answered}: ${heard.join(" ")}`);
}

// What stands there before the first question makes way as soon as one is asked, so that no sentence moves later.
function opened(on) {
  document.querySelector(".intro").classList.toggle("hidden-text", on); // it holds the heading of the page
  document.querySelector(".examples").hidden = on;
}

// There is a conversation now: everything on the page belongs to it.
function begun(parts, id) {
  const held = parts.find((part) => part.id === "gegevens");
  document.querySelector("#gegevens").replaceWith(held);
  const links = parts.find((part) => part.id === "delen");
  if (links) document.querySelector("#delen").replaceWith(links);
  document.querySelectorAll("[name=conversation_id]").forEach((hidden) => (hidden.value = id));
  sessionStorage.setItem(KEPT, id);
  opened(true);
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
  if (conversation.children.length) return;
  if (!response?.ok) {
    if (response?.status === 404) sessionStorage.removeItem(KEPT);
    else form.elements.namedItem("conversation_id").value = id; // it goes on, though it is not shown
    fail(response?.status === 404 ? words.gone : words.unshown);
    return;
  }
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
  const all = (selector) => [...exchange.querySelectorAll(selector)].map((element) => clean(element, true));
  const sources = [...exchange.querySelectorAll(".passages summary")].map(
    (source) => `[${source.children[0].textContent}] ${[...source.children[1].children].map((e) => clean(e)).join(", ")}`,
  );
  return [...all(".said > *"), ...all(".notices li"), ...all(".as-of"), ...sources].join("\n\n");
}

// The words of an element on one line, its source marks as `[1]` or left out.
function clean(element, marked = false) {
  const copied = element.cloneNode(true);
  copied.querySelectorAll(".mark").forEach((mark) => {
    mark.textContent = marked === true && /\d/.test(mark.textContent) ? ` [${mark.textContent}]` : "";
  });
  return copied.textContent.replace(/\s+/g, " ").trim();
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

// What went wrong, with a way to try the same again: what is in the field by now may be something else.
function fail(text, question = "", asKnown = false) {
  error.textContent = text;
  error.hidden = !text;
  again.hidden = !question;
  again.value = question;
  again.toggleAttribute("data-as-known", asKnown);
}

// Told to who listens; what went wrong in a part stands in it, too.
function say(text, part = null) {
  told.textContent = text;
  if (!part) return;
  const line = part.querySelector(".part-error") || part.appendChild(document.createElement("p"));
  line.className = "part-error error";
  line.textContent = text;
}
