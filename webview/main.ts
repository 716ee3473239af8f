import './styles/colours.css';
import './styles/history.css';
import './styles/page.css';
import './styles/pictures.css';
import './styles/report.css';
import './styles/reveal.css';
import './styles/tables.css';
import { registerControls } from './controls.ts';
import { connectHost } from './host.ts';
import { Page } from './page.ts';

registerControls();
const host = connectHost();
const page = new Page(document.body, host);
host.listen((message) => page.receive(message));
host.post({ type: 'ready' });
