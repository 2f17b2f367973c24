/**
 * What goes wrong, as a word and not as text: `code` is one of the protocol's error codes
 * (docs/protocol.md, "Errors") or one of this library's own. `retryable` says whether the same
 * call may succeed later without a change by the user.
 */
export class ParleyError extends Error {
  override readonly name = "ParleyError";
  readonly code: string;
  readonly retryable: boolean;

  constructor(code: string, message: string, retryable = false, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.retryable = retryable;
  }
}
