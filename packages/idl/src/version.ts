/** The version that banners name; all packages share it. */
export const generatorVersion = "0.1.0";
