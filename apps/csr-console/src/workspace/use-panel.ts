import { useSnapshot } from '@relevo/ui';
import type { Layout } from '../app/layout-memory';
import { useDesk } from '../app/use-desk';

export type PanelName = Layout['panel'];

/** The side panel: which one, open or not, how wide. Remembered per person. */
export const usePanel = () => {
  const { layout } = useDesk();
  const { panel, panelOpen, panelWidth } = useSnapshot(layout);
  return {
    panel,
    open: panelOpen,
    width: panelWidth,
    show: (name: PanelName) => layout.change({ panel: name, panelOpen: true }),
    /** The same tool again closes it. */
    toggle: (name: PanelName) => layout.change({ panel: name, panelOpen: !(panelOpen && panel === name) }),
    setOpen: (open: boolean) => layout.change({ panelOpen: open }),
    setWidth: (width: number) => layout.change({ panelWidth: width }),
  };
};
