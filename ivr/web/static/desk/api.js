// What the desk asks of the service.

import { service } from "../service.js";

export { Refused } from "../service.js";

const { ask, act } = service("/desk");

export { act };
export const view = () => ask("view");
export const day = () => ask("day");
export const colleagues = () => ask("colleagues");
