/** Prints what the backend of the runtime that runs this states, as JSON. Started by `capability-reference.mjs`. */
import { currentBackend } from "koine";

const { name, capabilities } = currentBackend();
console.log(JSON.stringify({ backend: name, capabilities }));
