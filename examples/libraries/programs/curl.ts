/** libcurl: options of any type after a `...`, and a callback that gets what a server sends. */
import assert from "node:assert/strict";
import { Worker } from "node:worker_threads";
import { allocate, c } from "koine";
import * as curl from "../bindings/curl.ts";

// The transfer blocks this thread: the server needs another.
const server = new Worker(
  `
    const { createServer } = require("node:http");
    const { parentPort } = require("node:worker_threads");
    const server = createServer((request, response) => {
      const parts = [];
      request.on("data", (part) => parts.push(part));
      request.on("end", () => {
        response.setHeader("x-method", request.method);
        response.statusCode = request.url === "/none" ? 404 : 200;
        const echo = request.method + " " + request.headers["x-koine"] + " " + Buffer.concat(parts);
        response.end(request.url === "/large" ? "0123456789".repeat(100_000) : echo);
      });
    });
    server.listen(0, "127.0.0.1", () => parentPort.postMessage(server.address().port));
  `,
  { eval: true },
);
const port = await new Promise<number>((resolve) => void server.once("message", resolve));

const handle = curl.curl_easy_init();
const parts: Uint8Array[] = [];
const write = curl.curl_write_callback.create((data, size, count) => {
  parts.push(data.bytes(size * count).slice());
  return size * count;
});

function perform(path: string): string {
  parts.length = 0;
  const url = `http://127.0.0.1:${port}${path}`;
  assert.equal(curl.curl_easy_setopt(handle, curl.CURLOPT_URL, c.string(url)), curl.CURLE_OK);
  const result = curl.curl_easy_perform(handle);
  assert.equal(result, curl.CURLE_OK, curl.curl_easy_strerror(result) ?? "");
  return Buffer.concat(parts).toString();
}

const headers = curl.curl_slist_append(null, "X-Koine: yes");
assert.equal(curl.curl_easy_setopt(handle, curl.CURLOPT_WRITEFUNCTION, write.pointer), curl.CURLE_OK);
assert.equal(curl.curl_easy_setopt(handle, curl.CURLOPT_HTTPHEADER, headers), curl.CURLE_OK);
assert.equal(curl.curl_easy_setopt(handle, curl.CURLOPT_NOPROXY, "*"), curl.CURLE_OK);
assert.equal(perform("/"), "GET yes ");
assert.equal(perform("/large").length, 1_000_000);

const status = allocate(c.long);
perform("/none");
assert.equal(curl.curl_easy_getinfo(handle, curl.CURLINFO_RESPONSE_CODE, status), curl.CURLE_OK);
assert.equal(status.value, 404n);

assert.equal(curl.curl_easy_setopt(handle, curl.CURLOPT_POSTFIELDSIZE, c.long(4)), curl.CURLE_OK);
assert.equal(curl.curl_easy_setopt(handle, curl.CURLOPT_COPYPOSTFIELDS, "body"), curl.CURLE_OK);
assert.equal(perform("/"), "POST yes body");

// A callback that throws ends the transfer, and the error comes out of the call.
const failing = curl.curl_write_callback.create(() => {
  throw new Error("the disk is full");
});
curl.curl_easy_setopt(handle, curl.CURLOPT_WRITEFUNCTION, failing.pointer);
assert.throws(() => curl.curl_easy_perform(handle), /the disk is full/);

handle.release();
curl.curl_slist_free_all(headers);
write.release();
failing.release();
await server.terminate();
