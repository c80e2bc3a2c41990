/** The version of the command; all packages share it. */
export const version = "0.1.0";
