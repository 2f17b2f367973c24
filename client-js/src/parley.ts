/** The package's entry: everything public, and nothing else. */
export { ParleyError } from "./errors.js";
