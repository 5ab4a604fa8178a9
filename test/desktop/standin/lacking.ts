/** Makes what the stand-in does not emulate throw by name, so that no test passes by accident. */
export function lacking<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get(held, key) {
      if (key in held || typeof key === 'symbol' || key === 'then' || key === 'toJSON')
        return Reflect.get(held, key);
      throw new Error(`electron stand-in: ${name}.${key} is not emulated`);
    },
  });
}

/** An event that a listener may prevent. */
export function preventable(extra: object = {}): { defaultPrevented: boolean } {
  const event = {
    ...extra,
    defaultPrevented: false,
    preventDefault: () => {
      event.defaultPrevented = true;
    },
  };
  return event;
}
