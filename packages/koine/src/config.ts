/** `koine/config`: the types of `koine.config.ts`, which the command reads; everything is `@koine/cli`. */
export * from "@koine/cli/config";
