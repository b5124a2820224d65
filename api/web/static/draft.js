// Puts names in a file that the server made with placeholders. The names are read here and never sent; the fields
// they are typed in have no name of their own, so that a form cannot send them either.

const MARKUP = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const TEXT_PARTS = new Set(["word/document.xml", "content.xml"]);

document.querySelectorAll(".needs-script").forEach((part) => (part.hidden = false));
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.classList.contains("export")) return;
  event.preventDefault();
  const told = form.querySelector(".told");
  told.textContent = "";
  const body = new URLSearchParams(new FormData(form, event.submitter));
  const names = [...form.querySelectorAll("[data-placeholder]")].filter((field) => field.value.trim());
  const keys = names.map((field) => field.dataset.key).filter(Boolean);
  if (keys.length) body.set("names", keys.join(","));
  try {
    const response = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/html" } });
    if (!response.headers.has("content-disposition")) {
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      if (page.querySelector(".refusal")) told.textContent = page.querySelector(".lead").textContent;
      else corrected(page, names);
      return;
    }
    const values = new Map(names.map((field) => [field.dataset.placeholder, field.value.trim()]));
    save(await filled(response, values), response.headers.get("content-type"), fileName(response));
    told.textContent = left(response, form);
  } catch {
    told.textContent = form.dataset.failed;
  }
});

// The page as the server gives it back, with what is wrong; the names, which it never had, are put back.
function corrected(page, names) {
  const given = page.querySelector("main");
  const main = document.querySelector("main");
  main.replaceChildren(...given.childNodes);
  main.querySelectorAll(".needs-script").forEach((part) => (part.hidden = false));
  for (const field of names) {
    const fresh = main.querySelector(`[data-placeholder="${field.dataset.placeholder}"]`);
    if (fresh) fresh.value = field.value;
  }
  (main.querySelector("#fouten") || main).focus();
}

function fileName(response) {
  return response.headers.get("content-disposition").match(/filename="([^"]+)"/)[1];
}

// Which blanks of the agreement are still open, in the words of the form.
function left(response, form) {
  const open = (response.headers.get("x-open") || "").split(",").filter(Boolean);
  if (!open.length) return form.dataset.done;
  const label = (key) => {
    const found = form.querySelector(`label[for="${key}"], legend#${key}`);
    return found ? found.firstChild.textContent.trim() : key;
  };
  return `${form.dataset.open} ${open.map(label).join("; ")}.`;
}

function save(content, type, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

async function filled(response, values) {
  const content = new Uint8Array(await response.arrayBuffer());
  if (response.headers.get("content-type").startsWith("text/")) return replaced(content, values, (text) => text);
  return repacked(content, (part) => replaced(part, values, (text) => text.replace(/[&<>"]/g, (c) => MARKUP[c])));
}

function replaced(content, values, written) {
  let text = new TextDecoder().decode(content);
  for (const [placeholder, value] of values) text = text.split(placeholder).join(written(value));
  return new TextEncoder().encode(text);
}

// A zip archive with its text parts, which are stored without compression, changed; all else is copied as it is.
function repacked(archive, change) {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = archive.length - 22; // the archive has no comment
  const parts = [];
  const directory = [];
  let at = view.getUint32(end + 16, true);
  let offset = 0;
  for (let count = view.getUint16(end + 10, true); count > 0; count--) {
    const names = view.getUint16(at + 28, true);
    const size = 46 + names + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    const entry = archive.slice(at, at + size);
    const local = view.getUint32(at + 42, true);
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    let head = archive.slice(local, start);
    let content = archive.slice(start, start + view.getUint32(at + 20, true));
    if (TEXT_PARTS.has(new TextDecoder().decode(entry.slice(46, 46 + names)))) {
      content = change(content);
      sized(head, 14, content);
      sized(entry, 16, content);
    }
    new DataView(entry.buffer).setUint32(42, offset, true);
    parts.push(head, content);
    directory.push(entry);
    offset += head.length + content.length;
    at += size;
  }
  const tail = archive.slice(end);
  const tailView = new DataView(tail.buffer);
  tailView.setUint32(12, directory.reduce((sum, entry) => sum + entry.length, 0), true);
  tailView.setUint32(16, offset, true);
  return joined([...parts, ...directory, tail]);
}

// Checksum and both sizes of a stored part, which stand side by side.
function sized(header, at, content) {
  const view = new DataView(header.buffer);
  view.setUint32(at, checksum(content), true);
  view.setUint32(at + 4, content.length, true);
  view.setUint32(at + 8, content.length, true);
}

function checksum(content) {
  let crc = 0xffffffff;
  for (const byte of content) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

function joined(pieces) {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
