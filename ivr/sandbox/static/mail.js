// The inbox shows by itself what arrives.
import { ask } from "./net.js";

const page = document.querySelector(".mail");
for (;;) {
  await new Promise((done) => setTimeout(done, 1500));
  const { emails } = await ask(`emails?to=${encodeURIComponent(page.dataset.to)}`).catch(() => ({ emails: [] }));
  if (emails.length > Number(page.dataset.count)) location.reload();
}
