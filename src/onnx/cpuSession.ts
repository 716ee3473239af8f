/** What the sessions of this folder have in common; `threads` as ONNX Runtime's intraOpNumThreads, by default one a core. */
export function cpuSession(threads: number | undefined) {
  return {
    executionProviders: ['cpu'],
    // Errors come back as exceptions; what is logged would end up in the user's terminal.
    logSeverityLevel: 4 as const,
    // Sessions run one after another, each with threads of its own: those that spin in one slow down the next.
    // Layers between quantised values are computed on real numbers: made into integer kernels, they overflow on processors without VNNI.
    extra: { session: { intra_op: { allow_spinning: '0' }, disable_quant_qdq: '1' } },
    ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
  };
}
