import '../styles/page.css';
import '../styles/report.css';
import '../styles/tables.css';
import './modelEditor.css';
import { registerControls } from '../controls.ts';
import { connectModelHost } from './modelHost.ts';
import { ModelPage } from './modelPage.ts';

registerControls();
const host = connectModelHost();
const page = new ModelPage(document.body, host);
host.listen((message) => page.receive(message));
host.post({ type: 'ready' });
