import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntdApp, ConfigProvider } from 'antd';
import enGB from 'antd/locale/en_GB';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { newQueries } from '../api/queries.ts';
import { wantsStillness } from '../motion.ts';
import { locale } from '../words.ts';
import '../tokens.css';
import '../base.css';
import './desk.css';
import { stillTheme, theme } from './theme.ts';

/** The nonce the server gave this page: antd writes its styles at run time and must show it. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';

/** Sets up a desk face (office, hub): language, look, questions to the API. */
export function startDesk(face: ReactNode): void {
  if (locale === 'zh') dayjs.locale('zh-cn');
  const place = document.getElementById('face');
  const still = wantsStillness();
  if (!place) throw new Error('The page has no element #face.');
  createRoot(place).render(
    <StrictMode>
      <ConfigProvider theme={still ? stillTheme : theme} wave={{ disabled: still }} locale={locale === 'zh' ? zhCN : enGB} csp={{ nonce }} button={{ autoInsertSpace: false }}>
        <AntdApp>
          <QueryClientProvider client={newQueries()}>{face}</QueryClientProvider>
        </AntdApp>
      </ConfigProvider>
    </StrictMode>,
  );
}
