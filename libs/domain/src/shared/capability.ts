/** What a customer can grant to one CSR on one device. */
export const CAPABILITIES = ['screen.view', 'input.control'] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** Capabilities that must be held already for another to be of use: control without sight would be blind. */
export const NEEDS: Readonly<Record<Capability, readonly Capability[]>> = {
  'screen.view': [],
  'input.control': ['screen.view'],
};
