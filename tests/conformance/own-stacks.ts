/** Whether functions that call back run on stacks of their own, which guards tell from an overflow, for tests that are about them. */

/** Why a test of such stacks is skipped; `false` where it is not. */
export const skipWithoutOwnStacks: string | false =
  process.env["KOINE_ENGINE"] === "libffi" && "through libffi functions that call back run on the caller's stack";
