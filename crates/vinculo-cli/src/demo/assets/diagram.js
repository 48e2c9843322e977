// The live state diagram. Phases and arrows come from the core; only their places are drawn by hand.

import { $, svg, words } from './dom.js';

const WIDTH = 142;
const HEIGHT = 40;
const PLACES = {
  idle: [76, 34],
  fetching_token: [262, 34],
  loading: [448, 34],
  recovering: [176, 150],
  open: [448, 142],
  confirming_close: [262, 262],
  outside: [448, 250],
  reconciling: [76, 384],
  recording: [262, 384],
  finished: [448, 384],
};
/** How far an arrow bows to the left of its way, where 16 would cross something. */
const BOWS = {
  'idle fetching_token': 0,
  'idle reconciling': 0,
  'open outside': 8,
  'outside open': 8,
  'open fetching_token': 4,
  'outside fetching_token': 0,
  'outside loading': 44,
  'loading outside': 44,
  'fetching_token recording': 0,
  'confirming_close fetching_token': 10,
  'open recording': 0,
  'open reconciling': 4,
  'loading reconciling': 0,
  'loading recording': 0,
  'fetching_token reconciling': -62,
  'reconciling fetching_token': -62,
  'recovering reconciling': 4,
  'recording finished': 0,
  'finished recording': 22,
};

export function makeDiagram(root, { phases, edges }) {
  const arrows = new Map();
  const nodes = new Map();
  const lines = svg('g.edges');
  const boxes = svg('g.nodes');
  for (const { from, to, on } of edges) {
    const name = `${from} ${to}`;
    const line = svg('path.edge', { d: way(from, to, BOWS[name] ?? 16), 'marker-end': 'url(#head)', 'data-edge': name });
    line.append(svg('title', {}, `${words(from)} → ${words(to)}: ${on.join(', ')}`));
    arrows.set(name, line);
    lines.append(line);
  }
  for (const phase of phases) {
    const [x, y] = PLACES[phase];
    const own = edges.filter(({ from }) => from === phase).map(({ to }) => arrows.get(`${phase} ${to}`));
    const point = (on) => () => own.forEach((line) => line.classList.toggle('out', on));
    const box = svg(
      'g.node',
      { onpointerenter: point(true), onpointerleave: point(false), transform: `translate(${x} ${y})`, 'data-phase': phase },
      svg('rect', { x: -WIDTH / 2, y: -HEIGHT / 2, width: WIDTH, height: HEIGHT, rx: 10 }),
      svg('text', { y: 5 }, words(phase)),
    );
    nodes.set(phase, box);
    boxes.append(box);
  }
  const marker = (id) =>
    svg('marker', { id, viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto' }, svg('path', { d: 'M0 0 8 4 0 8z' }));
  root.replaceChildren(
    svg('svg', { viewBox: '2 6 520 426', role: 'img', 'aria-labelledby': 'last-step' }, svg('defs', {}, marker('head'), marker('head-live')), lines, boxes),
  );

  return (state) => {
    for (const [phase, node] of nodes) {
      node.classList.toggle('visited', state.visited.includes(phase));
      node.classList.toggle('current', state.phase === phase);
    }
    const step = state.log.findLast((entry) => entry.kind === 'phase');
    if (!step) {
      if (!$('#last-step').textContent) $('#last-step').textContent = 'Press Start: each phase lights up.';
      return;
    }
    for (const line of arrows.values()) {
      line.classList.remove('live');
      line.setAttribute('marker-end', 'url(#head)');
    }
    const line = arrows.get(`${step.detail.from} ${step.name}`);
    if (line) {
      // Anew, so that the animation begins again when the same step is taken twice.
      line.getBoundingClientRect();
      line.classList.add('live');
      line.setAttribute('marker-end', 'url(#head-live)');
      lines.append(line);
    }
    $('#last-step').textContent = `${words(step.detail.from)} → ${words(step.name)}, by ${words(step.detail.on)}`;
  };
}

/** A bowed line from the edge of one box to the edge of another. */
function way(from, to, bow) {
  const [a, b] = [PLACES[from], PLACES[to]];
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = Math.hypot(dx, dy);
  const bend = [(a[0] + b[0]) / 2 + (dy / length) * bow * 2, (a[1] + b[1]) / 2 - (dx / length) * bow * 2];
  const [x1, y1] = border(a, bend, 0);
  const [x2, y2] = border(b, bend, 3);
  return `M${x1} ${y1}Q${bend.map(Math.round).join(' ')} ${x2} ${y2}`;
}

/** Where a line from the middle of a box towards a point leaves the box, and a little further. */
function border([x, y], [toX, toY], gap) {
  const [dx, dy] = [toX - x, toY - y];
  const scale = Math.min((WIDTH / 2 + gap) / Math.max(Math.abs(dx), 0.01), (HEIGHT / 2 + gap) / Math.max(Math.abs(dy), 0.01), 1);
  return [Math.round(x + dx * scale), Math.round(y + dy * scale)];
}
