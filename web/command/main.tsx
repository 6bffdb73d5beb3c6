import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { newQueries } from '../ui/api/queries.ts';
import '../ui/tokens.css';
import '../ui/base.css';
import './command.css';
import { Command } from './Command.tsx';

const place = document.getElementById('face');
if (!place) throw new Error('The page has no element #face.');
createRoot(place).render(<StrictMode><QueryClientProvider client={newQueries()}><Command /></QueryClientProvider></StrictMode>);
