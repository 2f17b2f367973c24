type Listener<T> = (value: T) => void;

/**
 * Typed events. A listener that throws is reported to the page as an uncaught error and disturbs
 * neither the emitter nor the other listeners.
 */
export class Emitter<Events extends object> {
  readonly #listeners = new Map<keyof Events, Set<Listener<never>>>();

  /** Returns the function that unsubscribes; calling it twice does no harm. */
  on<K extends keyof Events>(event: K, listener: Listener<Events[K]>): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners);
    // A wrapper of its own, so that one function subscribed twice is two subscriptions.
    const own: Listener<Events[K]> = (value) => listener(value);
    listeners.add(own);
    return () => void listeners.delete(own);
  }

  emit<K extends keyof Events>(event: K, value: Events[K]): void {
    for (const listener of [...(this.#listeners.get(event) ?? [])]) {
      try {
        (listener as Listener<Events[K]>)(value);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
