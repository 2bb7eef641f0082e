/// One style sheet for every page: phone first, light and dark, print; contrast at least 4.5 to 1 for text
/// (WCAG 2.2 AA).
let styleSheet = """
  :root {
    color-scheme: light dark;
    --ink: #17222d; --quiet: #4a5866; --ground: #f4f6f8; --surface: #ffffff; --line: #cfd7df;
    --accent: #0b4f8a; --accent-ink: #ffffff; --accent-strong: #083a66; --tint: #e7f0f8;
    --warn: #7a4300; --warn-ground: #fff3dc; --warn-line: #d99a2b; --good: #1d5e34; --good-ground: #e5f3e9;
    --focus: #b34700; --radius: 6px; --gap: 1rem; --measure: 46rem;
  }
  @media (prefers-color-scheme: dark) {
    :root {
      --ink: #e7edf3; --quiet: #aab7c4; --ground: #10171e; --surface: #18222c; --line: #35434f;
      --accent: #8cc4ff; --accent-ink: #06223c; --accent-strong: #b5d9ff; --tint: #1d2f40;
      --warn: #ffd591; --warn-ground: #3a2c10; --warn-line: #a9781f; --good: #a5dfb8; --good-ground: #163322;
      --focus: #ffb066;
    }
  }
  *, *::before, *::after { box-sizing: border-box; }
  html { font-size: 100%; -webkit-text-size-adjust: 100%; }
  body {
    margin: 0; min-height: 100vh; display: flex; flex-direction: column; background: var(--ground);
      color: var(--ink);
    font: 1.0625rem/1.55 "Segoe UI", "Helvetica Neue", "Noto Sans", "DejaVu Sans", Arial, sans-serif;
  }
  h1, h2, h3 { line-height: 1.25; margin: 0 0 0.75rem; font-weight: 650; overflow-wrap: anywhere; }
  h1 { font-size: 1.6rem; letter-spacing: -0.01em; }
  h2 { font-size: 1.2rem; margin-top: 2rem; }
  h3 { font-size: 1.05rem; }
  p { margin: 0 0 1rem; max-width: var(--measure); }
  a { color: var(--accent); text-underline-offset: 0.18em; }
  a:hover { color: var(--accent-strong); text-decoration-thickness: 2px; }
  :focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 3px; }
  code { font-family: "DejaVu Sans Mono", Consolas, monospace; overflow-wrap: anywhere; }
  .quiet { color: var(--quiet); font-size: 0.9375rem; }
  .hidden {
    position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%);
      white-space: nowrap;
  }
  .skip {
    position: absolute; left: 0.5rem; top: -4rem; padding: 0.6rem 1rem; background: var(--surface);
      z-index: 2;
  }
  .skip:focus { top: 0.5rem; }

  .top { background: var(--surface); border-bottom: 1px solid var(--line);
    border-top: 4px solid var(--accent); }
  .bar, main, .foot {
    width: 100%; max-width: 62rem; margin-inline: auto; padding-inline: 1rem;
  }
  .top .bar { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between;
    gap: 0 1rem; }
  .brand {
    display: inline-flex; align-items: center; gap: 0.6rem; padding: 0.65rem 0; color: var(--ink);
      font-weight: 650;
    font-size: 1.2rem; text-decoration: none;
  }
  .top ul { list-style: none; margin: 0; padding: 0; display: flex; }
  .languages a {
    display: block; min-width: 2.5rem; padding: 0.55rem 0.5rem; text-align: center; text-transform: uppercase;
    text-decoration: none; font-size: 0.9375rem;
  }
  .languages abbr { text-decoration: none; }
  .languages [aria-current] { color: var(--ink); font-weight: 700; box-shadow: inset 0 -3px var(--accent); }
  .sections { border-top: 1px solid var(--line); font-size: 0.9375rem; }
  .sections .bar { flex-wrap: wrap; justify-content: flex-start; max-width: 62rem; margin-inline: auto;
    padding-inline: 1rem; }
  .sections a, .plain { display: block; padding: 0.7rem 0; text-decoration: none; }
  .sections a[aria-current] { color: var(--ink); font-weight: 650; box-shadow: inset 0 -3px var(--accent); }
  .sections .last { margin-left: auto; }
  .sections form { margin: 0; }
  .plain { border: 0; background: none; font: inherit; color: var(--accent); cursor: pointer; }
  .plain:hover { text-decoration: underline; }

  main { flex: 1; padding-block: 1.75rem 3rem; }
  main:focus { outline: none; }
  .foot { padding-block: 1.25rem; color: var(--quiet); font-size: 0.9375rem;
    border-top: 1px solid var(--line); }
  .foot p { margin: 0; }

  .button {
    display: inline-block; padding: 0.6rem 1.15rem; border: 2px solid var(--accent);
      border-radius: var(--radius);
    background: var(--accent); color: var(--accent-ink); font: inherit; font-weight: 600;
      text-decoration: none;
    cursor: pointer; min-height: 2.75rem;
  }
  .button:hover { background: var(--accent-strong); border-color: var(--accent-strong);
    color: var(--accent-ink); }
  .button.second { background: transparent; color: var(--accent); }
  .button.second:hover { background: var(--tint); color: var(--accent-strong); }
  .button.danger { background: transparent; border-color: var(--warn); color: var(--warn); }
  .button.danger:hover { background: var(--warn-ground); }
  .actions { list-style: none; padding: 0; margin: 1.25rem 0; display: flex; flex-wrap: wrap; gap: 0.75rem; }
  .actions form { margin: 0; }

  .panel {
    background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); padding: 1.25rem;
    margin: 0 0 1.25rem;
  }
  .panel > :last-child { margin-bottom: 0; }
  .panel > h2:first-child { margin-top: 0; }
  .notice {
    border: 1px solid var(--warn-line); border-left-width: 5px; border-radius: var(--radius);
      padding: 0.75rem 1rem;
    background: var(--warn-ground); color: var(--warn); margin: 0 0 1.25rem; max-width: none;
  }
  .notice.calm { border-color: var(--accent); background: var(--tint); color: var(--ink); }
  .badge {
    display: inline-block; padding: 0.05rem 0.55rem; border: 1px solid var(--line); border-radius: 1rem;
    font-size: 0.8125rem; font-weight: 600; line-height: 1.6; color: var(--quiet); white-space: nowrap;
  }
  .badge.strong { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); }
  .badge.warn { background: var(--warn-ground); border-color: var(--warn-line); color: var(--warn); }
  .badge.good { background: var(--good-ground); border-color: var(--good); color: var(--good); }

  .list { list-style: none; margin: 0 0 1.25rem; padding: 0; border-top: 1px solid var(--line); }
  .list > li {
    position: relative; padding: 0.9rem 1rem; background: var(--surface); border: 1px solid var(--line);
      border-top: 0;
    border-left: 4px solid var(--line);
  }
  .list > li:hover { background: var(--tint); }
  .list > .fresh { border-left-color: var(--accent); }
  .list .fresh .subject { font-weight: 700; }
  .list .subject { font-size: 1.0625rem; font-weight: 400; margin: 0.15rem 0; overflow-wrap: anywhere; }
  .list .subject a::after { content: ""; position: absolute; inset: 0; }
  .list p { margin: 0; max-width: none; }
  .list .facts { display: flex; flex-wrap: wrap; gap: 0.1rem 1.25rem; color: var(--quiet);
    font-size: 0.9375rem; }
  .list .marks { display: flex; flex-wrap: wrap; gap: 0.4rem; align-items: center; }
  .list .who { font-weight: 600; overflow-wrap: anywhere; }

  .facts-table { margin: 0; display: grid; grid-template-columns: 1fr; gap: 0; }
  .facts-table dt { color: var(--quiet); font-size: 0.9375rem; }
  .facts-table dd { margin: 0 0 0.75rem; overflow-wrap: anywhere; }
  .facts-table dd p { margin: 0; }
  table { width: 100%; border-collapse: collapse; background: var(--surface); }
  th, td { text-align: left; padding: 0.6rem 0.75rem; border-bottom: 1px solid var(--line);
    vertical-align: top; }
  caption { text-align: left; font-weight: 650; padding: 0.5rem 0; }
  .text { white-space: pre-line; overflow-wrap: anywhere; max-width: var(--measure); }
  .document { width: 100%; height: 75vh; min-height: 24rem; border: 1px solid var(--line); background: #fff;
    margin-bottom: 1.25rem; }
  .files { list-style: none; margin: 0; padding: 0; }
  .files > li { padding: 0.9rem 0; border-top: 1px solid var(--line); }
  .files > li:first-child { border-top: 0; padding-top: 0; }
  .files > li:last-child { padding-bottom: 0; }
  .files .name { font-weight: 600; overflow-wrap: anywhere; margin: 0; }
  .files .actions { margin: 0.6rem 0 0; }
  .paging { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between;
    gap: 0.75rem; }
  .paging p { margin: 0; }
  .lead { font-size: 1.175rem; color: var(--quiet); }
  ol.steps, ul.points { padding-left: 1.3rem; margin: 0; }
  ol.steps li, ul.points li { padding: 0.2rem 0; }

  label { font-weight: 600; display: block; margin-bottom: 0.25rem; }
  input, select, textarea {
    font: inherit; color: inherit; background: var(--surface); border: 1px solid var(--quiet);
      border-radius: var(--radius);
    padding: 0.55rem 0.7rem; max-width: 100%;
  }
  input[type="checkbox"], input[type="radio"] { width: 1.25rem; height: 1.25rem; vertical-align: -0.2rem; }

  @media (min-width: 45rem) {
    h1 { font-size: 2rem; }
    main { padding-block: 2.5rem 4rem; }
    .facts-table { grid-template-columns: 13rem 1fr; }
    .facts-table dd { margin-bottom: 0.6rem; }
    .two { display: grid; grid-template-columns: 1fr 1fr; gap: 1.25rem; align-items: stretch; }
  }
  @media (min-width: 45rem) { .sections { font-size: 1rem; } .sections .bar { gap: 0 1.75rem; } }
  @media (prefers-reduced-motion: no-preference) { .skip { transition: top 0.1s; } }
  @media print {
    .top nav, .skip, .actions, .paging, .document, .foot { display: none; }
    body { background: #fff; color: #000; font-size: 11pt; }
    .panel, .list > li { border: 0; padding-inline: 0; background: none; }
    a { color: inherit; text-decoration: none; }
  }

  """
