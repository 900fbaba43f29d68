// What the playground draws, each from its own stream of the seed; data.py has the same numbers.
export const POSITION = 0;
export const NOISE = 1;
export const SPLIT = 2;
export const WEIGHTS = 3;
export const ORDER = 4;
export const DROPOUT = 5;
