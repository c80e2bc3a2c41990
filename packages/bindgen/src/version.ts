/** The version that specs and banners name; all packages share it. */
export const generatorVersion = "0.1.0";
