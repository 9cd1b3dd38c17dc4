// Keys, selection and scrolling of the desk. Without it every link and form still works.
"use strict";
(() => {
  const $ = (what, where = document) => where.querySelector(what);
  const rows = () => [...document.querySelectorAll("#main .row[data-id]")];
  const item = () => $("#item");
  const SETTLED_MS = 40; // htmx settles what it swapped in 20
  let reached = null; // the id that j and k go on from

  const isTyping = (element) => element.matches("input, textarea, select, [contenteditable]");

  function place() {
    // Rows that a decision changed take the places of those that are shown.
    for (const row of document.querySelectorAll("#changed .row")) {
      const shown = document.querySelector(`#rows #${CSS.escape(row.id)}`);
      if (shown) { shown.replaceWith(row); htmx.process(row); } else row.remove();
    }
  }

  function follow() {
    place();
    // The row of what is open is marked, the passage is in sight, and the drawing shows it too.
    const id = item()?.dataset.id ?? reached;
    if (item()?.dataset.id) reached = item().dataset.id;
    for (const row of rows()) {
      const is = row.dataset.id === id;
      row.classList.toggle("is-selected", is);
      if (is) row.setAttribute("aria-current", "true"); else row.removeAttribute("aria-current");
      if (is) nearest(row);
    }
    for (const mark of document.querySelectorAll("svg [data-id]")) mark.classList.toggle("is-selected", mark.dataset.id === id);
    $(".desk")?.classList.toggle("has-item", Boolean(item()?.dataset.id));
    const passage = $("[data-passage], mark.words, mark.told", item() ?? document);
    const text = passage?.closest(".text");
    if (text) text.scrollTop += passage.getBoundingClientRect().top - text.getBoundingClientRect().top - 60;
    fillEdit();
  }

  function nearest(row) {
    const pane = row.closest("#main");
    if (getComputedStyle(pane).overflowY === "auto") row.scrollIntoView({ block: "nearest" });
  }

  function current() {
    const all = rows();
    const at = all.findIndex((row) => row.dataset.id === reached);
    return [all, at];
  }

  function step(by) {
    const [all, at] = current();
    const next = all[at < 0 ? 0 : at + by];
    if (next) open(next);
  }

  function open(row) {
    reached = row.dataset.id;
    const link = $(".pick", row) ?? $("a", row);
    link?.click();
    nearest(row);
  }

  function nextId() {
    const [all, at] = current();
    return (all[at + 1] ?? all[at])?.dataset.id ?? "";
  }

  function press(key) {
    const button = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find((one) => one.offsetParent !== null);
    if (!button) return false;
    if (button.matches("input")) { button.focus(); button.select(); }
    else button.click();
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      $("#goto").showModal();
      return;
    }
    if (event.key === "Escape" && $("dialog[open]")) { $("dialog[open]").close(); event.preventDefault(); return; }
    if (event.key === "Escape" && isTyping(event.target)) { event.target.blur(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || $("dialog[open]")) return;
    const { key } = event;
    const onLink = event.target.closest("a, button, summary");
    if (key === "Enter" && onLink) return; // Enter on a cell opens its words
    if (isDeciding) { waiting.push(key); event.preventDefault(); return; }
    if (act(key, onLink)) event.preventDefault();
  });

  function act(key, onLink) {
    return (
      key === "j" || key === "ArrowDown" && !onLink ? (step(1), true)
      : key === "k" || key === "ArrowUp" && !onLink ? (step(-1), true)
      : key === "[" ? ($("#item .previous")?.click(), true)
      : key === "]" ? ($("#item .next")?.click(), true)
      : key === "Enter" ? press("a")
      : press(key)
    );
  }

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open]");
    if (opener) $(`#${opener.dataset.open}`).showModal();
    if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
    const unfold = event.target.closest("[data-unfold]");
    if (unfold) {
      const part = $(`#${unfold.dataset.unfold}`);
      part.open = !part.open;
      if (part.open) $("select, textarea", part).focus();
      fillEdit();
    }
    const drawn = event.target.closest("svg a[href]");
    if (drawn && $("#main") && window.htmx) {
      const url = drawn.getAttribute("href");
      if (new URL(url, location).searchParams.has("select")) {
        event.preventDefault();
        htmx.ajax("GET", url, { target: "#item", swap: "outerHTML", headers: { "X-Part": "item" } });
        history.pushState({}, "", url);
      }
    }
  });

  function fillEdit() {
    const choice = $("#edit select[data-cells]");
    if (!choice) return;
    const fill = () => { $("#edit [data-value]").value = JSON.parse(choice.dataset.cells)[choice.value] ?? ""; };
    choice.onchange = fill;
    fill();
  }

  // -- decisions --------------------------------------------------------------------------------

  // A key that is pressed while a decision is on its way is of the row that comes then.
  let isDeciding = false;
  const waiting = [];

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.requestConfig.path === "/decide") isDeciding = true;
  });

  function decided() {
    isDeciding = false;
    while (waiting.length && !isDeciding) act(waiting.shift(), null);
  }

  document.addEventListener("htmx:configRequest", (event) => {
    const { parameters, path } = event.detail;
    if (path !== "/decide") return;
    const name = $("[data-by]")?.value ?? "";
    parameters.by = name;
    parameters.reason ||= $("[data-reason]")?.value ?? "";
    if (parameters.act === "accept" || parameters.act === "reject") parameters.next = nextId();
    if (parameters.act === "undo") {
      parameters.back = location.pathname + location.search;
      if (reached) parameters.next = reached;
    }
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    const { requestConfig, successful } = event.detail;
    if (requestConfig?.path !== "/decide") return;
    if (!successful) { waiting.length = 0; decided(); return; } // nobody saw what was refused yet
    const url = item()?.dataset.url;
    if (url && url !== location.pathname + location.search) history.replaceState({}, "", url);
    setTimeout(decided, SETTLED_MS);
  });

  document.addEventListener("htmx:afterSettle", follow);
  document.addEventListener("htmx:oobAfterSwap", follow);
  window.addEventListener("popstate", () => location.reload());

  // -- name and dropped files ----------------------------------------------------

  function settle() {
    const name = $("[data-by]");
    if (name) {
      try { name.value = localStorage.getItem("sitrep-by") ?? name.value; } catch { /* storage may be shut */ }
      name.addEventListener("change", () => { try { localStorage.setItem("sitrep-by", name.value); } catch { /* the same */ } });
    }
    const drop = $(".drop");
    for (const what of drop ? ["dragover", "dragleave", "drop"] : []) {
      drop.addEventListener(what, (event) => {
        event.preventDefault();
        drop.classList.toggle("is-over", what === "dragover");
        if (what === "drop") $("input", drop).files = event.dataTransfer.files;
      });
    }
    const fold = $("#filters .fold");
    if (fold && matchMedia("(max-width: 60rem)").matches) fold.open = false;
    follow();
    if (item()?.dataset.id && matchMedia("(max-width: 60rem)").matches) item().scrollIntoView();
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", settle); else settle();
})();
