/** Goldens of the TypeScript target: a whole small package, and the module of a document with everything. */
import { test } from "node:test";
import { expectGolden } from "@koine/codegen/golden";
import { renderTargets } from "@koine/idl";
import { loadDocument } from "./producer.ts";

/** The version of koine, in banners and manifests. */
const version = /(koine |"(?:koine|@koine\/ctypes)": "\^)\d+\.\d+\.\d+/g;

test("the files of a package are as they were reviewed", () => {
  for (const feature of ["contacts", "kitchen-sink"]) {
    // The name of a document is as the user gave it.
    const api = { ...loadDocument(feature), file: `${feature}.yml` };
    for (const { path, text } of renderTargets(api, ["ts"]).files) {
      // Support code is copied from files that are sources of their own.
      if (!path.startsWith("ts/src/support/"))
        expectGolden(`idl/${feature}/${path}`, text.replace(version, "$1VERSION"));
    }
  }
});
