// @ts-check
// What makes the page live. Everything works without it, by forms; all text, rule and fix logic is
// on the server, which sends finished and escaped HTML.

const root = document.body.dataset.root ?? "";
document.documentElement.classList.add("js");
/** @type {number | undefined} */
let fading;

/**
 * Say something to everyone, also to a screen reader; `quiet` says it to the latter alone.
 * @param {string} text
 * @param {boolean} quiet
 * @param {boolean} brief whether it goes away by itself
 */
export function tell(text, quiet = false, brief = false) {
  const told = document.getElementById("told");
  if (!told) return;
  told.classList.toggle("quiet", quiet);
  told.textContent = text;
  window.clearTimeout(fading);
  if (brief) fading = window.setTimeout(() => tell("", true), 4000);
}

/**
 * Post a form and return the answer's HTML; throws an Error whose message is for people.
 * @param {string} path
 * @param {FormData | URLSearchParams} body
 * @param {AbortSignal} [signal]
 */
export async function post(path, body, signal) {
  let answer;
  try {
    answer = await fetch(root + path, { method: "POST", body, signal, headers: { accept: "text/plain, text/html" } });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Error("spacelint page no longer answers. What you wrote is still here; start it again to go on.");
  }
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text;
}

/**
 * Put the parts of an answer in the places of the page that have their names as ids.
 * @param {string} html
 */
function place(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  for (const part of template.content.querySelectorAll("[data-part]")) {
    const own = part instanceof HTMLElement ? part : null;
    const target = own && document.getElementById(own.dataset.part ?? "");
    if (own && target) target.replaceChildren(...own.childNodes);
  }
  return template.content;
}

/** @param {unknown} error */
function complain(error) {
  if (error instanceof DOMException) return;
  tell(error instanceof Error ? error.message : String(error));
}

document.addEventListener("click", async (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-copy]") : null;
  if (!(button instanceof HTMLElement)) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy ?? "");
    tell("Copied.", false, true);
  } catch {
    tell("The browser did not allow copying. Select the title and copy it by hand.");
  }
});

const write = document.getElementById("write");
if (write instanceof HTMLFormElement) startWriting(write);

/** @param {HTMLFormElement} form */
function startWriting(form) {
  const field = /** @type {HTMLTextAreaElement} */ (document.getElementById("title"));
  const marks = /** @type {HTMLElement} */ (document.getElementById("marks"));
  const undo = /** @type {HTMLButtonElement} */ (document.getElementById("undo"));
  const copy = /** @type {HTMLButtonElement} */ (document.getElementById("copy"));
  /** @type {string[]} */
  const past = [];
  let asked = false; // a look is on its way
  let changed = false; // and what it looks at is no longer what is typed
  /** @type {AbortController | undefined} */
  let offers;
  /** @type {number | undefined} */
  let calm;

  const values = () => {
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(form)) data.append(name, String(value));
    return data;
  };

  // At most one look is under way; what is typed meanwhile is looked at next.
  async function look() {
    if (asked) {
      changed = true;
      return;
    }
    asked = true;
    try {
      do {
        changed = false;
        const answer = place(await post("/write/look", values()));
        marks.classList.toggle("stale", changed);
        const part = answer.querySelector("[data-told]");
        const said = part instanceof HTMLElement ? part.dataset.told : "";
        window.clearTimeout(calm);
        calm = window.setTimeout(() => tell(said ?? "", true), 700);
      } while (changed);
    } catch (error) {
      complain(error);
    } finally {
      asked = false;
    }
  }

  async function better() {
    offers?.abort();
    offers = new AbortController();
    try {
      place(await post("/write/better", values(), offers.signal));
    } catch (error) {
      complain(error);
    }
  }

  /** @type {number | undefined} */
  let waiting;
  function typed() {
    marks.classList.add("stale");
    marks.scrollTop = field.scrollTop;
    void look();
    window.clearTimeout(waiting);
    waiting = window.setTimeout(better, 150);
  }

  /** @param {string} title */
  function put(title) {
    field.focus();
    field.select();
    // It keeps the browser's own undo; where it is not to be had the text is set.
    if (!document.execCommand("insertText", false, title) || field.value !== title) {
      field.value = title;
      typed();
    }
  }

  // A text of megabytes would stop the browser's own field; what is in it stays.
  for (const name of ["paste", "drop"]) {
    field.addEventListener(name, (event) => {
      const data = event instanceof ClipboardEvent ? event.clipboardData : event instanceof DragEvent ? event.dataTransfer : null;
      const length = data?.getData("text/plain").length ?? 0;
      if (length <= 20_000) return;
      event.preventDefault();
      tell(`That text has ${length.toLocaleString("en")} characters, and X takes a title of at most 70. It was not put in.`);
    });
  }
  form.addEventListener("input", typed);
  field.addEventListener("scroll", () => { marks.scrollTop = field.scrollTop; });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = event.submitter;
    if (!(button instanceof HTMLButtonElement) || button.name !== "take") {
      typed();
      return;
    }
    past.push(field.value);
    undo.disabled = false;
    put(button.value);
    tell("The title is changed. Undo takes it back.", true);
  });
  undo.addEventListener("click", () => {
    const title = past.pop();
    if (title !== undefined) put(title);
    undo.disabled = past.length === 0;
  });
  copy.addEventListener("click", () => { copy.dataset.copy = field.value; }, true);
  // A browser that goes back fills the field in again.
  if (field.value !== field.defaultValue) typed();
}

const drop = document.getElementById("drop");
if (drop instanceof HTMLFormElement) startDropping(drop);

/** @param {HTMLFormElement} form */
function startDropping(form) {
  const input = /** @type {HTMLInputElement} */ (document.getElementById("file"));
  const most = Number(form.dataset.most);

  function send() {
    const file = input.files?.[0];
    if (!file) return;
    if (file.size > most) {
      tell(`${file.name} has ${Math.round(file.size / 1e6)} MB, and the page takes up to ${most / 1e6} MB. Nothing was sent.`);
      input.value = "";
      return;
    }
    tell(`Reading ${file.name} …`);
    form.submit();
  }

  input.addEventListener("change", send);
  for (const name of ["dragenter", "dragover"]) {
    document.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.add("over");
    });
  }
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) form.classList.remove("over");
  });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    if (!event.dataTransfer?.files.length) return;
    input.files = event.dataTransfer.files;
    send();
  });
}

document.addEventListener("change", (event) => {
  const form = event.target instanceof Element ? event.target.closest("form") : null;
  if (form?.id === "filter") form.requestSubmit();
});

// Who opens a row to edit its title wants to write there at once.
document.addEventListener("toggle", (event) => {
  const opened = event.target;
  if (opened instanceof HTMLDetailsElement && opened.open && opened.classList.contains("edit")) {
    opened.querySelector("textarea")?.focus();
  }
}, true);

// The list of rules narrows as someone types; without this, the form does it.
const search = document.getElementById("search");
if (search instanceof HTMLFormElement) {
  const input = /** @type {HTMLInputElement} */ (document.getElementById("words"));
  /** @type {number | undefined} */
  let later;
  search.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("input", () => {
    window.clearTimeout(later);
    later = window.setTimeout(async () => {
      const query = new URLSearchParams({ words: input.value });
      try {
        const answer = await fetch(`${root}/rules?${query}`);
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        for (const id of ["rules", "found"]) {
          document.getElementById(id)?.replaceChildren(...(page.getElementById(id)?.childNodes ?? []));
        }
        history.replaceState(null, "", input.value ? `?${query}` : location.pathname);
      } catch {
        tell("spacelint page no longer answers. Start it again to go on.");
      }
    }, 120);
  });
}

// A form that changes a plan is sent without leaving the page: what was typed stays where the
// server does not answer, and the place on the page is kept where it does.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.dataset.live === undefined) return;
  event.preventDefault();
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form, event.submitter)) body.append(name, String(value));
  tell("Working …", true);
  try {
    let answer = await fetch(form.action, { method: "POST", body });
    let page = new DOMParser().parseFromString(await answer.text(), "text/html");
    // The change is made; a long plan takes a while to be checked after it.
    while (answer.redirected && page.getElementById("waiting")) {
      tell(page.querySelector(".lead")?.textContent ?? "");
      await new Promise((resolve) => window.setTimeout(resolve, 700));
      answer = await fetch(answer.url);
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    }
    const main = page.querySelector("main");
    if (!main || (!answer.ok && answer.status !== 409)) {
      tell(page.querySelector(".lead")?.textContent ?? page.body.textContent ?? "That did not work.");
      return;
    }
    document.getElementById("main")?.replaceWith(main);
    document.title = page.title;
    tell(answer.ok ? form.dataset.live : "", true);
    const next = answer.ok && form.dataset.then ? document.querySelector(form.dataset.then) : main;
    if (next instanceof HTMLElement) next.focus();
  } catch {
    tell("spacelint page no longer answers. What you wrote is still here; start it again to go on.");
  }
});
