/** What the person does, told to the platform. Never waits for the bot: the stream shows what comes. */
const person = decodeURIComponent(location.pathname.split("/")[2] ?? "");

const post = (path, body) =>
  fetch(`/_sim/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

export const act = (kind, name, body = {}) =>
  post(`phones/${encodeURIComponent(person)}/${kind}/${name}?wait=no`, body);

export const sendPicture = (kind, file) =>
  fetch(`/_sim/phones/${encodeURIComponent(person)}/${kind}/picture?wait=no`, {
    method: "POST",
    headers: { "content-type": file.type },
    body: file,
  });

export const moveClock = (seconds) => post("clock", { seconds });
export const addFault = (fault) => post("faults", fault);
export const clearFaults = () => fetch("/_sim/faults", { method: "DELETE" });
export const endTokens = () => post("tokens", { do: "expire" });
export const setMode = (mode) => post("rules", { mode });
export const checkUrl = (kind) => post(`check/${kind}`, {}).then((answer) => answer.json());
export const printCode = (scene) => post("scenes", { scene }).then((answer) => answer.json());
