// Walks the audit's chain, a part at a time, and says how far it is right.
const button = document.getElementById("verify");
const walked = document.getElementById("walked");
const proof = document.getElementById("proof");
const token = document.querySelector("meta[name=csrf-token]").content;
const number = new Intl.NumberFormat("es-CO");

async function walk(begin) {
  const response = await fetch(button.dataset.address, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify({ begin }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.message);
  return answer;
}

function tell(found) {
  proof.className = found.bad ? "notice danger" : "notice good";
  proof.textContent = found.bad
    ? `El registro ${number.format(found.bad)} no es como se escribió, o falta. Los ${number.format(found.bad - 1)} anteriores están en orden.`
    : `Los ${number.format(found.links)} registros están en orden. Última huella: ${found.hash}`;
}

async function verify() {
  button.disabled = true;
  walked.hidden = false;
  proof.className = "";
  try {
    let found = await walk(true);
    while (!found.over) {
      walked.max = found.links;
      walked.value = found.sequence;
      proof.textContent = `${number.format(found.sequence)} de ${number.format(found.links)} en orden…`;
      found = await walk(false);
    }
    tell(found);
  } catch (error) {
    proof.className = "notice warning";
    proof.textContent = error.message || "No fue posible verificar. Intente de nuevo.";
  } finally {
    walked.hidden = true;
    button.disabled = false;
  }
}

button.addEventListener("click", verify);
