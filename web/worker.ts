// Starts a worker. The page's security policy lets script addresses through for workers of our own build only.

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

let policy: ReturnType<TrustedTypes['createPolicy']> | undefined;

function trusted(path: string): string {
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  if (!types) return path;
  policy ??= types.createPolicy('banzhen-worker', {
    createScriptURL(url) {
      if (!/^\/[\w.-]+\.js$/.test(url)) throw new TypeError('not a worker of this page');
      return url;
    },
  });
  return policy.createScriptURL(path);
}

// `path` is one that the build wrote. Null where there are no workers, or none is allowed.
export function openWorker(path: string): Worker | null {
  try {
    return new Worker(trusted(path), { type: 'module' });
  } catch {
    return null;
  }
}
