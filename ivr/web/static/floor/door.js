// A screen's link: the pass behind the # is handed in once, and leaves the address bar with it.

import { $, write } from "../desk/dom.js";
import { Refused, service } from "../service.js";

const WALL = "/floor/wallboard";
const NO_PASS = "Esta pantalla no tiene permiso, o se lo quitaron. Pida un enlace nuevo a un supervisor.";
const RETRY_AFTER = 5000;
const pass = location.hash.slice(1);

async function enter() {
  try {
    await service(WALL).act("open", { pass });
    location.replace(WALL);
  } catch (error) {
    write($("#door"), error.message);
    if (!(error instanceof Refused) || error.code === "unavailable") setTimeout(enter, RETRY_AFTER);
  }
}

if (pass) enter();
else write($("#door"), NO_PASS);
