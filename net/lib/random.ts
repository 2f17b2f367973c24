/** Repeatable chance. */
export interface Random {
  readonly seed: number;
  /** At least 0, less than 1. */
  next(): number;
  of<T>(list: readonly T[]): T;
  /** One after the other in an order of chance, and when all were given, all again. */
  deck<T>(list: readonly T[]): () => T;
}

/** Numbers that follow from the seed alone: a linear congruential generator, modulo 2^32. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const of = <T>(list: readonly T[]): T => {
    const one = list[Math.floor(next() * list.length)];
    if (one === undefined) throw new Error("an empty list");
    return one;
  };
  const deck = <T>(list: readonly T[]): (() => T) => {
    let left: readonly T[] = [];
    return () => {
      if (left.length === 0) left = list;
      const one = of(left);
      left = left.filter((each) => each !== one);
      return one;
    };
  };
  return { seed, next, of, deck };
}
