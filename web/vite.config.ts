import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { UserConfig } from 'vite';
import { builtFaces, noncePlaceholder } from './built.ts';

const page = (face: string) => join(import.meta.dirname, face, 'index.html');

/** One project, one page per face: React and antd are emitted once and shared. The portal is rendered on the server and not built. */
const config: UserConfig = {
  root: import.meta.dirname,
  base: '/faces/',
  publicDir: false,
  plugins: [react()],
  html: { cspNonce: noncePlaceholder },
  worker: { format: 'es' },
  build: {
    outDir: builtFaces,
    emptyOutDir: true,
    target: 'es2022',
    manifest: 'manifest.json',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    reportCompressedSize: false,
    rolldownOptions: { input: { office: page('office'), command: page('command'), hub: page('hub') } },
  },
};

export default config;
