// On every page: source marks, print, copying a link. Without this script nothing is lost.

// A source mark opens its passage and takes the reader there; Escape leads back to the mark.
let cameFrom = null;
document.addEventListener("click", (event) => {
  const mark = event.target.closest("a.mark");
  if (!mark) return;
  const passage = document.getElementById(mark.hash.slice(1));
  if (!passage) return;
  event.preventDefault();
  for (let part = passage.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
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

// Buttons that only make sense with this script.
document.querySelectorAll(".needs-script").forEach((part) => (part.hidden = false));
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-print]");
  if (!button) return;
  if ("print" in button.dataset) {
    print();
    return;
  }
  const link = document.querySelector(button.dataset.copy);
  const told = document.querySelector("#gedaan");
  try {
    await navigator.clipboard.writeText(link.href);
    told.textContent = button.dataset.copied;
  } catch {
    link.focus(); // the browser does not allow it: the link itself is at hand
  }
});

// A second click on a button sends nothing twice. Forms that a script sends itself look after that themselves.
const sentAt = new WeakMap();
addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (event.timeStamp - (sentAt.get(form) ?? -Infinity) < 1_500) event.preventDefault();
  else sentAt.set(form, event.timeStamp);
});

// After sending a form, attention goes to what is wrong, or to the outcome.
const wrong = document.querySelector("#fouten");
if (wrong) wrong.focus();
else if (location.hash === "#uitkomst") document.querySelector("#uitkomst")?.focus();
