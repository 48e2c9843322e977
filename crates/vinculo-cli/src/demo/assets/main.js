// Puts the page together: the host's state goes in, and each part shows what concerns it.

import { diagram, follow, onRefusal } from './api.js';
import { makeControls } from './controls.js';
import { makeDiagram } from './diagram.js';
import { $, words } from './dom.js';
import { makePanels } from './panels.js';
import { makePhone } from './phone.js';
import { makeTimeline } from './timeline.js';

const parts = [
  makePhone(),
  makeControls(),
  makeTimeline($('#timeline')),
  makePanels(),
  makeDiagram($('#diagram'), await diagram()),
];

function show(state) {
  const phase = state.phase ?? (state.killed ? 'killed' : 'idle');
  document.body.dataset.phase = phase;
  $('#phase').textContent = words(phase);
  $('#session').textContent = state.session_id ?? '';
  $('#lost').hidden = true;
  for (const part of parts) part(state);
}

let clearing;
function say(text) {
  $('#said').textContent = text;
  $('#said').classList.add('visible');
  clearTimeout(clearing);
  clearing = setTimeout(() => $('#said').classList.remove('visible'), 5000);
}

onRefusal(say);
document.addEventListener('said', (event) => say(event.detail));
follow(show, () => {
  $('#lost').hidden = false;
});
