// Says of each rule of a new key, while somebody types, whether it is met; the page works without it.
for (const list of document.querySelectorAll("[data-rules-of]")) {
  const input = document.getElementById(list.dataset.rulesOf);
  const rules = [...list.querySelectorAll("[data-pattern]")].map((item) => ({
    item, state: item.querySelector(".state"), met: new RegExp(`^(?:${item.dataset.pattern})$`),
  }));
  const judge = () => {
    for (const { item, state, met } of rules) {
      const isMet = input.value !== "" && met.test(input.value);
      item.classList.toggle("met", isMet);
      state.textContent = input.value === "" ? "" : isMet ? list.dataset.met : list.dataset.unmet;
    }
  };
  input.addEventListener("input", judge);
  judge();
}
