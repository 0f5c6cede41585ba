import { Button, Menu } from '@mantine/core';
import { EXPORT_FORMATS, type ExportFormat } from '@relevo/contracts';
import { keepFile, shownZone } from '@relevo/ui';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSignedInStore } from '../app/use-signed-in';
import { Refusal } from '../settings/Refusal';
import { useAction } from '../settings/use-action';
import css from './history.module.css';
import { filtersOf, type HistorySearch } from './search';

/** Keeps what is shown as a file: all of it, not only the page. */
export const Export = ({ everybody, search }: { everybody: boolean; search: HistorySearch }) => {
  const { t } = useTranslation('history');
  const { rest } = useSignedInStore();
  const { busy, problem, run } = useAction();
  const keep = (format: ExportFormat): Promise<void> =>
    run(async () => {
      const file = await rest.exportHistory(everybody, { ...filtersOf(search), zone: shownZone(), format });
      keepFile(`relevo-sessions.${format}`, file);
    });
  return (
    <div className={css.export}>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            variant="default"
            loading={busy}
            leftSection={<IconDownload size={16} stroke={1.75} aria-hidden="true" />}
          >
            {t('export')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {EXPORT_FORMATS.map((format) => (
            <Menu.Item key={format} onClick={() => void keep(format)}>
              {t(`export.${format}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Refusal problem={problem} />
    </div>
  );
};
