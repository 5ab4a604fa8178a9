import './quiet-zod.ts';
import '@mantine/core/styles.css';
import './window.css';
import { MantineProvider } from '@mantine/core';
import { createRoot } from 'react-dom/client';
import { Frame } from './frame/frame.tsx';
import { startAnnotator } from './session/annotator.ts';
import { startKeys } from './session/commands.ts';
import { startLabelling } from './session/labelling.ts';
import { startSession } from './session/project-session.ts';
import { cssVariables, theme } from './theme.ts';

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
const place = document.getElementById('window');
if (!place) throw new Error('index.html has no #window');

startSession();
startLabelling();
startAnnotator();
startKeys();
createRoot(place).render(
  <MantineProvider
    theme={theme}
    cssVariablesResolver={cssVariables}
    defaultColorScheme="auto"
    getStyleNonce={() => nonce}
  >
    <Frame />
  </MantineProvider>,
);
