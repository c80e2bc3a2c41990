/**
 * The entry point `koine/engine`: what calls are made of, for those who need less than libraries and declarations.
 * Signatures, where their values travel, and the machine code that carries them.
 */
export * from "@koine/engine";
