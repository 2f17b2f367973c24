/** The package's entry: everything public, and nothing else. */
export type * from "./api.js";
export { ParleyError } from "./errors.js";
export { join, prepare } from "./media/join.js";
