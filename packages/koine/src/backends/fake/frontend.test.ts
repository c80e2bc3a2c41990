/** The frontend cases over the fake, on simulated code. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { currentBackend, useBackend } from "../../backend/select.ts";
import { testFrontend } from "../cases/all-cases.ts";
import { createSimulatedLibrary } from "../cases/simulated-library.ts";
import { createFakeBackend } from "./backend.ts";

useBackend(createFakeBackend({ libraries: { "libcases.so": createSimulatedLibrary() } }));

test("the cases run over the fake", () => {
  assert.equal(currentBackend().name, "fake");
  assert.throws(() => useBackend(createFakeBackend()), /the fake backend is in use already/);
});

testFrontend("cases");
