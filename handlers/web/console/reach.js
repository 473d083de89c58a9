// fetch with an end: when `signal` aborts, or after so many milliseconds without an answer.
// AbortSignal.any would do the same, but telephones of a few years ago don't know it.

export async function reach(address, signal, milliseconds, options = {}) {
  const ender = new AbortController();
  const end = () => ender.abort();
  const timer = setTimeout(end, milliseconds);
  signal.addEventListener("abort", end);
  if (signal.aborted) end();
  try {
    return await fetch(address, { ...options, signal: ender.signal });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", end);
  }
}
