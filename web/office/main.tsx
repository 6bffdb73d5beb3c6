import { startDesk } from '../ui/desk/Desk.tsx';
import { Office } from './Office.tsx';
import './office.css';

startDesk(<Office />);
