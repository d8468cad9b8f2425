// The link of a new screen is copied with one press.

import { $, write } from "../desk/dom.js";

const link = $("#link");
link?.select();
$("#copy")?.addEventListener("click", async () => {
  await navigator.clipboard.writeText(link.value);
  write($("#copied"), "Copiado.");
});
