/** What is told of JSON that has another shape than a format. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { JsonReader } from "./json-reader.ts";

const fields = { required: ["header", "size"], optional: ["align"] };

/** Reads an object of two members, and gives all that is wrong with it. */
function complain(value: unknown): readonly string[] {
  const json = new JsonReader(value, "item");
  json.only(fields);
  json.get("header").text();
  json.get("size").count();
  return json.problems.map(({ message, help }) => (help === undefined ? message : `${message}; ${help}`));
}

test("what is misspelt is told once, and not as missing too", () => {
  assert.deepEqual(complain({ heder: "x", size: 1 }), ['item.heder: there is no "heder" here; did you mean "header"?']);
});

test("what is missing is told of the object that should have it", () => {
  assert.deepEqual(complain({ size: 1 }), ['item: "header" is missing']);
});

test("of a value of the wrong kind nothing is told that it should have inside", () => {
  assert.deepEqual(complain([]), ["item: expected an object, got an array"]);
  assert.deepEqual(complain({ header: 5, size: -1 }), [
    "item.header: expected a string, got 5",
    "item.size: expected a number of at least 0, got -1",
  ]);
});
