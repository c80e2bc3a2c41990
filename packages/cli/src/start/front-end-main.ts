/** The front end of `koine bind`: a script that `bind-main.ts` loads in place of the module, when the cache has no answer. */
export * from "@koine/bindgen/front-end";
