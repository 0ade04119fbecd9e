"use strict";
(() => {
  const data = JSON.parse(document.getElementById("spacelint-data").textContent);
  const bar = document.querySelector(".bar");
  const said = bar.querySelector("output");
  const who = document.getElementById("who");
  const fields = data.spaces.map((space) => {
    const card = document.getElementById(space.anchor);
    return { space, tick: card.querySelector("input"), note: card.querySelector("textarea") };
  });
  let unsaved = false;
  const count = () => {
    const ticked = fields.filter(({ tick }) => tick.checked).length;
    said.textContent = `${ticked} of ${fields.length} approved`;
  };
  const changed = () => {
    unsaved = true;
    count();
  };
  for (const { tick, note } of fields) {
    tick.addEventListener("change", changed);
    note.addEventListener("input", changed);
  }
  bar.querySelector("button").addEventListener("click", () => {
    const spaces = fields.map(({ space: { codes, ...space }, tick, note }) => ({
      ...space,
      approved: tick.checked,
      note: note.value,
    }));
    const saved = { format: "spacelint-approvals", version: 1, reviewer: who.value, spaces };
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(saved, null, 1) + "\n"], { type: "application/json" }));
    link.download = "approved.json";
    link.click();
    URL.revokeObjectURL(link.href);
    unsaved = false;
    said.textContent = "Saved as approved.json";
  });
  addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
  document.querySelector(".nojs").hidden = true;
  bar.hidden = false;
  count();
})();
