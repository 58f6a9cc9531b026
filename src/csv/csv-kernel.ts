/**
 * Tells which separator kernel runs here. Today there is one: plain JavaScript, which needs no code generation.
 *
 * @returns The name of the kernel.
 * @example
 * csvKernel(); // => 'js'
 */
export function csvKernel(): 'wasm-simd' | 'js' {
  return 'js';
}
