import { startDesk } from '../ui/desk/Desk.tsx';
import { Hub } from './Hub.tsx';
import './hub.css';

startDesk(<Hub />);
